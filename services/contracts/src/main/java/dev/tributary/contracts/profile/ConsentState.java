package dev.tributary.contracts.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A person's consent for one purpose. A purpose that was never answered is unknown: absent. */
public enum ConsentState {
  GRANTED,
  DENIED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static ConsentState named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
