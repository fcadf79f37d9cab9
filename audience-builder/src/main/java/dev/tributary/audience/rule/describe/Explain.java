package dev.tributary.audience.rule.describe;

import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Evaluate;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.audience.rule.describe.Explanation.Evidence;
import dev.tributary.contracts.id.AudienceId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Explains why a rule holds for a person or does not, condition by condition, with the values.
 * Pure.
 */
public final class Explain {
  private static final int NEWEST = 3;

  private final Facts facts;
  private final Evaluate evaluate;
  private final Describe describe;

  /**
   * @param audienceNames the name of the audience with that id
   */
  public Explain(Facts facts, ZoneId zone, long now, Function<AudienceId, String> audienceNames) {
    this.facts = facts;
    this.evaluate = new Evaluate(facts, zone, now);
    this.describe = new Describe(audienceNames);
  }

  public Explanation explain(Rule rule) {
    return explain(rule, "");
  }

  private Explanation explain(Rule rule, String pointer) {
    return switch (rule) {
      case Rule.All(List<Rule> nodes) -> group(rule, pointer, "/all/", nodes);
      case Rule.Any(List<Rule> nodes) -> group(rule, pointer, "/any/", nodes);
      case Rule.None(List<Rule> nodes) -> group(rule, pointer, "/none/", nodes);
      case Rule.TraitCondition(Path trait, ValueTest _) ->
          leaf(rule, pointer, new Evidence.TraitValue(trait.text(), trait.in(facts.traits()::get)));
      case Rule.EventCondition condition -> leaf(rule, pointer, events(condition));
      case Rule.ConsentCondition(String purpose, ConsentAnswer _) ->
          leaf(
              rule,
              pointer,
              new Evidence.Consent(purpose, ConsentAnswer.of(facts.consent().get(purpose))));
      case Rule.AudienceCondition(AudienceId audience, boolean _) ->
          leaf(rule, pointer, new Evidence.Membership(audience, facts.isIn(audience)));
    };
  }

  private Explanation group(Rule rule, String pointer, String field, List<Rule> nodes) {
    List<Explanation> explained = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      explained.add(explain(nodes.get(i), pointer + field + i));
    }
    return new Explanation(
        pointer, describe.own(rule), holds(rule), new Evidence.Nodes(), explained);
  }

  private Explanation leaf(Rule rule, String pointer, Evidence evidence) {
    return new Explanation(pointer, describe.own(rule), holds(rule), evidence, List.of());
  }

  private boolean holds(Rule rule) {
    return evaluate.answer(rule).holds();
  }

  private Evidence events(Rule.EventCondition condition) {
    List<Facts.Event> counted = evaluate.counted(condition);
    List<Facts.Event> newest =
        counted.stream()
            .sorted(Comparator.comparingLong(Facts.Event::at).reversed())
            .limit(NEWEST)
            .toList();
    return new Evidence.Events(counted.size(), newest);
  }
}
