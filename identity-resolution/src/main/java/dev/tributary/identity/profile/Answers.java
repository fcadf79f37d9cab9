package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Origin;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a person answered, about purposes or about channels. The newest answer holds, of several at
 * one time as {@link AnswerOrder} says; where two people turned out to be one after they had
 * answered, the stricter one does, until they answer again.
 *
 * <p>Each answer is kept under the identifier that gave it, the newest one only: with the evidence
 * that joined the identifiers, that is enough to find the person's answer whatever the order of
 * arrival was. Those that another one replaced for good count no more, and are kept for the day
 * when the two turn out to be two people. Confined to one thread.
 */
public final class Answers<S> {
  private final Map<String, Map<Identifier, Answer<S>>> byName = new TreeMap<>();
  private final Map<String, Map<Identifier, Answer<S>>> replaced = new TreeMap<>();
  private final AnswerOrder<S> order;

  public Answers(BinaryOperator<S> stricter) {
    this.order = new AnswerOrder<>(stricter);
  }

  public void put(String name, Identifier anchor, Answer<S> answer) {
    put(byName, name, anchor, answer);
    Map<Identifier, Answer<S>> past = replaced.get(name);
    Answer<S> before = past == null ? null : past.remove(anchor);
    if (before != null) {
      put(byName, name, anchor, before);
    }
  }

  /** Sets an answer that counts no more. */
  public void putReplaced(String name, Identifier anchor, Answer<S> answer) {
    put(replaced, name, anchor, answer);
  }

  private void put(
      Map<String, Map<Identifier, Answer<S>>> into,
      String name,
      Identifier anchor,
      Answer<S> answer) {
    into.computeIfAbsent(name, _ -> new LinkedHashMap<>()).merge(anchor, answer, order::newest);
  }

  /**
   * An answer of the whole person, whose identifiers are known: it holds for every one that had
   * answered.
   *
   * @param other the anchor where none had
   */
  void putForAll(String name, Identifier other, Answer<S> answer) {
    Set<Identifier> anchors = new LinkedHashSet<>();
    anchors.addAll(byName.getOrDefault(name, Map.of()).keySet());
    anchors.addAll(replaced.getOrDefault(name, Map.of()).keySet());
    if (anchors.isEmpty()) {
      anchors.add(other);
    }
    anchors.forEach(anchor -> put(name, anchor, answer));
  }

  void putAll(Answers<S> others) {
    others.forEach(
        (name, anchors) -> anchors.forEach((anchor, answer) -> put(name, anchor, answer)));
    others.forEachReplaced(
        (name, anchors) -> anchors.forEach((anchor, answer) -> putReplaced(name, anchor, answer)));
  }

  /**
   * Gives the answers of these identifiers to somebody else; none is replaced by another's now.
   * What was answered for the whole person, by hand, holds for both.
   *
   * @param here who speaks for whoever stays
   * @param there who speaks for whoever leaves
   */
  void moveTo(Answers<S> others, Predicate<Identifier> moves, Identifier here, Identifier there) {
    restore();
    Map<String, Answer<S>> byHand = new TreeMap<>();
    forEach((name, anchors) ->
        anchors.values().stream()
            .filter(answer -> answer.source().equals(Origin.MANUAL.text()))
            .forEach(answer -> byHand.merge(name, answer, order::newest)));
    forEach((name, anchors) ->
        anchors.forEach((anchor, answer) -> {
          if (moves.test(anchor)) {
            others.put(name, anchor, answer);
          }
        }));
    byName.values().forEach(anchors -> anchors.keySet().removeIf(moves));
    byName.values().removeIf(Map::isEmpty);
    byHand.forEach((name, answer) -> {
      put(name, here, answer);
      others.put(name, there, answer);
    });
  }

  private void restore() {
    replaced.forEach(
        (name, anchors) -> anchors.forEach((anchor, answer) -> put(byName, name, anchor, answer)));
    replaced.clear();
  }

  public void forEach(BiConsumer<String, Map<Identifier, Answer<S>>> each) {
    byName.forEach(each);
  }

  /** Those that count no more. */
  public void forEachReplaced(BiConsumer<String, Map<Identifier, Answer<S>>> each) {
    replaced.forEach(each);
  }

  /** Whether the answer depends on when identifiers were joined. Rare. */
  public boolean disputed() {
    return byName.values().stream().anyMatch(Answers::disputed);
  }

  private static <S> boolean disputed(Map<Identifier, Answer<S>> anchors) {
    return anchors.values().stream()
            .flatMap(Answer::each)
            .map(Answer::state)
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  /**
   * Puts aside answers that a later one replaced for good: the identifiers were known as one person
   * by then, and evidence only ever gets earlier. So a person who changes their mind is not
   * disputed.
   */
  void settle(Collection<Edge> edges) {
    byName.forEach((name, anchors) -> {
      if (disputed(anchors)) {
        Set<Identifier> standing = new AnswerHistory<>(order, anchors, edges).standing();
        anchors.forEach((anchor, answer) -> {
          if (!standing.contains(anchor)) {
            putReplaced(name, anchor, answer);
          }
        });
        anchors.keySet().retainAll(standing);
      }
    });
  }

  /**
   * The answer that holds, by name.
   *
   * @param edges the person's evidence; looked at only where answers are {@link #disputed}
   */
  public Map<String, Answer<S>> current(Collection<Edge> edges) {
    Map<String, Answer<S>> current = new TreeMap<>();
    byName.forEach((name, anchors) ->
        current.put(
            name,
            disputed(anchors)
                ? new AnswerHistory<>(order, anchors, edges).outcome()
                : anchors.values().stream().reduce(order::newest).orElseThrow()));
    return current;
  }

  Map<String, S> states(Collection<Edge> edges) {
    if (byName.isEmpty()) {
      return Map.of();
    }
    return current(edges).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().state(), (a, _) -> a, TreeMap::new));
  }
}
