package dev.tributary.identity.trial;

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
 * How people become those of a replay: first what is another's leaves, with an id of its own, then
 * who is one is joined. Each profile stays with whom it shares most, so few ids change; of those
 * that become one the smallest lives on, as whenever people are joined. Immutable.
 *
 * @param leaving what leaves a profile, by profile
 * @param living the id of each person of the replay
 * @param losers ids that are taken in, by the one that lives on; each larger than that
 * @param forsaken profiles of whom nothing is anybody's
 */
public record Assignment(
    SortedMap<String, List<Leaving>> leaving,
    SortedMap<String, String> living,
    SortedMap<String, List<String>> losers,
    List<String> forsaken) {
  private static final Comparator<Share> LARGEST =
      Comparator.comparing((Share share) -> share.to().equals(Share.NOBODY))
          .thenComparing(share -> -share.identifiers().size())
          .thenComparing(share -> -share.events())
          .thenComparing(Share::to);

  /**
   * @param id of its own
   */
  public record Leaving(String id, Share share) {}

  /**
   * @param shares each profile and person once
   * @param persons of the replay; those without a share are somebody new
   * @param newId makes ids that are larger than any before
   */
  public static Assignment of(
      Collection<Share> shares, Collection<String> persons, Supplier<String> newId) {
    SortedMap<String, List<Share>> byProfile = new TreeMap<>();
    shares.forEach(
        share -> byProfile.computeIfAbsent(share.from(), _ -> new ArrayList<>()).add(share));
    SortedMap<String, List<Leaving>> leaving = new TreeMap<>();
    Map<String, List<String>> parts = new HashMap<>();
    List<String> forsaken = new ArrayList<>();
    byProfile.forEach((profile, of) -> {
      of.sort(LARGEST);
      String main = of.getFirst().to();
      if (main.equals(Share.NOBODY)) {
        forsaken.add(profile);
      } else {
        parts.computeIfAbsent(main, _ -> new ArrayList<>()).add(profile);
      }
      for (Share share : of.subList(1, of.size())) {
        leaving
            .computeIfAbsent(profile, _ -> new ArrayList<>())
            .add(new Leaving(newId.get(), share));
      }
    });
    leaving
        .values()
        .forEach(each ->
            each.stream()
                .filter(part -> !part.share().to().equals(Share.NOBODY))
                .forEach(part ->
                    parts
                        .computeIfAbsent(part.share().to(), _ -> new ArrayList<>())
                        .add(part.id())));
    for (String person : persons) {
      if (!parts.containsKey(person)) {
        parts.put(person, new ArrayList<>(List.of(newId.get())));
      }
    }
    SortedMap<String, String> living = new TreeMap<>();
    SortedMap<String, List<String>> losers = new TreeMap<>();
    parts.forEach((person, ids) -> {
      ids.sort(null);
      living.put(person, ids.getFirst());
      if (ids.size() > 1) {
        losers.put(ids.getFirst(), List.copyOf(ids.subList(1, ids.size())));
      }
    });
    return new Assignment(leaving, living, losers, List.copyOf(forsaken));
  }
}
