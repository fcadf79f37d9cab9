package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The change of an alert that is announced. */
public enum AlertTransition {
  OPENED,
  RESOLVED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
