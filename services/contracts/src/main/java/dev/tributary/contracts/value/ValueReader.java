package dev.tributary.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.definition.DeclaredType;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as its declared type, by the table in docs/reference/rule-semantics.md. Pure.
 *
 * <p>A value that cannot be read is unknown. A list is read element by element, and elements that
 * cannot be read are left out.
 */
public final class ValueReader {
  /** A longer text is hardly meant as a number. */
  private static final int LONGEST_NUMBER = 100;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
  private static final Pattern SPACE_AROUND = Pattern.compile("^[ \t\r\n]+|[ \t\r\n]+$");

  private ValueReader() {}

  /**
   * @param type null reads the value as it was sent
   * @return a missing node where the value is unknown or cannot be read
   */
  public static JsonNode value(@Nullable DeclaredType type, JsonNode value) {
    if (type == null || value.isMissingNode() || value.isNull()) {
      return value;
    }
    return value instanceof ArrayNode list ? list(type, list) : one(type, value);
  }

  /** Whether there is a value of which a part cannot be read. */
  public static boolean fails(DeclaredType type, JsonNode value) {
    if (value instanceof ArrayNode list) {
      for (JsonNode element : list) {
        if (!element.isNull() && one(type, element).isMissingNode()) {
          return true;
        }
      }
      return false;
    }
    return !value.isMissingNode() && !value.isNull() && one(type, value).isMissingNode();
  }

  private static JsonNode list(DeclaredType type, ArrayNode list) {
    ArrayNode read = JsonNodeFactory.instance.arrayNode(list.size());
    for (JsonNode element : list) {
      JsonNode one = one(type, element);
      if (!one.isMissingNode()) {
        read.add(one);
      }
    }
    return read.isEmpty() && !list.isEmpty() ? MissingNode.getInstance() : read;
  }

  private static JsonNode one(DeclaredType type, JsonNode value) {
    JsonNode read =
        switch (type) {
          case TEXT -> text(value);
          case NUMBER -> number(value);
          case BOOLEAN -> truth(value);
          case DATE_TIME -> time(value);
        };
    return read == null ? MissingNode.getInstance() : read;
  }

  private static @Nullable JsonNode text(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value;
      case BOOLEAN -> TextNode.valueOf(value.asText());
      case NUMBER -> plain(value.decimalValue().stripTrailingZeros());
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> null;
    };
  }

  /** All digits, without an exponent: equal numbers are the same text. */
  private static @Nullable JsonNode plain(BigDecimal number) {
    long digits = (long) number.precision() + Math.abs((long) number.scale());
    return digits > LONGEST_NUMBER ? null : TextNode.valueOf(number.toPlainString());
  }

  private static @Nullable JsonNode number(JsonNode value) {
    if (value.isNumber()) {
      return value;
    }
    String text = trimmed(value);
    return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
        ? DecimalNode.valueOf(new BigDecimal(text))
        : null;
  }

  private static @Nullable JsonNode truth(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value;
      case NUMBER -> truth(value.decimalValue());
      case STRING -> truth(trimmed(value));
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> null;
    };
  }

  private static @Nullable JsonNode truth(BigDecimal number) {
    if (number.signum() == 0) {
      return BooleanNode.FALSE;
    }
    return number.compareTo(BigDecimal.ONE) == 0 ? BooleanNode.TRUE : null;
  }

  private static @Nullable JsonNode truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> BooleanNode.TRUE;
      case "false", "no", "0" -> BooleanNode.FALSE;
      default -> null;
    };
  }

  /**
   * Converts a time to the form that rules read; a space between day and time becomes the T of the
   * standard.
   */
  private static @Nullable JsonNode time(JsonNode value) {
    String text = trimmed(value);
    String standard =
        text.length() > 10 && text.charAt(10) == ' '
            ? text.substring(0, 10) + "T" + text.substring(11)
            : text;
    // Whether it is a time does not depend on the zone.
    return Moment.parse(standard, ZoneOffset.UTC) == null ? null : TextNode.valueOf(standard);
  }

  /** Empty for a value that is not a text: no type can read an empty text. */
  private static String trimmed(JsonNode value) {
    return value.isTextual() ? SPACE_AROUND.matcher(value.textValue()).replaceAll("") : "";
  }
}
