package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.profile.AnswerKey.Weight;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a person answered, about purposes or about channels. The newest answer holds, of several at
 * one time as {@link AnswerOrder} says; where two people turned out to be one after they had
 * answered, the stricter one does, until they answer again.
 *
 * <p>What a browser key says is kept apart, because everybody can have one. Its denials count like
 * all other answers. Its grants count only while the person is not identified and nothing that is
 * trusted denies: so whoever is identified later, or joined with somebody who is, loses them, and
 * whoever is taken apart has them again.
 *
 * <p>Each answer is kept under the identifier that gave it, the newest one of each weight only:
 * with the evidence that joined the identifiers, that is enough to find the person's answer
 * whatever the order of arrival was. Those that another one replaced for good count no more, and
 * are kept for the day when the two turn out to be two people. Confined to one thread.
 */
public final class Answers<S> {
  private final Map<String, Map<AnswerKey, Answer<S>>> byName = new TreeMap<>();
  private final Map<String, Map<AnswerKey, Answer<S>>> replaced = new TreeMap<>();
  private final AnswerOrder<S> order;
  private final S denial;

  /**
   * @param denial the one of the two states that allows less
   */
  public Answers(S denial) {
    this.denial = denial;
    this.order = new AnswerOrder<>((one, other) -> one.equals(denial) ? one : other);
  }

  public void put(String name, Identifier anchor, Answer<S> answer) {
    put(byName, name, anchor, answer);
    Map<AnswerKey, Answer<S>> past = replaced.get(name);
    if (past != null) {
      past.entrySet()
          .removeIf(before -> {
            boolean same = before.getKey().anchor().equals(anchor);
            if (same) {
              put(byName, name, anchor, before.getValue());
            }
            return same;
          });
    }
  }

  /** Sets an answer that counts no more. */
  public void putReplaced(String name, Identifier anchor, Answer<S> answer) {
    put(replaced, name, anchor, answer);
  }

  private void put(
      Map<String, Map<AnswerKey, Answer<S>>> into,
      String name,
      Identifier anchor,
      Answer<S> answer) {
    into.computeIfAbsent(name, _ -> new LinkedHashMap<>())
        .merge(new AnswerKey(anchor, weight(answer)), answer, order::newest);
  }

  private Weight weight(Answer<S> answer) {
    if (answer.by() == SourceKind.SERVER) {
      return Weight.TRUSTED;
    }
    return answer.state().equals(denial) ? Weight.BROWSER_DENIAL : Weight.BROWSER_GRANT;
  }

  /**
   * An answer of the whole person, whose identifiers are known: it holds for every one that had
   * answered.
   *
   * @param other the anchor where none had
   */
  void putForAll(String name, Identifier other, Answer<S> answer) {
    Set<Identifier> anchors = new LinkedHashSet<>();
    byName.getOrDefault(name, Map.of()).keySet().forEach(key -> anchors.add(key.anchor()));
    replaced.getOrDefault(name, Map.of()).keySet().forEach(key -> anchors.add(key.anchor()));
    if (anchors.isEmpty()) {
      anchors.add(other);
    }
    anchors.forEach(anchor -> put(name, anchor, answer));
  }

  void putAll(Answers<S> others) {
    others.forEach(
        (name, answers) -> answers.forEach((key, answer) -> put(name, key.anchor(), answer)));
    others.forEachReplaced((name, answers) ->
        answers.forEach((key, answer) -> putReplaced(name, key.anchor(), answer)));
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
    forEach((name, answers) ->
        answers.values().stream()
            .filter(answer -> answer.source().equals(Origin.MANUAL.text()))
            .forEach(answer -> byHand.merge(name, answer, order::newest)));
    forEach((name, answers) ->
        answers.forEach((key, answer) -> {
          if (moves.test(key.anchor())) {
            others.put(name, key.anchor(), answer);
          }
        }));
    byName.values().forEach(answers -> answers.keySet().removeIf(key -> moves.test(key.anchor())));
    byName.values().removeIf(Map::isEmpty);
    byHand.forEach((name, answer) -> {
      put(name, here, answer);
      others.put(name, there, answer);
    });
  }

  private void restore() {
    replaced.forEach((name, answers) ->
        answers.forEach((key, answer) -> put(byName, name, key.anchor(), answer)));
    replaced.clear();
  }

