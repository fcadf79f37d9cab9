package dev.tributary.audience.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.value.Moment;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** The type of the value of a trait or a property. */
public enum ValueType {
  TEXT,
  NUMBER,
  BOOLEAN,
  /** A text that rules read as a day or an instant. */
  DATE,
  LIST,
  OBJECT;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for null, which is no value. */
  public static Optional<ValueType> of(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING ->
          Optional.of(Moment.parse(value.textValue(), ZoneOffset.UTC) == null ? TEXT : DATE);
      case NUMBER -> Optional.of(NUMBER);
      case BOOLEAN -> Optional.of(BOOLEAN);
      case ARRAY -> Optional.of(LIST);
      case OBJECT -> Optional.of(OBJECT);
      case BINARY, MISSING, NULL, POJO -> Optional.empty();
    };
  }
}
