package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.value.ValueReader;
import dev.tributary.destinations.connector.Manifest.Field;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Converts values to the type that a vendor declares for a field. Pure. */
final class Conversion {
  private static final int SHOWN = 10;

  private Conversion() {}

  /** A field without options accepts any text as a picklist: the vendor knows its own values. */
  static Values.Function to(Field field) {
    return switch (field.type()) {
      case TEXT -> Conversion::text;
      case NUMBER -> Conversion::number;
      case INTEGER -> Conversion::whole;
      case BOOLEAN -> Conversion::truth;
      case DATE -> Conversion::day;
      case TIMESTAMP -> Conversion::time;
      case PICKLIST -> field.options().isEmpty() ? Conversion::text : option(field.options());
      case LIST -> Conversion::list;
      case OBJECT -> Conversion::object;
      case JSON -> value -> value;
    };
  }

  private static JsonNode text(JsonNode value) throws InvalidValueException {
    return value.isTextual() ? value : TextNode.valueOf(Values.text(value));
  }

  private static JsonNode number(JsonNode value) throws InvalidValueException {
    JsonNode number = read(DeclaredType.NUMBER, value);
    if (number.isMissingNode()) {
      throw InvalidValueException.of(value, "is no number", "a number, or a text such as 12.5");
    }
    return number;
  }

  private static JsonNode whole(JsonNode value) throws InvalidValueException {
    JsonNode number = number(value);
    if (number.isIntegralNumber()) {
      return number;
    }
    String text = Values.text(number);
    if (text.indexOf('.') >= 0) {
      throw InvalidValueException.of(value, "has a fraction", "a whole number");
    }
    return BigIntegerNode.valueOf(new BigInteger(text));
  }

  /** The option itself, also if the value differs in upper and lower case. */
  private static Values.Function option(List<String> options) {
    Map<String, TextNode> known = new HashMap<>();
    options.forEach(option -> known.put(folded(option), TextNode.valueOf(option)));
    options.forEach(option -> known.put(option, TextNode.valueOf(option)));
    return value -> {
      String text = Values.text(value);
      TextNode option = known.get(text);
      option = option == null ? known.get(folded(text)) : option;
      if (option == null) {
        throw InvalidValueException.of(value, "is none of the options", shown(options));
      }
      return option;
    };
  }

  private static String folded(String option) {
    return option.strip().toLowerCase(Locale.ROOT);
  }

  private static String shown(List<String> options) {
    String first = String.join(", ", options.subList(0, Math.min(SHOWN, options.size())));
    return options.size() <= SHOWN
        ? first
        : "%s, and %d more".formatted(first, options.size() - SHOWN);
  }

  private static JsonNode list(JsonNode value) {
    return value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value);
  }

  private static JsonNode object(JsonNode value) throws InvalidValueException {
    if (!value.isObject()) {
      throw InvalidValueException.of(value, "is no object", "an object");
    }
    return value;
  }

  private static JsonNode truth(JsonNode value) throws InvalidValueException {
    JsonNode truth = read(DeclaredType.BOOLEAN, value);
    if (truth.isMissingNode()) {
      throw InvalidValueException.of(value, "is no boolean", "true, false, yes, no, 1 or 0");
    }
    return truth;
  }

  /** A list is no single value. */
  private static JsonNode read(DeclaredType type, JsonNode value) {
    return value.isContainerNode() ? MissingNode.getInstance() : ValueReader.value(type, value);
  }

  private static JsonNode day(JsonNode value) throws InvalidValueException {
    return TextNode.valueOf(DateForm.moment(value, ZoneOffset.UTC).toLocalDate().toString());
  }

  private static JsonNode time(JsonNode value) throws InvalidValueException {
    return TextNode.valueOf(DateForm.instant(value, ZoneOffset.UTC).toString());
  }
}
