package dev.tributary.identity.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** The type of a value, in the terms of the trait dictionary. */
public enum ValueType {
  TEXT,
  NUMBER,
  BOOLEAN,
  /** A text that begins with a day in ISO 8601. */
  DATE,
  LIST,
  OBJECT;

  private static final Pattern DAY =
      Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])([T ].*)?");

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ValueType of(JsonNode value) {
    if (value.isTextual()) {
      return DAY.matcher(value.textValue()).matches() ? DATE : TEXT;
    }
    if (value.isNumber()) {
      return NUMBER;
    }
    if (value.isBoolean()) {
      return BOOLEAN;
    }
    return value.isArray() ? LIST : OBJECT;
  }
}
