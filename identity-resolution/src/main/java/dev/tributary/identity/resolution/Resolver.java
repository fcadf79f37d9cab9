package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Decides for one claim after another whom it speaks of, knowing only what identifiers lead to. So
 * a poll's locks are known before its work begins. Confined to one poll.
 */
public final class Resolver {
  private final Map<Named, String> known = new HashMap<>();
  private final Map<ProfileKey, String> survivors = new HashMap<>();
  private final SortedMap<Named, String> fresh = new TreeMap<>();
  private final SortedSet<ProfileKey> existing = new TreeSet<>();
  private final Supplier<String> newProfile;

  /**
   * @param located what identifiers lead to by now; those that lead nowhere are absent
   * @param newProfile makes the id of a new person
   */
  public Resolver(Map<Named, String> located, Supplier<String> newProfile) {
    known.putAll(located);
    this.newProfile = newProfile;
  }

  /**
   * @param identifiers at least one
   */
  public Resolution resolve(String workspace, List<Identifier> identifiers) {
    SortedSet<String> found = new TreeSet<>();
    for (Identifier identifier : identifiers) {
      Named named = new Named(workspace, identifier);
      String profile = known.get(named);
      if (profile != null) {
        if (!fresh.containsKey(named)) {
          existing.add(new ProfileKey(workspace, profile));
        }
        found.add(current(workspace, profile));
      }
    }
    Resolution resolution = decide(found);
    for (Identifier identifier : identifiers) {
      Named named = new Named(workspace, identifier);
      if (known.putIfAbsent(named, resolution.profile()) == null) {
        fresh.put(named, resolution.profile());
      }
    }
    if (resolution instanceof Resolution.Merge merge) {
      merge
          .losers()
          .forEach(loser -> survivors.put(new ProfileKey(workspace, loser), merge.profile()));
    }
    return resolution;
  }

  private Resolution decide(SortedSet<String> found) {
    if (found.isEmpty()) {
      return new Resolution.Create(newProfile.get());
    }
    String survivor = found.getFirst();
    return found.size() == 1
        ? new Resolution.Add(survivor)
        : new Resolution.Merge(survivor, List.copyOf(found.tailSet(survivor + '\0')));
  }

  /** A profile that a command or a row names by its id; it will be locked as well. */
  public String named(String workspace, String profile) {
    existing.add(new ProfileKey(workspace, profile));
    return current(workspace, profile);
  }

  /** The profile that lives on for this one, after the merges of this poll. */
  public String current(String workspace, String profile) {
    String current = profile;
    for (String next = survivors.get(new ProfileKey(workspace, current));
        next != null;
        next = survivors.get(new ProfileKey(workspace, current))) {
      current = next;
    }
    return current;
  }

  /** Identifiers that nobody had, with the profile they lead to at the end of the poll; sorted. */
  public SortedMap<Named, String> fresh() {
    SortedMap<Named, String> settled = new TreeMap<>();
    fresh.forEach((named, profile) -> settled.put(named, current(named.workspace(), profile)));
    return settled;
  }

  /** The profiles that stand in the database and must be locked; sorted. */
  public SortedSet<ProfileKey> existing() {
    return existing;
  }
}
