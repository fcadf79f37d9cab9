package dev.tributary.gateway.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is told of an alert. */
public enum Moment {
  OPENED,
  RESOLVED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
