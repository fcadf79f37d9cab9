package dev.tributary.contracts.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The choice of a person about one channel. A channel that was never asked about is absent. */
public enum SubscriptionState {
  SUBSCRIBED,
  UNSUBSCRIBED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static SubscriptionState named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
