package dev.tributary.audience.rule;

import dev.tributary.audience.rule.Rule.EventCondition;
import dev.tributary.contracts.id.AudienceId;
import java.time.ZoneId;
import java.util.List;

/**
 * Evaluates whether a rule holds for a person now, and until when time alone cannot change that.
 * Pure.
 *
 * <p>A group combines how long the answers of its nodes are valid. If a single node decides the
 * group, its answer is valid as long as the longest answer of the nodes that decide it. If all
 * nodes together decide, it is valid as long as the shortest.
 */
public final class Evaluate {
  private final Facts facts;
  private final ZoneId zone;
  private final long now;
  private final TestValue values;

  /**
   * @param zone the workspace's, for calendar days
   * @param now business time in epoch milliseconds
   */
  public Evaluate(Facts facts, ZoneId zone, long now) {
    this.facts = facts;
    this.zone = zone;
    this.now = now;
    this.values = new TestValue(zone, now);
  }

  public Answer answer(Rule rule) {
    return switch (rule) {
      case Rule.All(List<Rule> nodes) -> any(nodes, false).not();
      case Rule.Any(List<Rule> nodes) -> any(nodes, true);
      case Rule.None(List<Rule> nodes) -> any(nodes, true).not();
      case Rule.TraitCondition(Path trait, ValueTest test) ->
          values.answer(test, trait.in(facts.traits()::get));
      case EventCondition condition -> count(condition);
      case Rule.ConsentCondition(String purpose, ConsentAnswer state) ->
          Answer.always(ConsentAnswer.of(facts.consent().get(purpose)) == state);
      case Rule.AudienceCondition(AudienceId audience, boolean in) ->
          Answer.always(facts.isIn(audience) == in);
    };
  }

  /** Whether one of the nodes has the wanted answer. */
  private Answer any(List<Rule> nodes, boolean wanted) {
    long deciding = Long.MIN_VALUE;
    long others = Answer.FOREVER;
    for (Rule node : nodes) {
      Answer each = answer(node);
      if (each.holds() == wanted) {
        deciding = Math.max(deciding, each.until());
      } else {
        others = Math.min(others, each.until());
      }
    }
    return deciding > Long.MIN_VALUE ? new Answer(true, deciding) : new Answer(false, others);
  }

  private Answer count(EventCondition condition) {
    CountEvents counting = new CountEvents(condition.window(), zone, now);
    long untilProperties = Answer.FOREVER;
    for (Facts.Event event : facts.events(condition.event())) {
      if (counting.matters(event.at())) {
        Answer wanted = properties(condition, event);
        untilProperties = Math.min(untilProperties, wanted.until());
        if (wanted.holds()) {
          counting.add(event.at());
        }
      }
    }
    Answer answer = counting.answer(condition.count());
    return new Answer(answer.holds(), Math.min(answer.until(), untilProperties));
  }

  /** The events that are counted now. */
  public List<Facts.Event> counted(EventCondition condition) {
    CountEvents counting = new CountEvents(condition.window(), zone, now);
    return facts.events(condition.event()).stream()
        .filter(event -> event.at() <= now && counting.matters(event.at()))
        .filter(event -> properties(condition, event).holds())
        .toList();
  }

  /** Whether the event has the requested properties, at any time. */
  private Answer properties(EventCondition condition, Facts.Event event) {
    Answer all = Answer.always(true);
    for (Rule.PropertyCondition each : condition.where()) {
      Answer one = values.answer(each.test(), each.property().in(event.properties()));
      all = new Answer(all.holds() && one.holds(), Math.min(all.until(), one.until()));
    }
    return all;
  }
}
