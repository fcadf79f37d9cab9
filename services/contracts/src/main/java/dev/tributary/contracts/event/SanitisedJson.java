package dev.tributary.contracts.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads JSON into a tree that any database can store: U+0000 and unpaired surrogates become U+FFFD,
 * in names too, and a number outside of a double's range or longer than 400 digits becomes the text
 * of its digits. Of a repeated name the last one counts.
 */
final class SanitisedJson {
  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_NUMBER_LENGTH = 400;
  private static final int MAX_EXPONENT = 308;
  private static final int MAX_SCALE = 400;
  private static final char REPLACEMENT = '\uFFFD';
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final JsonFactory PARSERS =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private SanitisedJson() {}

  /**
   * @throws IOException if the bytes are not one JSON value
   */
  static JsonNode read(byte[] json) throws IOException {
    try (JsonParser parser = PARSERS.createParser(json)) {
      parser.nextToken();
      JsonNode value = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("There is more than one value");
      }
      return value;
    }
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("There is no value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(text(parser.getText()));
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("A value was expected, not " + token);
    };
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = text(parser.currentName());
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    if (parser.getTextLength() > MAX_NUMBER_LENGTH) {
      return NODES.textNode(parser.getText());
    }
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> {
        BigInteger value = parser.getBigIntegerValue();
        yield new BigDecimal(value).precision() <= MAX_EXPONENT
            ? NODES.numberNode(value)
            : NODES.textNode(parser.getText());
      }
    };
  }

  private static JsonNode decimal(String digits) {
    if (digits.length() > MAX_NUMBER_LENGTH) {
      return NODES.textNode(digits);
    }
    try {
      BigDecimal value = new BigDecimal(digits);
      long exponent = (long) value.precision() - value.scale() - 1;
      return Math.abs(exponent) <= MAX_EXPONENT && Math.abs((long) value.scale()) <= MAX_SCALE
          ? NODES.numberNode(value)
          : NODES.textNode(digits);
    } catch (NumberFormatException e) {
      // An exponent that does not even fit an int.
      return NODES.textNode(digits);
    }
  }

  static String text(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replaced(raw, i);
      }
    }
    return raw;
  }

  private static String replaced(String raw, int from) {
    StringBuilder clean = new StringBuilder(raw.length()).append(raw, 0, from);
    for (int i = from; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < raw.length()
          && Character.isLowSurrogate(raw.charAt(i + 1))) {
        clean.append(c).append(raw.charAt(++i));
      } else {
        clean.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }
}
