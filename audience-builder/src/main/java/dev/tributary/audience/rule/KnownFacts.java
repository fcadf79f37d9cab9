package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.ConsentState;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Facts in memory. */
public record KnownFacts(
    Map<String, JsonNode> traits,
    Map<String, ConsentState> consent,
    Function<EventKind, List<Facts.Event>> events,
    Predicate<AudienceId> memberships)
    implements Facts {

  @Override
  public List<Event> events(EventKind kind) {
    return events.apply(kind);
  }

  @Override
  public boolean isIn(AudienceId audience) {
    return memberships.test(audience);
  }
}
