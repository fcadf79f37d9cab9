package dev.tributary.identity.acceptance;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event and what became of it.
 *
 * @param type the call, or the command's kind
 * @param message the id that it came under
 * @param holds whether it is the one that holds its message id
 * @param position where it stands in the log
 * @param anchor the strongest identifier by which it named the profile
 * @param happenedAt corrected for the client's clock
 * @param receivedAt in the workspace's business time
 * @param acceptedAt by the wall clock
 * @param leftOut what it said of the person that does not count
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
    @Nullable Identifier anchor,
    Instant happenedAt,
    Instant receivedAt,
    Instant acceptedAt,
    List<LeftOut> leftOut) {

  public AcceptedEvent ended(
      Outcome ending, @Nullable String endingReason, @Nullable String endingProfile) {
    return with(ending, endingReason, endingProfile, anchor, leftOut);
  }

  /** Applied to a person, by what counts of its claim. */
  public AcceptedEvent applied(String toProfile, Claim claim) {
    return with(Outcome.APPLIED, null, toProfile, claim.identifiers().getFirst(), claim.leftOut());
  }

  private AcceptedEvent with(
      Outcome ending,
      @Nullable String endingReason,
      @Nullable String endingProfile,
      @Nullable Identifier namedBy,
      List<LeftOut> notCounted) {
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
        namedBy,
        happenedAt,
        receivedAt,
        acceptedAt,
        notCounted);
  }

  public String workspace() {
    return message.workspace();
  }
}
