package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Rule.EventKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Facts in memory. */
public record KnownFacts(
    Map<String, JsonNode> traits,
    Function<EventKind, List<Facts.Event>> events,
    Predicate<String> memberships)
    implements Facts {

  @Override
  public List<Event> events(EventKind kind) {
    return events.apply(kind);
  }

  @Override
  public boolean isIn(String audience) {
    return memberships.test(audience);
  }
}
