package dev.tributary.destinations.funnel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a person gets on the way to a destination; each step is a part of the one before. */
public enum Step {
  /** Everyone that the sync concerns. */
  PEOPLE,
  /** The match value of the person's record is known. */
  IDENTIFIER,
  /** Every purpose of the destination is allowed. */
  CONSENT,
  /** The current desired state was sent, with or without an answer. */
  SENT,
  /** The destination has exactly the current desired state, or has received it. */
  ACCEPTED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
