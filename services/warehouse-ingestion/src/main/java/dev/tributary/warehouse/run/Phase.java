package dev.tributary.warehouse.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The present step of a running run. From publishing on, its changes file is complete. */
public enum Phase {
  READING,
  COMPARING,
  PUBLISHING,
  SWITCHING;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
