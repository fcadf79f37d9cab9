package dev.tributary.audience.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How values are read as declared types a second time, straight from the table on the page. */
final class NaiveTypes {
  private static final ObjectMapper STRICT =
      Json.MAPPER.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private NaiveTypes() {}

  /**
   * @param type empty where none is declared
   */
  static Optional<JsonNode> read(String type, Optional<JsonNode> found) {
    if (type.isEmpty() || found.isEmpty()) {
      return found;
    }
    JsonNode value = found.get();
    if (!value.isArray()) {
      return one(type, value);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    value.forEach(each -> one(type, each).ifPresent(list::add));
    return list.isEmpty() && value.size() > 0 ? Optional.empty() : Optional.of(list);
  }

  private static Optional<JsonNode> one(String type, JsonNode value) {
    if (value.isContainerNode() || value.isNull()) {
      return Optional.empty();
    }
    return switch (type) {
      case "text" -> Optional.of(TextNode.valueOf(text(value)));
      case "number" -> number(value);
      case "boolean" -> truth(value);
      case "date-time" -> time(value);
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static String text(JsonNode value) {
    if (!value.isNumber()) {
      return value.asText();
    }
    String digits = new BigDecimal(value.asText()).toPlainString();
    while (digits.contains(".") && (digits.endsWith("0") || digits.endsWith("."))) {
      digits = digits.substring(0, digits.length() - 1);
    }
    return digits;
  }

  /** A JSON number, or one after a plus. */
  private static Optional<JsonNode> number(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value);
    }
    String text = value.isTextual() ? value.asText().trim() : "";
    boolean plus = text.length() > 1 && text.charAt(0) == '+' && text.charAt(1) != '-';
    try {
      return Optional.ofNullable(STRICT.readTree(plus ? text.substring(1) : text))
          .filter(JsonNode::isNumber);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A text in any case; "yes" and "no" are words, so only a text says them. */
  private static Optional<JsonNode> truth(JsonNode value) {
    String said = text(value).trim().toLowerCase(Locale.ROOT);
    if (List.of("true", "1", "yes").contains(said)) {
      return Optional.of(BooleanNode.TRUE);
    }
    return List.of("false", "0", "no").contains(said)
        ? Optional.of(BooleanNode.FALSE)
        : Optional.empty();
  }

  private static Optional<JsonNode> time(JsonNode value) {
    String text = value.isTextual() ? value.asText().trim() : "";
    String day = "\\d{4}-\\d\\d-\\d\\d";
    return text.matches(day)
            || text.matches(day + "[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?")
        ? Optional.of(TextNode.valueOf(text.replace(' ', 'T')))
        : Optional.empty();
  }
}