  public void forEach(BiConsumer<String, Map<AnswerKey, Answer<S>>> each) {
    byName.forEach(each);
  }

  /** Those that count no more. */
  public void forEachReplaced(BiConsumer<String, Map<AnswerKey, Answer<S>>> each) {
    replaced.forEach(each);
  }

  /**
   * Whether the answer depends on when identifiers were joined. Rare.
   *
   * @param identified whether the person is
   */
  public boolean disputed(boolean identified) {
    return byName.keySet().stream().anyMatch(name -> disputed(name, identified));
  }

  private boolean disputed(String name, boolean identified) {
    if (!granted(name) || identified) {
      return disputed(always(name));
    }
    Map<Identifier, Answer<S>> trusted = trusted(name);
    return disputed(trusted) || disputed(counting(name, false, List.of()));
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
   * disputed. A browser's grant, which may cease to count, replaces nothing for good.
   */
  void settle(Collection<Edge> edges) {
    byName.forEach((name, answers) -> {
      Map<Identifier, Answer<S>> always = always(name);
      if (disputed(always)) {
        Set<Identifier> standing = new AnswerHistory<>(order, always, edges).standing();
        answers
            .entrySet()
            .removeIf(entry -> {
              AnswerKey key = entry.getKey();
              boolean past =
                  key.weight() != Weight.BROWSER_GRANT && !standing.contains(key.anchor());
              if (past) {
                putReplaced(name, key.anchor(), entry.getValue());
              }
              return past;
            });
      }
    });
  }

  /**
   * The answer that holds, by name; none where only grants were given that do not count.
   *
   * @param identified whether the person is
   * @param edges the person's evidence; looked at only where answers are {@link #disputed}
   */
  public Map<String, Answer<S>> current(boolean identified, Collection<Edge> edges) {
    Map<String, Answer<S>> current = new TreeMap<>();
    byName
        .keySet()
        .forEach(name ->
            outcome(counting(name, identified, edges), edges)
                .ifPresent(answer -> current.put(name, answer)));
    return current;
  }

  private Optional<Answer<S>> outcome(Map<Identifier, Answer<S>> anchors, Collection<Edge> edges) {
    return disputed(anchors)
        ? Optional.of(new AnswerHistory<>(order, anchors, edges).outcome())
        : anchors.values().stream().reduce(order::newest);
  }

  /** The newest answer that counts, by who gave it. */
  private Map<Identifier, Answer<S>> counting(
      String name, boolean identified, Collection<Edge> edges) {
    if (!granted(name) || identified || denied(trusted(name), edges)) {
      return always(name);
    }
    return newest(name, byName, EnumSet.allOf(Weight.class));
  }

  private boolean denied(Map<Identifier, Answer<S>> anchors, Collection<Edge> edges) {
    return outcome(anchors, edges).filter(answer -> answer.state().equals(denial)).isPresent();
  }

  private boolean granted(String name) {
    return byName.getOrDefault(name, Map.of()).keySet().stream()
        .anyMatch(key -> key.weight() == Weight.BROWSER_GRANT);
  }

  private Map<Identifier, Answer<S>> always(String name) {
    return newest(name, byName, EnumSet.of(Weight.TRUSTED, Weight.BROWSER_DENIAL));
  }

  /** Also those that a browser's denial has replaced: it must not make room for its grants. */
  private Map<Identifier, Answer<S>> trusted(String name) {
    Map<Identifier, Answer<S>> all = newest(name, byName, EnumSet.of(Weight.TRUSTED));
    newest(name, replaced, EnumSet.of(Weight.TRUSTED))
        .forEach((anchor, answer) -> all.merge(anchor, answer, order::newest));
    return all;
  }

  private Map<Identifier, Answer<S>> newest(
      String name, Map<String, Map<AnswerKey, Answer<S>>> from, Set<Weight> weights) {
    Map<Identifier, Answer<S>> newest = new LinkedHashMap<>();
    from.getOrDefault(name, Map.of())
        .forEach((key, answer) -> {
          if (weights.contains(key.weight())) {
            newest.merge(key.anchor(), answer, order::newest);
          }
        });
    return newest;
  }

  Map<String, S> states(boolean identified, Collection<Edge> edges) {
    if (byName.isEmpty()) {
      return Map.of();
    }
    return current(identified, edges).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().state(), (a, _) -> a, TreeMap::new));
  }
}
