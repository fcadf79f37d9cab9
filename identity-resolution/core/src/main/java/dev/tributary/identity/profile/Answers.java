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
 * The answers of a person about purposes or about channels. The newest answer holds; {@link
 * AnswerOrder} decides between several at one time. After a merge of two people who had answered,
 * the stricter answer holds, until the person answers again.
 *
 * <p>Answers by a browser key are kept separately, because everybody can have such a key. Its
 * denials count like all other answers. Its grants count only while the person is not identified
 * and no trusted answer denies. A person who is identified later, or merged with an identified
 * person, loses these grants. After an unmerge, an unidentified person has them again.
 *
 * <p>Each answer is kept under the identifier that gave it, only the newest one of each weight.
 * Together with the evidence that joined the identifiers, that is enough to find the person's
 * answer, whatever the order of arrival was. Answers that another one has replaced for good no
 * longer count. They are kept for a possible unmerge. Confined to one thread.
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
    Map<AnswerKey, Answer<S>> replacedAnswers = replaced.get(name);
    if (replacedAnswers != null) {
      replacedAnswers
          .entrySet()
          .removeIf(before -> {
            boolean same = before.getKey().anchor().equals(anchor);
            if (same) {
              put(byName, name, anchor, before.getValue());
            }
            return same;
          });
    }
  }

  /** Restores an answer that no longer counts. */
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
   * Adds an answer of the whole person, not of one identifier: it holds for every identifier that
   * has answered.
   *
   * @param other the anchor where none has answered
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
   * Moves the answers of these identifiers to another person. All replaced answers count again, on
   * both sides. An answer for the whole person, by hand, holds for both.
   *
   * @param here the identifier for such answers of the person who stays
   * @param there the identifier for such answers of the person who leaves
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

  /** The answers that no longer count. */
  public void forEachReplaced(BiConsumer<String, Map<AnswerKey, Answer<S>>> each) {
    replaced.forEach(each);
  }

  /**
   * Whether the result depends on when identifiers were joined. Rare.
   *
   * @param identified whether the person is identified
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
   * Moves answers that a later one has replaced for good to the replaced answers. The identifiers
   * were known as one person by then, and the time of evidence only ever becomes earlier. So a
   * person who answers again later is not disputed. A grant of a browser, which may cease to count,
   * replaces nothing for good.
   */
  void settle(Collection<Edge> edges) {
    byName.forEach((name, answers) -> {
      Map<Identifier, Answer<S>> always = always(name);
      if (disputed(always)) {
        Set<Identifier> inForce = new AnswerHistory<>(order, always, edges).inForce();
        answers
            .entrySet()
            .removeIf(entry -> {
              AnswerKey key = entry.getKey();
              boolean isReplaced =
                  key.weight() != Weight.BROWSER_GRANT && !inForce.contains(key.anchor());
              if (isReplaced) {
                putReplaced(name, key.anchor(), entry.getValue());
              }
              return isReplaced;
            });
      }
    });
  }

  /**
   * The answer that holds, by name; no entry where only grants were given that do not count.
   *
   * @param identified whether the person is identified
   * @param edges the person's evidence; used only where answers are {@link #disputed}
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

  /** The newest answer that counts, by identifier. */
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

  /**
   * The trusted answers, also those that a browser's denial has replaced: otherwise the denial
   * would make the grants of browsers count.
   */
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
