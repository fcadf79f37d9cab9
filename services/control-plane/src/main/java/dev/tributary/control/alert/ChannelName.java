package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** A kind of channel. */
public enum ChannelName {
  EMAIL,
  SLACK,
  WEBHOOK;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ChannelName> named(String name) {
    for (ChannelName channel : values()) {
      if (channel.wireName().equals(name)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
