package dev.tributary.identity.model;

import dev.tributary.identity.resolution.GeneratedEvents.ByHand;
import dev.tributary.identity.resolution.GeneratedEvents.Event;
import dev.tributary.identity.resolution.GeneratedEvents.Step;
import dev.tributary.identity.resolution.ResolutionReference;
import dev.tributary.identity.resolution.ResolutionReference.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks for the order in which the reference, one after the other, decides what transactions have
 * decided beside each other: what is called serializable. Transactions stand as they ended; a poll
 * reads one partition after the other, and which first is not known.
 */
final class SerialOrder {
  private final ResolutionReference reference;
  private final Predicate<List<Answer>> whole;
  private final List<List<List<Decided>>> transactions;
  private final List<Answer> answers = new ArrayList<>();
  private int depth;
  private int deepest = -1;
  private String furthest = "each decision can be explained, and not what has become of all";

  /**
   * @param applied not quarantined
   * @param profile empty if it was not applied
   * @param losers who were taken in because of it
   * @param leftOut what did not count, with the reason
   */
  record Seen(boolean applied, String profile, Set<String> losers, Map<String, String> leftOut) {}

  /**
   * @param transaction in the order in which they ended
   */
  record Decided(Step step, int partition, long position, int transaction, Seen seen) {}

  /**
   * @param whole whether everything is as it should be when all is decided
   */
  SerialOrder(
      ResolutionReference reference, Collection<Decided> decided, Predicate<List<Answer>> whole) {
    this.reference = reference;
    this.whole = whole;
    Map<Integer, Map<Integer, List<Decided>>> parts = new TreeMap<>();
    decided.stream()
        .sorted(Comparator.comparing(Decided::position))
        .forEach(each ->
            parts
                .computeIfAbsent(each.transaction(), _ -> new TreeMap<>())
                .computeIfAbsent(each.partition(), _ -> new ArrayList<>())
                .add(each));
    this.transactions =
        parts.values().stream().map(byPartition -> List.copyOf(byPartition.values())).toList();
  }

  /** Returns whether there is one; the reference then stands at its end. */
  boolean find() {
    return explains(transactions);
  }

  private boolean explains(List<List<List<Decided>>> left) {
    return left.isEmpty()
        ? whole.test(answers)
        : explains(left.getFirst(), left.subList(1, left.size()));
  }

  private static <T> List<T> without(List<T> all, T one) {
    return all.stream().filter(each -> each != one).toList();
  }

  /** One part of a transaction after the other, then the rest. */
  private boolean explains(List<List<Decided>> parts, List<List<List<Decided>>> left) {
    if (parts.isEmpty()) {
      return explains(left);
    }
    for (List<Decided> part : parts) {
      if (explains(part, () -> explains(without(parts, part), left))) {
        return true;
      }
    }
    return false;
  }

  private interface Rest {
    boolean isExplained();
  }

  private boolean explains(List<Decided> part, Rest rest) {
    if (part.isEmpty()) {
      return rest.isExplained();
    }
    Rest next = () -> explains(part.subList(1, part.size()), rest);
    return switch (part.getFirst().step()) {
      case ByHand both -> reference.byHand(both.one(), both.other()) && goesOn(next, true);
      case Event event -> explains(part.getFirst(), event, next);
    };
  }

  private boolean explains(Decided decided, Event event, Rest rest) {
    Seen seen = decided.seen();
    Answer answer = reference.sent(event.named(), event.at(), seen.profile());
    if (answer == null) {
      return !seen.applied() && goesOn(rest, false);
    }
    if (!fits(answer, seen)) {
      note(decided, answer);
      reference.undo();
      return false;
    }
    answers.add(answer);
    if (goesOn(rest, true)) {
      return true;
    }
    answers.removeLast();
    return false;
  }

  private boolean goesOn(Rest rest, boolean decided) {
    depth++;
    if (rest.isExplained()) {
      return true;
    }
    depth--;
    if (decided) {
      reference.undo();
    }
    return false;
  }

  private static boolean fits(Answer answer, Seen seen) {
    return seen.applied()
        && answer.profile().equals(seen.profile())
        && answer.losers().equals(seen.losers())
        && answer.leftOut().equals(seen.leftOut());
  }

  private void note(Decided head, Answer answer) {
    if (depth > deepest) {
      deepest = depth;
      furthest = "after %d steps, of %s the reference says %s".formatted(depth, head, answer);
    }
  }

  /** What could not be explained. */
  String furthest() {
    return furthest;
  }

  /** Of every event that names somebody, in the order that was found. */
  List<Answer> answers() {
    return answers;
  }
}
