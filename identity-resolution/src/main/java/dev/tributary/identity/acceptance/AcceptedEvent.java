package dev.tributary.identity.acceptance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event and what became of it.
 *
 * @param type the call, or the command's kind
 * @param message the id that it came under
 * @param holds whether it is the one that holds its message id
 * @param position where it stands in the log
 * @param happenedAt corrected for the client's clock
 * @param receivedAt in the workspace's business time
 * @param acceptedAt by the wall clock
 */
public record AcceptedEvent(
    String event,
    String type,
    @Nullable String name,
    MessageKey message,
    boolean holds,
    String contentHash,
    LogPosition position,
    Outcome outcome,
    @Nullable String reason,
    @Nullable String profile,
    Instant happenedAt,
    Instant receivedAt,
    Instant acceptedAt) {

  public AcceptedEvent ended(
      Outcome ending, @Nullable String endingReason, @Nullable String endingProfile) {
    return new AcceptedEvent(
        event,
        type,
        name,
        message,
        holds,
        contentHash,
        position,
        ending,
        endingReason,
        endingProfile,
        happenedAt,
        receivedAt,
        acceptedAt);
  }

  public String workspace() {
    return message.workspace();
  }
}
