package dev.tributary.contracts.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type as which rules, mappings and trait policies read the values of a trait or of an event
 * property, whatever type they were sent with. Values are stored as they were sent.
 */
public enum DeclaredType {
  TEXT,
  NUMBER,
  BOOLEAN,
  /** A day or a time in ISO 8601. */
  DATE_TIME;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null for a name that a later version may have added: the value is then read as it was sent. */
  @JsonCreator
  static @Nullable DeclaredType of(String name) {
    return named(name).orElse(null);
  }

  /** Empty for an unknown name. */
  public static Optional<DeclaredType> named(@Nullable String name) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(name)).findFirst();
  }
}
