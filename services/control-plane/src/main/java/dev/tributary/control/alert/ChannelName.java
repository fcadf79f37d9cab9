package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A kind of channel. */
public enum ChannelName {
  EMAIL,
  SLACK,
  WEBHOOK;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
