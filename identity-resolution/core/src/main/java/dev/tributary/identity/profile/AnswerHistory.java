package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replays answers and evidence in the order of their own times. An answer holds for everything that
 * is joined at its time. When two sides are joined, the stricter of their answers holds. A
 * union-find over the identifiers; O(n log n).
 *
 * <p>The newest answer of each identifier, with those that are tied with it, is enough, because at
 * its time it replaces the effects of all earlier answers of the identifier.
 */
final class AnswerHistory<S> {
  private final AnswerOrder<S> order;
  private final Map<Identifier, Identifier> parents = new HashMap<>();
  private final Map<Identifier, Answer<S>> held = new HashMap<>();
  private final Map<Identifier, Set<Identifier>> inForce = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private record Step(Stamp stamp, int order, Runnable run) {}

  AnswerHistory(AnswerOrder<S> order, Map<Identifier, Answer<S>> anchors, Collection<Edge> edges) {
    this.order = order;
    // Within one event, the identifiers are joined first. Then the answer is applied.
    edges.forEach(edge -> steps.add(new Step(edge.stamp(), 0, () -> join(edge))));
    anchors.forEach((anchor, answer) ->
        answer
            .each()
            .forEach(each -> steps.add(new Step(each.stamp(), 1, () -> answer(anchor, each)))));
    steps.sort(Comparator.comparing(Step::stamp).thenComparingInt(Step::order));
    steps.forEach(step -> step.run().run());
  }

  /** The identifiers whose answers no later answer has replaced. */
  Set<Identifier> inForce() {
    Set<Identifier> all = new HashSet<>();
    inForce.values().forEach(all::addAll);
    return all;
  }

  Answer<S> outcome() {
    return held.values().stream().reduce(order::joined).orElseThrow();
  }

  private void answer(Identifier anchor, Answer<S> answer) {
    Identifier root = root(anchor);
    Answer<S> before = held.get(root);
    if (before == null || before.stamp().time().isBefore(answer.stamp().time())) {
      inForce.put(root, new HashSet<>());
    }
    held.merge(root, answer, order::newest);
    inForce.computeIfAbsent(root, _ -> new HashSet<>()).add(anchor);
  }

  private void join(Edge edge) {
    Identifier one = root(edge.left());
    Identifier other = root(edge.right());
    if (one.equals(other)) {
      return;
    }
    parents.put(one, other);
    Answer<S> moved = held.remove(one);
    if (moved != null) {
      held.merge(other, moved, order::joined);
      inForce
          .computeIfAbsent(other, _ -> new HashSet<>())
          .addAll(inForce.getOrDefault(one, Set.of()));
      inForce.remove(one);
    }
  }

  private Identifier root(Identifier identifier) {
    Identifier current = identifier;
    for (Identifier up = parents.get(current); up != null; up = parents.get(current)) {
      current = up;
    }
    return current;
  }
}
