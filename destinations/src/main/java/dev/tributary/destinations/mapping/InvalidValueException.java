package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that a step cannot take. Its text never contains the value, because it is stored, shown
 * and logged: it has the kind of the value, the reason, and what would be accepted. It has no stack
 * trace, because it is an expected result.
 */
public final class InvalidValueException extends Exception {
  private static final long serialVersionUID = 1L;

  private InvalidValueException(String words) {
    super(words, null, false, false);
  }

  /**
   * @param reason completes the sentence after the kind of the value: {@code is no number}
   * @param accepted for example {@code a number, or a text such as 12.5}
   */
  static InvalidValueException of(JsonNode value, String reason, String accepted) {
    return new InvalidValueException(
        "%s %s; accepted is %s".formatted(kind(value), reason, accepted));
  }

  /**
   * @param words a whole sentence, without a value
   */
  static InvalidValueException of(String words) {
    return new InvalidValueException(words);
  }

  /** The reason, without the value. */
  public String words() {
    return String.valueOf(getMessage());
  }

  /** The kind of a value. Its size could tell who the person is. */
  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "A text";
      case NUMBER -> value.canConvertToExactIntegral() ? "A whole number" : "A number";
      case BOOLEAN -> "A boolean";
      case ARRAY -> "A list";
      case OBJECT -> "An object";
      case BINARY, POJO -> "A value of an unknown kind";
      case MISSING, NULL -> "An absent value";
    };
  }
}
