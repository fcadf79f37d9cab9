package dev.tributary.warehouse.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a run. */
public enum RunState {
  QUEUED,
  RUNNING,
  /** Compared, and stopped by the brake until a user releases or cancels it. */
  HELD,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
