package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.rules.IdentityRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one claim after another whom it speaks of, under the rules and knowing the people as
 * the claims before have left them. Confined to one poll.
 */
public final class Resolver {
  private final Map<Named, String> known = new HashMap<>();
  private final Map<ProfileKey, String> survivors = new HashMap<>();
  private final SortedMap<Named, String> fresh = new TreeMap<>();
  private final SortedSet<Named> absent = new TreeSet<>();
  private final Cuts cuts;
  private final Function<ProfileKey, Profile> people;
  private final Supplier<String> newProfile;

  /**
   * @param located what identifiers lead to by now; those that lead nowhere are absent
   * @param cuts what people said is apart
   * @param people everyone whom an identifier leads to, as they are after the claims so far
   * @param newProfile makes the id of a new person
   */
  public Resolver(
      Map<Named, String> located,
      Cuts cuts,
      Function<ProfileKey, Profile> people,
      Supplier<String> newProfile) {
    known.putAll(located);
    this.cuts = cuts;
    this.people = people;
    this.newProfile = newProfile;
  }

  /**
   * @param claim with at least one identifier
   */
  public Decision resolve(Claim claim, IdentityRules rules) {
    Search search = new Search(claim, rules, this);
    search.run();
    Resolution resolution = decide(search.found());
    learn(claim.workspace(), search.identifiers(), resolution);
    noteAbsent(claim.workspace(), search.leftOut());
    return new Decision(
        resolution,
        claim.without(search.identifiers(), search.leftOut()),
        conflicts(claim.workspace(), resolution.profile(), search));
  }

  /** Makes people one because somebody said so, whatever the rules say. */
  public Resolution join(String workspace, String one, String other) {
    Resolution resolution =
        decide(new TreeSet<>(List.of(current(workspace, one), current(workspace, other))));
    learn(workspace, List.of(), resolution);
    return resolution;
  }

  /** Whether somebody said that the two are two people. */
  public boolean apart(String workspace, String one, String other) {
    return cuts.between(
        workspace,
        person(workspace, current(workspace, one)).identifiers(),
        person(workspace, current(workspace, other)).identifiers());
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

  private void learn(String workspace, List<Identifier> identifiers, Resolution resolution) {
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
  }

  private void noteAbsent(String workspace, List<LeftOut> leftOut) {
    for (LeftOut each : leftOut) {
      Named named = new Named(workspace, each.identifier());
      // Somebody else's device is one whoever it is; that it is not theirs, their lock holds.
      if (each.reason() != LeftOut.Reason.SOMEONE_ELSES_DEVICE && !known.containsKey(named)) {
        absent.add(named);
      }
    }
  }

  private List<Conflict> conflicts(String workspace, String profile, Search search) {
    List<Conflict> conflicts = new ArrayList<>();
    Identifier anchor = search.identifiers().getFirst();
    for (LeftOut each : search.leftOut()) {
      String other = leadsTo(workspace, each.identifier());
      if (other != null && !other.equals(profile) && search.unique(each.identifier())) {
        conflicts.add(
            new Conflict(each.reason(), each.limit(), each.identifier(), anchor, profile, other));
      }
    }
    return conflicts;
  }

  /** The profile that an identifier leads to by now, or null. */
  @Nullable String leadsTo(String workspace, Identifier identifier) {
    String profile = known.get(new Named(workspace, identifier));
    return profile == null ? null : current(workspace, profile);
  }

  Profile person(String workspace, String profile) {
    return people.apply(new ProfileKey(workspace, profile));
  }

  Cuts cuts() {
    return cuts;
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

  /**
   * Identifiers that did not count and led to nobody, which decided why: where they lead to
   * somebody by now, what was decided does not hold.
   */
  public SortedSet<Named> absent() {
    SortedSet<Named> nobodys = new TreeSet<>(absent);
    nobodys.removeAll(fresh.keySet());
    return nobodys;
  }
}
