package dev.tributary.audience.http;

import dev.tributary.audience.http.PreviewView.Change;
import dev.tributary.audience.http.PreviewView.Condition;
import dev.tributary.audience.postgres.PeopleSnapshot.Everyone;
import dev.tributary.audience.postgres.PeopleSnapshot.Known;
import dev.tributary.audience.rule.ConcealedCount;
import dev.tributary.audience.rule.Describe;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Tally;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Blur;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts a preview of a rule that asks for what the caller may not see: about how many, and nothing
 * of anybody. Confined to one thread.
 */
final class ConcealedCounting {
  private final Rule rule;
  private final @Nullable String audience;
  private final String workspace;
  private final ZoneId zone;
  private final Blur blur;
  private final List<Question> questions;

  private record Question(Rule rule, ConcealedCount count) {}

  /**
   * @param audience whose members now are compared; null if none
   */
  ConcealedCounting(
      Rule rule,
      @Nullable String audience,
      RuleSight sight,
      String workspace,
      ZoneId zone,
      Blur blur) {
    this.rule = rule;
    this.audience = audience;
    this.workspace = workspace;
    this.zone = zone;
    this.blur = blur;
    this.questions =
        (audience == null
                ? List.of(rule)
                : List.of(
                    rule,
                    new Rule.All(List.of(rule, new Rule.AudienceCondition(audience, false))),
                    new Rule.All(
                        List.of(
                            new Rule.AudienceCondition(audience, true),
                            new Rule.None(List.of(rule))))))
            .stream()
                .map(each -> new Question(each, new ConcealedCount(each, sight::conceals)))
                .toList();
  }

  void add(Known known) {
    questions.forEach(question -> question.count().add(known.facts(), zone, known.now()));
  }

  PreviewView of(Everyone everyone, Function<String, String> names) {
    Describe describe = new Describe(names);
    Approximate count = about(questions.getFirst());
    return new PreviewView(
        count.number(),
        count,
        everyone.people(),
        everyone.asOf(),
        describe.sentence(rule),
        new Tally(rule)
            .lines().stream()
                .map(line -> new Condition(line.pointer(), describe.own(line.rule()), null, null))
                .toList(),
        List.of(),
        List.of(),
        null,
        audience == null ? null : change());
  }

  private Change change() {
    Approximate joins = about(questions.get(1));
    Approximate leaves = about(questions.get(2));
    return new Change(joins.number(), joins, leaves.number(), leaves, List.of(), List.of());
  }

  private Approximate about(Question question) {
    return about(question.count().count(), blur, workspace, question.rule());
  }

  /** Each part is rounded by itself, so that neither moves the other over a step. */
  static Approximate about(
      ConcealedCount.Counted counted, Blur blur, String workspace, Rule question) {
    Approximate concealed = blur.of(counted.concealed(), workspace, "preview", question.toString());
    return Approximate.of(counted.certain() + concealed.number());
  }
}
