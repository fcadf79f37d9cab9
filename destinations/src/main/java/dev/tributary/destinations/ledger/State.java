package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a delivery stands. */
public enum State {
  /** To be sent. */
  PENDING,
  /** Claimed by a worker, which may have sent it. */
  IN_FLIGHT,
  /** The destination has exactly the desired content. */
  DELIVERED,
  /** It may not go: a purpose is not allowed. */
  WITHHELD,
  /** To be sent again, after a pause. */
  RETRYING,
  /** Sent, no answer, and not safe to repeat: waits for a person. */
  UNCERTAIN,
  /** Refused by the destination, until its content changes. */
  REJECTED,
  /** Given up. */
  DEAD;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException for a name that is not one of ours
   */
  public static State named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
