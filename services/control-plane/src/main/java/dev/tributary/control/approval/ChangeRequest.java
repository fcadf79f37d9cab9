package dev.tributary.control.approval;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that its requester may not make alone. Nothing of it is applied before a second person
 * approves. Immutable.
 *
 * @param stored the state as it was written last; {@link #state} is what counts
 * @param decision null until a user decided
 * @param outcome null unless a service answered
 */
public record ChangeRequest(
    WorkspaceId workspace,
    String id,
    Asked asked,
    State stored,
    @Nullable Decision decision,
    @Nullable Outcome outcome) {
  public static final Duration LIFE = Duration.ofDays(30);

  /** Longer than a service may take to answer. */
  private static final Duration APPLYING_AT_MOST = Duration.ofMinutes(2);

  /**
   * The requested change.
   *
   * @param path below the workspace, beginning with a slash
   * @param ifMatch the ETag that the object must still have; null for any
   * @param sealedBody the JSON to send, sealed for this request's method and path
   */
  public record Asked(
      String method,
      String path,
      @Nullable String ifMatch,
      String sealedBody,
      String reason,
      Participant by,
      Instant at) {

    public Instant expiresAt() {
      return at.plus(LIFE);
    }
  }

  /** The user who approved, rejected or withdrew the change, and the reason. */
  public record Decision(Participant by, Instant at, @Nullable String reason) {}

  /**
   * The answer of the service.
   *
   * @param status the HTTP status
   * @param detail of the problem; empty after a success
   */
  public record Outcome(int status, String detail) {
    static final Outcome UNKNOWN =
        new Outcome(
            504,
            "It is not known whether the change was made: look at the object before you request it"
                + " again");

    public State state() {
      return status < 300 ? State.APPLIED : State.FAILED;
    }
  }

  public State state(Instant now) {
    if (stored == State.OPEN && !asked.expiresAt().isAfter(now)) {
      return State.EXPIRED;
    }
    return isAbandoned(now) ? State.FAILED : stored;
  }

  /** The outcome, also where the service stopped before it could write one. */
  public @Nullable Outcome outcome(Instant now) {
    return isAbandoned(now) ? Outcome.UNKNOWN : outcome;
  }

  private boolean isAbandoned(Instant now) {
    return stored == State.APPLYING
        && decision != null
        && decision.at().plus(APPLYING_AT_MOST).isBefore(now);
  }

  public boolean isBy(Participant participant) {
    return asked.by().subject().equals(participant.subject());
  }
}
