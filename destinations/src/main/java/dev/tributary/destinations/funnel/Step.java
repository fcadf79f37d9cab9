package dev.tributary.destinations.funnel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far somebody comes on the way to a destination; each step is within the one before. */
public enum Step {
  /** Everyone whom the sync is about. */
  PEOPLE,
  /** What names their record there is known. */
  IDENTIFIER,
  /** Every purpose of the destination is allowed. */
  CONSENT,
  /** What is desired of them now has left, with or without an answer. */
  SENT,
  /** The destination has exactly what is desired of them now. */
  ACCEPTED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
