package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What is known of one person; a rule asks for no more than {@link Depends} says. */
public interface Facts {

  Map<String, JsonNode> traits();

  /** The events of that kind in any order, each once, those of the future included. */
  List<Event> events(Rule.EventKind kind);

  /** Whether the person is in that audience now. */
  boolean isIn(String audience);

  /**
   * Something done.
   *
   * @param at epoch milliseconds
   * @param properties empty where no condition asks for them
   */
  record Event(String id, long at, ObjectNode properties) {}
}
