package dev.tributary.identity.acceptance;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event and its outcome.
 *
 * @param type the call, or the command's kind
 * @param message the message id with which it arrived
 * @param holds whether this event holds its message id; a duplicate does not
 * @param position its position in the log
 * @param anchor the strongest identifier by which it named the profile
 * @param happenedAt corrected for the client's clock
 * @param receivedAt in the workspace's business time
 * @param acceptedAt by the wall clock
 * @param leftOut the identifiers in it that did not count
 * @param corrected what it changed, for an applied command that corrects one value; null for
 *     everything else
 */
@RecordBuilder
public record AcceptedEvent(
    EventId event,
    String type,
    @Nullable String name,
    MessageKey message,
    boolean holds,
    String contentHash,
    LogPosition position,
    Outcome outcome,
    @Nullable String reason,
    @Nullable ProfileId profile,
    @Nullable Identifier anchor,
    Instant happenedAt,
    Instant receivedAt,
    Instant acceptedAt,
    List<LeftOut> leftOut,
    @Nullable CorrectedValue corrected) {
  /**
   * How long accepted events are stored: the retention of the topic {@code events}. Message ids are
   * remembered for less.
   */
  public static final Duration KEPT = Duration.ofDays(30);

  public AcceptedEvent ended(
      Outcome ending, @Nullable String endingReason, @Nullable ProfileId endingProfile) {
    return with(ending, endingReason, endingProfile, anchor, leftOut);
  }

  /**
   * The event with the outcome "applied", and the strongest and the left-out identifiers of its
   * claim.
   */
  public AcceptedEvent applied(ProfileId toProfile, Claim claim) {
    return with(Outcome.APPLIED, null, toProfile, claim.identifiers().getFirst(), claim.leftOut());
  }

  public AcceptedEvent corrected(CorrectedValue value) {
    return AcceptedEventBuilder.builder(this).corrected(value).build();
  }

  private AcceptedEvent with(
      Outcome ending,
      @Nullable String endingReason,
      @Nullable ProfileId endingProfile,
      @Nullable Identifier namedBy,
      List<LeftOut> notCounted) {
    return AcceptedEventBuilder.builder(this)
        .outcome(ending)
        .reason(endingReason)
        .profile(endingProfile)
        .anchor(namedBy)
        .leftOut(notCounted)
        .build();
  }

  public WorkspaceId workspace() {
    return message.workspace();
  }
}
