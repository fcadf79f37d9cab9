package dev.tributary.audience.http.preview;

import dev.tributary.audience.http.preview.PreviewView.Change;
import dev.tributary.audience.http.preview.PreviewView.Condition;
import dev.tributary.audience.http.visibility.ConcealedTotals;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.membership.PeopleSummary;
import dev.tributary.audience.membership.PersonFacts;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.Tally;
import dev.tributary.audience.rule.describe.Describe;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts a preview of a rule that asks for values that the caller may not see. The answer has
 * approximate numbers and no single person. Confined to one thread.
 */
public final class ConcealedCounting {
  private final Rule rule;
  private final @Nullable Changed changed;
  private final ConcealedTotals totals;

  /** The rules for the people who would join and leave an audience. */
  private record Changed(Rule joins, Rule leaves) {
    static Changed of(Rule rule, AudienceId audience) {
      return new Changed(
          new Rule.All(List.of(rule, new Rule.AudienceCondition(audience, false))),
          new Rule.All(
              List.of(new Rule.AudienceCondition(audience, true), new Rule.None(List.of(rule)))));
    }
  }

  /**
   * @param audience the audience whose current members are compared; null if none
   */
  public ConcealedCounting(
      Rule rule,
      @Nullable AudienceId audience,
      DeclaredTypes types,
      RuleVisibility visibility,
      WorkspaceId workspace,
      ZoneId zone,
      CountNoise noise) {
    this.rule = rule;
    this.changed = audience == null ? null : Changed.of(rule, audience);
    this.totals =
        new ConcealedTotals(
            changed == null ? List.of(rule) : List.of(rule, changed.joins(), changed.leaves()),
            types,
            visibility,
            workspace,
            zone,
            noise);
  }

  RuleDependencies dependencies() {
    return totals.dependencies();
  }

  public void add(PersonFacts known) {
    totals.add(known);
  }

  public PreviewView of(PeopleSummary everyone, Function<AudienceId, String> names) {
    Describe describe = new Describe(names);
    Approximate count = totals.of(rule);
    return PreviewViewBuilder.builder()
        .count(count.number())
        .approximate(count)
        .people(everyone.people())
        .asOf(everyone.asOf())
        .inWords(describe.sentence(rule))
        .conditions(
            new Tally(rule)
                .lines().stream()
                    .map(line ->
                        new Condition(line.pointer(), describe.own(line.rule()), null, null))
                    .toList())
        .sample(List.of())
        .warnings(List.of())
        .overlaps(null)
        .change(changed == null ? null : change(changed))
        .build();
  }

  private Change change(Changed asked) {
    Approximate joins = totals.of(asked.joins());
    Approximate leaves = totals.of(asked.leaves());
    return new Change(joins.number(), joins, leaves.number(), leaves, List.of(), List.of());
  }
}
