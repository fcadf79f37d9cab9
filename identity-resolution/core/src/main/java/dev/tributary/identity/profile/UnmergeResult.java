package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one person becomes two: the identifiers that leave, and the cuts, between whose identifiers
 * no evidence counts any more. Immutable.
 *
 * @param leaving some of the person's identifiers, not all, sorted
 * @param cuts never empty
 */
public record UnmergeResult(Set<Identifier> leaving, List<Cut> cuts) {
  /**
   * @param left the smaller of the two
   */
  public record Cut(Identifier left, Identifier right) {
    static Cut of(Identifier one, Identifier other) {
      return one.compareTo(other) < 0 ? new Cut(one, other) : new Cut(other, one);
    }
  }

  /**
   * Exactly these identifiers leave. All others stay one person, whatever evidence joins them.
   *
   * @param edges the evidence between the person's identifiers
   * @param leaving some of the person's identifiers, not all
   */
  public static UnmergeResult of(Profile person, Collection<Edge> edges, Set<Identifier> leaving) {
    List<Cut> cuts = new ArrayList<>();
    for (Edge edge : edges) {
      if (leaving.contains(edge.left()) != leaving.contains(edge.right())) {
        cuts.add(Cut.of(edge.left(), edge.right()));
      }
    }
    if (cuts.isEmpty()) {
      Identifier stays =
          person.identifiers().stream()
              .filter(identifier -> !leaving.contains(identifier))
              .findFirst()
              .orElseThrow();
      cuts.add(Cut.of(stays, leaving.iterator().next()));
    }
    return new UnmergeResult(new TreeSet<>(leaving), List.copyOf(cuts));
  }

  /**
   * Cuts the evidence between two identifiers. Of the two sides that are left, the side that was
   * seen later leaves; of two sides seen at the same time, the smaller one.
   *
   * @param edges the evidence between the person's identifiers
   * @return empty where other evidence still joins the two
   */
  public static Optional<UnmergeResult> between(
      Profile person, Collection<Edge> edges, Identifier one, Identifier other) {
    Cut cut = Cut.of(one, other);
    List<Edge> remaining =
        edges.stream().filter(edge -> !Cut.of(edge.left(), edge.right()).equals(cut)).toList();
    Set<Identifier> first = reachable(remaining, one);
    if (first.contains(other)) {
      return Optional.empty();
    }
    Set<Identifier> second = reachable(remaining, other);
    Comparator<Set<Identifier>> order =
        Comparator.comparing((Set<Identifier> side) -> since(person, side))
            .thenComparing(side -> -side.size())
            .thenComparing(side -> side.stream().min(Comparator.naturalOrder()).orElseThrow());
    return Optional.of(of(person, edges, order.compare(first, second) <= 0 ? second : first));
  }

  private static Instant since(Profile person, Set<Identifier> side) {
    Map<Identifier, Instant> since = person.since();
    return side.stream()
        .map(identifier -> since.getOrDefault(identifier, Instant.MAX))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Set<Identifier> reachable(Collection<Edge> edges, Identifier from) {
    Set<Identifier> found = new HashSet<>(Set.of(from));
    Map<Identifier, List<EvidencePath.Link>> leaving = EvidencePath.leaving(edges);
    Deque<Identifier> next = new ArrayDeque<>(found);
    while (!next.isEmpty()) {
      for (EvidencePath.Link link : leaving.getOrDefault(next.remove(), List.of())) {
        if (found.add(link.to())) {
          next.add(link.to());
        }
      }
    }
    return found;
  }
}
