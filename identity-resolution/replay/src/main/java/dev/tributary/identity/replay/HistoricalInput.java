package dev.tributary.identity.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.LogPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event or a command that was accepted in the past.
 *
 * @param number its place in the order of acceptance, from 1
 * @param acceptedAt by the wall clock
 * @param anchor the identifier by which it named a profile; null if it named none
 */
public record HistoricalInput(
    long number,
    EventId event,
    LogPosition position,
    Instant acceptedAt,
    @Nullable Identifier anchor) {
  /** The position of the input in the log, with this workspace. */
  public LogEntry in(WorkspaceId workspace) {
    return new LogEntry(workspace, event.value(), position);
  }
}
