package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a delivery. */
public enum State {
  /** To be sent. */
  PENDING,
  /** Claimed by a worker, which may have sent it. */
  IN_FLIGHT,
  /** The destination has exactly the desired content. */
  DELIVERED,
  /** The destination has received the desired content, and never confirms more. */
  ACCEPTED,
  /** In a job of the vendor, which is asked for the result later. */
  SUBMITTED,
  /** Consent does not allow it. */
  WITHHELD,
  /** To be sent again, after a pause. */
  RETRYING,
  /** Sent without an answer, and not safe to repeat: a user has to decide. */
  UNCERTAIN,
  /** Refused by the destination, until its content changes. */
  REJECTED,
  /** No further attempts, because too much time has passed. */
  DEAD;

  /** Whether the destination needs nothing more: it has, or has received, the desired content. */
  public boolean isDone() {
    return this == DELIVERED || this == ACCEPTED;
  }

  /** Whether an answer is due, so that nothing else may be sent for the record. */
  public boolean isUnderway() {
    return this == IN_FLIGHT || this == SUBMITTED;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException for an unknown name
   */
  public static State named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
