package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** Functions that several steps use. Pure. */
final class Values {
  /** All digits of a number with a larger exponent would be a long text. */
  private static final int LONGEST_NUMBER = 100;

  private Values() {}

  static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  static boolean isEmptyText(JsonNode value) {
    return value.isTextual() && value.textValue().isEmpty();
  }

  /**
   * The value as a text; a number has all its digits and no exponent.
   *
   * @throws InvalidValueException for a list, an object, or a number that is too large
   */
  static String text(JsonNode value) throws InvalidValueException {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case BOOLEAN -> value.asText();
      case NUMBER -> number(value);
      case MISSING, NULL -> "";
      case ARRAY, OBJECT, BINARY, POJO ->
          throw InvalidValueException.of(
              value, "has no form as a text", "a text, a number or a boolean");
    };
  }

  private static String number(JsonNode value) throws InvalidValueException {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Long.toString(value.longValue());
    }
    if (value.isFloatingPointNumber()
        && !Double.isFinite(value.doubleValue())
        && !value.isBigDecimal()) {
      throw InvalidValueException.of(value, "is not finite", "a finite number");
    }
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    long digits = (long) number.precision() + Math.abs((long) number.scale());
    if (digits > LONGEST_NUMBER) {
      throw InvalidValueException.of(
          value, "has too many digits", "a number of at most %d digits".formatted(LONGEST_NUMBER));
    }
    return number.toPlainString();
  }

  /** One value to another one. */
  interface Function {
    JsonNode apply(JsonNode value) throws InvalidValueException;
  }

  /** Applies a function to the value, or to each element of a list. */
  static JsonNode each(JsonNode value, Function function) throws InvalidValueException {
    if (!(value instanceof ArrayNode list)) {
      return absent(value) ? value : function.apply(value);
    }
    ArrayNode made = JsonNodeFactory.instance.arrayNode(list.size());
    for (JsonNode element : list) {
      JsonNode one = absent(element) ? element : function.apply(element);
      if (!absent(one)) {
        made.add(one);
      }
    }
    return made;
  }
}
