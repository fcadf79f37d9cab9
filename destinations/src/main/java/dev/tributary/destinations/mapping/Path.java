package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a JSON value: names with dots, {@code [0]} for an element of a list ({@code [-1]} is
 * the last one), and {@code []} for all elements. A field whose name is the whole path has
 * precedence. Immutable.
 *
 * @param text as the user wrote it
 */
record Path(String text, List<Step> steps) {
  private static final int LONGEST = 500;

  private sealed interface Step {
    record Name(String name) implements Step {}

    record Index(int index) implements Step {}

    record Each() implements Step {}
  }

  Path {
    steps = List.copyOf(steps);
  }

  /**
   * @throws IllegalArgumentException with the remedy
   */
  static Path of(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A path has 1 to %d characters, for example address.city".formatted(LONGEST));
    }
    List<Step> steps = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      int bracket = part.indexOf('[');
      String name = bracket < 0 ? part : part.substring(0, bracket);
      if (!name.isEmpty()) {
        steps.add(new Step.Name(name));
      } else if (bracket < 0) {
        throw new IllegalArgumentException("The path %s has an empty name".formatted(text));
      }
      if (bracket >= 0) {
        brackets(text, part.substring(bracket), steps);
      }
    }
    return new Path(text, steps);
  }

  private static void brackets(String text, String part, List<Step> steps) {
    String rest = part;
    while (!rest.isEmpty()) {
      int end = rest.indexOf(']');
      if (rest.charAt(0) != '[' || end < 0) {
        throw unreadable(text);
      }
      String index = rest.substring(1, end);
      if (index.isEmpty()) {
        steps.add(new Step.Each());
      } else if (index.matches("-?[0-9]{1,6}")) {
        steps.add(new Step.Index(Integer.parseInt(index)));
      } else {
        throw unreadable(text);
      }
      rest = rest.substring(end + 1);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "The path %s cannot be read; write for example address.city, items[0].sku or items[].sku"
            .formatted(text));
  }

  /** The first name; the whole text if the path begins with an index. */
  String firstName() {
    return steps.getFirst() instanceof Step.Name(String name) ? name : text;
  }

  /** The names of the path, without the indexes. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Name(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The value at the path without its first name; the value itself if the path has no more. */
  JsonNode afterFirst(JsonNode value) {
    return walk(value, 1);
  }

  /** The value at this place; missing if there is none. */
  JsonNode in(JsonNode value) {
    JsonNode exact = value.get(text);
    return exact == null ? walk(value, 0) : exact;
  }

  private JsonNode walk(JsonNode from, int first) {
    JsonNode value = from;
    for (int i = first; i < steps.size(); i++) {
      switch (steps.get(i)) {
        case Step.Name(String name) -> value = value.path(name);
        case Step.Index(int index) -> value = value.path(index < 0 ? value.size() + index : index);
        case Step.Each() -> {
          return each(value, i + 1);
        }
      }
    }
    return value;
  }

  /** Elements without a value are left out. */
  private JsonNode each(JsonNode list, int next) {
    if (!list.isArray()) {
      return MissingNode.getInstance();
    }
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : list) {
      JsonNode value = walk(element, next);
      if (!value.isMissingNode() && !value.isNull()) {
        found.add(value);
      }
    }
    return found;
  }
}
