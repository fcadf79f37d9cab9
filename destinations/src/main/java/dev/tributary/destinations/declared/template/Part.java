package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of a manifest: its content and its place. A method that finds a mistake reports it, and
 * returns null or an empty value.
 */
public record Part(JsonNode node, String pointer, Faults faults) {

  public void fault(String words) {
    faults.add(pointer, words);
  }

  /** The part with this key; its node is missing if there is none. */
  public Part at(String key) {
    return new Part(
        node.path(key), pointer + "/" + key.replace("~", "~0").replace("/", "~1"), faults);
  }

  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** The mistake of a part that has no accepted form. */
  public String wrong() {
    return isPresent() ? "is not accepted" : "is missing";
  }

  public int line() {
    return faults.line(pointer);
  }

  /** Whether the part is a map. A missing part is reported as well. */
  public boolean isMap(String... keys) {
    if (!node.isObject()) {
      fault(wrong() + "; accepted is a map with " + String.join(", ", keys));
      return false;
    }
    List<String> known = List.of(keys);
    for (Part each : entries().values()) {
      String key = key(each);
      if (!known.contains(key)) {
        each.fault(
            "\"%s\" is unknown; known are %s"
                .formatted(key, String.join(", ", new TreeSet<>(known))));
      }
    }
    return true;
  }

  private static String key(Part part) {
    return JsonPointer.compile(part.pointer).last().getMatchingProperty();
  }

  /** The values of a map, by key. */
  public Map<String, Part> entries() {
    Map<String, Part> entries = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(key -> entries.put(key, at(key)));
    return entries;
  }

  /** The elements of a list; a single value is a list of one. */
  public List<Part> elements() {
    if (!node.isArray()) {
      return isPresent() ? List.of(this) : List.of();
    }
    List<Part> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Part(node.get(i), pointer + "/" + i, faults));
    }
    return elements;
  }

  /** The text of a required part. */
  public @Nullable String text(String accepted) {
    if (!node.isTextual() || node.asText().isBlank()) {
      fault(wrong() + "; accepted is " + accepted);
      return null;
    }
    return node.asText();
  }

  /** A path in an answer, such as {@code /errors/0/code}; null if there is none. */
  public @Nullable JsonPointer answerPath() {
    if (!isPresent()) {
      return null;
    }
    if (!node.isTextual() || !node.asText().isEmpty() && !node.asText().startsWith("/")) {
      fault("is no place in an answer; accepted is a JSON pointer, such as /errors/0/code");
      return null;
    }
    return JsonPointer.compile(node.asText());
  }

  /** The value of an enumeration by its name in the file. */
  public <T> @Nullable T choice(Map<String, T> choices) {
    T chosen = node.isTextual() ? choices.get(node.asText()) : null;
    if (chosen == null) {
      fault(
          "%s; accepted are %s"
              .formatted(
                  isPresent() ? "\"" + node.asText() + "\" is not accepted" : "is missing",
                  choices.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    return chosen;
  }

  /** A whole number from 1; null if there is none. */
  public @Nullable Integer number(int most) {
    if (!isPresent()) {
      return null;
    }
    if (!node.isInt() || node.asInt() < 1 || node.asInt() > most) {
      fault("is not accepted; accepted is a whole number from 1 to " + most);
      return null;
    }
    return node.asInt();
  }

  /** Whether an optional part is true. */
  public boolean isTrue() {
    if (isPresent() && !node.isBoolean()) {
      fault("is not accepted; accepted are true and false");
    }
    return node.asBoolean(false);
  }

  public @Nullable Pattern pattern() {
    String expression = text("a regular expression");
    if (expression == null) {
      return null;
    }
    if (expression.length() > BoundedMatch.LONGEST) {
      fault("is longer than %d characters".formatted(BoundedMatch.LONGEST));
      return null;
    }
    try {
      return BoundedMatch.compile(expression);
    } catch (java.util.regex.PatternSyntaxException e) {
      fault("is no regular expression: " + e.getDescription());
      return null;
    }
  }
}
