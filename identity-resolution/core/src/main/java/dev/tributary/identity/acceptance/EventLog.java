package dev.tributary.identity.acceptance;

import dev.tributary.contracts.event.CollectedEvent;
import java.util.Collection;
import java.util.Map;

/** Reads accepted events from their positions in the log. Thread-safe. */
public interface EventLog {
  /**
   * The events that the log still holds. An event is absent if the log has deleted it, or has
   * another message at its position.
   */
  Map<LogEntry, CollectedEvent> read(Collection<LogEntry> entries);
}
