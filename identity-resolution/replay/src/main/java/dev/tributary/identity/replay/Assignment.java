package dev.tributary.identity.replay;

import dev.tributary.contracts.id.ProfileId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How the profiles of a workspace become those of a replay. First, data that belong to another
 * profile in the replay move to a profile with a new id; then profiles that are one in the replay
 * are merged. Each profile keeps its id for the replayed profile with which it shares most, so few
 * ids change. In a merge the smallest id survives, as in every merge. Immutable.
 *
 * @param leaving what moves away from a profile, by profile
 * @param living the id of each profile of the replay
 * @param losers ids that are merged away, by the surviving id; each larger than that
 * @param emptied profiles whose data belong to no profile in the replay
 */
public record Assignment(
    SortedMap<ProfileId, List<Leaving>> leaving,
    SortedMap<ProfileId, ProfileId> living,
    SortedMap<ProfileId, List<ProfileId>> losers,
    List<ProfileId> emptied) {
  private static final Comparator<ProfilePart> LARGEST =
      Comparator.comparing((ProfilePart share) -> share.to().equals(ProfilePart.NOBODY))
          .thenComparing(share -> -share.identifiers().size())
          .thenComparing(share -> -share.events())
          .thenComparing(ProfilePart::to);

  /**
   * @param id the new id
   */
  public record Leaving(ProfileId id, ProfilePart share) {}

  /**
   * @param shares each pair of a profile and a replayed profile once
   * @param persons profiles of the replay; those without a share are new
   * @param newId makes ids that are larger than all existing ones
   */
  public static Assignment of(
      Collection<ProfilePart> shares, Collection<ProfileId> persons, Supplier<ProfileId> newId) {
    SortedMap<ProfileId, List<ProfilePart>> byProfile = new TreeMap<>();
    shares.forEach(
        share -> byProfile.computeIfAbsent(share.from(), _ -> new ArrayList<>()).add(share));
    SortedMap<ProfileId, List<Leaving>> leaving = new TreeMap<>();
    Map<ProfileId, List<ProfileId>> parts = new HashMap<>();
    List<ProfileId> emptied = new ArrayList<>();
    byProfile.forEach((profile, of) -> {
      of.sort(LARGEST);
      ProfileId main = of.getFirst().to();
      if (main.equals(ProfilePart.NOBODY)) {
        emptied.add(profile);
      } else {
        parts.computeIfAbsent(main, _ -> new ArrayList<>()).add(profile);
      }
      for (ProfilePart share : of.subList(1, of.size())) {
        leaving
            .computeIfAbsent(profile, _ -> new ArrayList<>())
            .add(new Leaving(newId.get(), share));
      }
    });
    leaving
        .values()
        .forEach(each ->
            each.stream()
                .filter(part -> !part.share().to().equals(ProfilePart.NOBODY))
                .forEach(part ->
                    parts
                        .computeIfAbsent(part.share().to(), _ -> new ArrayList<>())
                        .add(part.id())));
    for (ProfileId person : persons) {
      if (!parts.containsKey(person)) {
        parts.put(person, new ArrayList<>(List.of(newId.get())));
      }
    }
    SortedMap<ProfileId, ProfileId> living = new TreeMap<>();
    SortedMap<ProfileId, List<ProfileId>> losers = new TreeMap<>();
    parts.forEach((person, ids) -> {
      ids.sort(null);
      living.put(person, ids.getFirst());
      if (ids.size() > 1) {
        losers.put(ids.getFirst(), List.copyOf(ids.subList(1, ids.size())));
      }
    });
    return new Assignment(leaving, living, losers, List.copyOf(emptied));
  }
}
