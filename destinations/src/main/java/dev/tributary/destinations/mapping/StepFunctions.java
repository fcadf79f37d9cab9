package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The functions of the steps that have no class of their own. Pure. */
final class StepFunctions {
  private StepFunctions() {}

  static Values.Function map(Map<String, JsonNode> values, @Nullable JsonNode otherwise) {
    Map<String, JsonNode> known = new HashMap<>(values);
    return value -> {
      JsonNode mapped = known.get(Values.text(value));
      if (mapped == null) {
        mapped = otherwise;
      }
      if (mapped == null) {
        throw InvalidValueException.of(
            value, "is not in the map", "a value of the map; add it, or add otherwise");
      }
      return mapped;
    };
  }

  static Predicate<JsonNode> condition(Transform.When when) {
    if (when.exists() != null) {
      boolean wanted = when.exists();
      return value -> wanted != (Values.absent(value) || Values.isEmptyText(value));
    }
    Set<String> texts = new HashSet<>();
    List<JsonNode> listed = when.in() != null ? when.in() : when.notIn();
    if (listed != null) {
      listed.forEach(each -> texts.add(comparable(each)));
    }
    boolean in = when.in() != null;
    return value -> !Values.absent(value) && in == contains(texts, value);
  }

  private static boolean contains(Set<String> texts, JsonNode value) {
    if (!value.isArray()) {
      return texts.contains(comparable(value));
    }
    for (JsonNode element : value) {
      if (texts.contains(comparable(element))) {
        return true;
      }
    }
    return false;
  }

  /** Equal numbers are equal, however they are written; an object equals nothing. */
  private static String comparable(JsonNode value) {
    try {
      return Values.text(value);
    } catch (InvalidValueException e) {
      return value.toString();
    }
  }

  static JsonNode hash(Transform.Algorithm algorithm, JsonNode value) throws InvalidValueException {
    String name =
        switch (algorithm) {
          case SHA256 -> "SHA-256";
          case MD5 -> "MD5";
        };
    try {
      byte[] bytes = Values.text(value).getBytes(StandardCharsets.UTF_8);
      return TextNode.valueOf(
          HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(name + " is part of every JDK", e);
    }
  }

  static JsonNode list(JsonNode value, @Nullable String separator) throws InvalidValueException {
    if (Values.absent(value) || value.isArray()) {
      return value;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (separator == null) {
      return list.add(value);
    }
    String text = Values.text(value);
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      addText(list, text.substring(from, at));
      from = at + separator.length();
    }
    addText(list, text.substring(from));
    return list;
  }

  private static void addText(ArrayNode list, String text) {
    if (!text.isBlank()) {
      list.add(text.strip());
    }
  }

  static JsonNode joined(JsonNode value, String separator) throws InvalidValueException {
    if (!value.isArray()) {
      return Values.absent(value) ? value : TextNode.valueOf(Values.text(value));
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode element : value) {
      String piece = Values.text(element);
      if (!piece.isEmpty()) {
        text.append(text.isEmpty() ? "" : separator).append(piece);
      }
    }
    return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text.toString());
  }

  static JsonNode parameter(JsonNode value, String name) throws InvalidValueException {
    String address = Values.text(value);
    int question = address.indexOf('?');
    int end = address.indexOf('#');
    String query =
        question < 0 || (end >= 0 && end < question)
            ? ""
            : address.substring(question + 1, end < 0 ? address.length() : end);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && name.equals(decoded(pair.substring(0, equals)))) {
        String found = decoded(pair.substring(equals + 1));
        return found.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(found);
      }
    }
    return MissingNode.getInstance();
  }

  /** A part that is not encoded correctly is taken as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
