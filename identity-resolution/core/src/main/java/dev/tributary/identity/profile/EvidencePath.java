package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/** The shortest path of evidence from one identifier to another. */
public final class EvidencePath {
  private EvidencePath() {}

  /** A step of the path; {@code from} and {@code to} are the two ends of the edge. */
  public record Link(Identifier from, Identifier to, Edge edge) {}

  /**
   * Searches breadth first, in time and memory proportional to the edges. Of several shortest
   * paths, it returns one whose edges come first in the collection.
   *
   * @return empty from an identifier to itself, and where there is no path
   */
  public static List<Link> between(Collection<Edge> edges, Identifier from, Identifier to) {
    Map<Identifier, List<Link>> leaving = leaving(edges);
    Map<Identifier, Link> reachedBy = new HashMap<>();
    Deque<Identifier> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty() && !reachedBy.containsKey(to)) {
      for (Link link : leaving.getOrDefault(next.remove(), List.of())) {
        if (!link.to().equals(from) && reachedBy.putIfAbsent(link.to(), link) == null) {
          next.add(link.to());
        }
      }
    }
    LinkedList<Link> chain = new LinkedList<>();
    for (Link link = reachedBy.get(to); link != null; link = reachedBy.get(link.from())) {
      chain.addFirst(link);
    }
    return chain;
  }

  static Map<Identifier, List<Link>> leaving(Collection<Edge> edges) {
    Map<Identifier, List<Link>> leaving = new HashMap<>();
    for (Edge edge : edges) {
      leaving
          .computeIfAbsent(edge.left(), _ -> new ArrayList<>())
          .add(new Link(edge.left(), edge.right(), edge));
      leaving
          .computeIfAbsent(edge.right(), _ -> new ArrayList<>())
          .add(new Link(edge.right(), edge.left(), edge));
    }
    return leaving;
  }
}
