package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.profile.ConsentState;
import java.util.List;
import java.util.Map;

/** The facts about one person; a rule asks for no more than {@link RuleDependencies} says. */
public interface Facts {

  Map<String, JsonNode> traits();

  /** The answer about each purpose; a purpose that was never answered is absent. */
  Map<String, ConsentState> consent();

  /** The events of that kind in any order, each once, including events in the future. */
  List<Event> events(Rule.EventKind kind);

  /** Whether the person is in that audience now. */
  boolean isIn(AudienceId audience);

  /**
   * An event.
   *
   * @param at epoch milliseconds
   * @param properties empty if no condition asks for them
   */
  record Event(EventId id, long at, ObjectNode properties) {}
}
