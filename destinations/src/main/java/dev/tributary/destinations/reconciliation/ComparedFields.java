package dev.tributary.destinations.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares values that were delivered with the values that a vendor lists. Vendors return the same
 * value in another form: a number as text, a time with another offset, no value as an empty text.
 * Pure.
 */
final class ComparedFields {
  /** ISO 8601 allows an offset without a colon. */
  private static final Pattern OFFSET = Pattern.compile("([+-]\\d{2})(\\d{2})$");

  private ComparedFields() {}

  /**
   * The names of the delivered fields for which the vendor lists another value, in order. Fields
   * that the vendor does not list are left out.
   */
  static List<String> different(ObjectNode delivered, ObjectNode listed) {
    List<String> different = new ArrayList<>();
    delivered
        .properties()
        .forEach(field -> {
          JsonNode theirs = listed.get(field.getKey());
          if (theirs != null && !isSame(field.getValue(), theirs)) {
            different.add(field.getKey());
          }
        });
    different.sort(null);
    return different;
  }

  /** Whether the vendor lists each of these fields. */
  static boolean listsAll(ObjectNode delivered, ObjectNode listed) {
    return delivered.properties().stream().allMatch(field -> listed.has(field.getKey()));
  }

  static boolean isSame(JsonNode ours, JsonNode theirs) {
    if (isEmpty(ours) || isEmpty(theirs)) {
      return isEmpty(ours) && isEmpty(theirs);
    }
    if (ours.equals(theirs)) {
      return true;
    }
    if (ours.isContainerNode() || theirs.isContainerNode()) {
      return isSameContainer(container(ours), container(theirs));
    }
    if (ours.asText().equals(theirs.asText())) {
      return true;
    }
    if (ours.isBoolean() || theirs.isBoolean()) {
      String truth = truth(ours.asText());
      return !truth.isEmpty() && truth.equals(truth(theirs.asText()));
    }
    if (ours.isNumber() || theirs.isNumber()) {
      BigDecimal one = number(ours);
      BigDecimal other = number(theirs);
      return one != null && other != null && one.compareTo(other) == 0;
    }
    Instant one = time(ours.asText());
    return one != null && one.equals(time(theirs.asText()));
  }

  /** Databases store these texts as truth values; empty for another text. */
  private static String truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "on", "1" -> "true";
      case "false", "f", "no", "n", "off", "0" -> "false";
      default -> "";
    };
  }

  private static boolean isSameContainer(JsonNode ours, JsonNode theirs) {
    if (ours.isArray() && theirs.isArray()) {
      boolean same = ours.size() == theirs.size();
      for (int i = 0; same && i < ours.size(); i++) {
        same = isSame(ours.get(i), theirs.get(i));
      }
      return same;
    }
    return ours.isObject()
        && theirs.isObject()
        && isPart((ObjectNode) ours, theirs)
        && isPart((ObjectNode) theirs, ours);
  }

  private static boolean isPart(ObjectNode part, JsonNode whole) {
    return part.properties().stream()
        .allMatch(field -> {
          JsonNode other = Optional.ofNullable(whole.get(field.getKey())).orElse(NullNode.instance);
          return isSame(field.getValue(), other);
        });
  }

  /** A vendor can store a list or an object as the text of its JSON. */
  private static JsonNode container(JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      return Json.MAPPER.readTree(value.asText());
    } catch (JsonProcessingException e) {
      return value;
    }
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.asText().isEmpty());
  }

  /** Null if this is no number. A long text is none, so that its conversion costs little. */
  private static @Nullable BigDecimal number(JsonNode value) {
    String text = value.asText().strip();
    if (!value.isNumber() && (text.length() > 40 || text.contains("e") || text.contains("E"))) {
      return null;
    }
    try {
      return value.isNumber() ? value.decimalValue() : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant time(String text) {
    if (text.length() < 20 || text.length() > 40) {
      return null;
    }
    try {
      return OffsetDateTime.parse(OFFSET.matcher(text).replaceFirst("$1:$2")).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
