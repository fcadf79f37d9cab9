package dev.tributary.audience.rule;

import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.id.AudienceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data and the calendar that a rule's answer depends on.
 *
 * @param traits names of traits; for a dotted path, each of its beginnings
 * @param purposes names of purposes of consent
 * @param events per kind of event, the needed data
 * @param audiences ids
 * @param calendar whether calendar days matter, and so the workspace's time zone
 */
public record RuleDependencies(
    Set<String> traits,
    Set<String> purposes,
    Map<EventKind, Needed> events,
    Set<AudienceId> audiences,
    boolean calendar) {

  /**
   * The data that an evaluation needs of the events of a kind.
   *
   * @param properties whether conditions ask for properties
   * @param reach how old, in milliseconds, an event may be and still count; {@link Answer#FOREVER}
   *     without a limit
   */
  public record Needed(boolean properties, long reach) {
    public Needed and(Needed other) {
      return new Needed(properties || other.properties, Math.max(reach, other.reach));
    }
  }

  /** For questions without a rule. */
  public static final RuleDependencies NONE =
      new RuleDependencies(Set.of(), Set.of(), Map.of(), Set.of(), false);

  public static RuleDependencies of(Rule rule) {
    Collector collector = new Collector();
    collector.visit(rule);
    return new RuleDependencies(
        Set.copyOf(collector.traits),
        Set.copyOf(collector.purposes),
        Map.copyOf(collector.events),
        Set.copyOf(collector.audiences),
        collector.calendar);
  }

  /** Adds the membership of an audience. */
  public RuleDependencies andAudience(AudienceId audience) {
    Set<AudienceId> more = new HashSet<>(audiences);
    more.add(audience);
    return new RuleDependencies(traits, purposes, events, Set.copyOf(more), calendar);
  }

  /** The needs of several rules together. */
  public static Map<EventKind, Needed> events(Collection<RuleDependencies> rules) {
    Map<EventKind, Needed> events = new HashMap<>();
    for (RuleDependencies rule : rules) {
      rule.events().forEach((kind, needed) -> events.merge(kind, needed, Needed::and));
    }
    return events;
  }

  private static final class Collector {
    private final Set<String> traits = new HashSet<>();
    private final Set<String> purposes = new HashSet<>();
    private final Map<EventKind, Needed> events = new HashMap<>();
    private final Set<AudienceId> audiences = new HashSet<>();
    private boolean calendar;

    void visit(Rule rule) {
      switch (rule) {
        case Rule.All(List<Rule> nodes) -> nodes.forEach(this::visit);
        case Rule.Any(List<Rule> nodes) -> nodes.forEach(this::visit);
        case Rule.None(List<Rule> nodes) -> nodes.forEach(this::visit);
        case Rule.TraitCondition(Path trait, ValueTest test) -> {
          traits.addAll(trait.names());
          calendar |= needsZone(test);
        }
        case Rule.EventCondition condition -> visit(condition);
        case Rule.ConsentCondition condition -> purposes.add(condition.purpose());
        case Rule.AudienceCondition condition -> audiences.add(condition.audience());
      }
    }

    private void visit(Rule.EventCondition condition) {
      long reach =
          condition.window() instanceof Window.Rolling(Span length)
              ? length.millis()
              : Answer.FOREVER;
      Needed needed = new Needed(!condition.where().isEmpty(), reach);
      events.merge(condition.event(), needed, Needed::and);
      calendar |= condition.window() instanceof Window.Fixed;
      condition.where().forEach(each -> calendar |= needsZone(each.test()));
    }

    /** Dates without an offset are read in the workspace's zone. */
    private static boolean needsZone(ValueTest test) {
      return switch (test) {
        case ValueTest.Not(ValueTest positive) -> needsZone(positive);
        case ValueTest.DateIs _, ValueTest.DateBetween _, ValueTest.DateNear _ -> true;
        case ValueTest.Exists _,
            ValueTest.Unknown _,
            ValueTest.OneOf _,
            ValueTest.TextHas _,
            ValueTest.NumberWithin _,
            ValueTest.ListHas _ ->
            false;
      };
    }
  }
}
