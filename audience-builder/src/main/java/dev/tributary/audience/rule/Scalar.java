package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value of a rule: text, number or boolean. Compared by type and value. */
public sealed interface Scalar {

  /** Whether a person's value is this one. */
  boolean equalTo(JsonNode value, TextCase textCase);

  record Text(String text) implements Scalar {
    @Override
    public boolean equalTo(JsonNode value, TextCase textCase) {
      return value.isTextual() && textCase.fold(value.textValue()).equals(textCase.fold(text));
    }
  }

  record Number(BigDecimal number) implements Scalar {
    @Override
    public boolean equalTo(JsonNode value, TextCase textCase) {
      return value.isNumber() && value.decimalValue().compareTo(number) == 0;
    }
  }

  record Truth(boolean value) implements Scalar {
    @Override
    public boolean equalTo(JsonNode other, TextCase textCase) {
      return other.isBoolean() && other.booleanValue() == value;
    }
  }

  /** Null for anything but text, a number or a boolean. */
  static @Nullable Scalar of(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> new Text(value.textValue());
      case NUMBER -> new Number(value.decimalValue());
      case BOOLEAN -> new Truth(value.booleanValue());
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> null;
    };
  }

  /** Whether upper and lower case differ. */
  enum TextCase {
    EXACT,
    IGNORED;

    String fold(String text) {
      return this == EXACT ? text : text.toLowerCase(Locale.ROOT);
    }
  }
}
