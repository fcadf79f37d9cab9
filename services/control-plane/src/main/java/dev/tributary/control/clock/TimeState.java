package dev.tributary.control.clock;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether the time of the installation passes. */
public enum TimeState {
  PASSES,
  /** The clock of the database has jumped. Time waits until an operator accepts the jump. */
  HELD,
  /** No instance has written a tick for more than a minute. */
  UNWRITTEN;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
