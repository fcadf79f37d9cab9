package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A template, parsed once: literals, and values with functions. Thread-safe.
 *
 * @param parts in order
 */
record CompiledTemplate(List<Part> parts) {
  private static final int LONGEST = 5_000;
  private static final int LONGEST_RESULT = 100_000;
  private static final int MOST_FUNCTIONS = 10;

  /** A piece of the result. */
  sealed interface Part {
    record Literal(String text) implements Part {}

    /**
     * @param functions applied in order
     */
    record Value(Reference reference, List<UnaryOperator<String>> functions) implements Part {}
  }

  /**
   * @throws IllegalArgumentException with the column, counted from 1, and the remedy
   */
  static CompiledTemplate of(String template) {
    if (template.length() > LONGEST) {
      throw new IllegalArgumentException("A template has at most %d characters".formatted(LONGEST));
    }
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("{{", at);
      int literalEnd = open < 0 ? template.length() : open;
      if (template.substring(at, literalEnd).contains("}}")) {
        throw fault(template.indexOf("}}", at), "}} closes nothing; write {{ before it");
      }
      if (literalEnd > at) {
        parts.add(new Part.Literal(template.substring(at, literalEnd)));
      }
      if (open < 0) {
        break;
      }
      int close = TemplateFunctions.end(template, open + 2);
      if (close < 0) {
        throw fault(open, "{{ is not closed; write }} after the value");
      }
      parts.add(value(template, open + 2, close));
      at = close + 2;
    }
    return new CompiledTemplate(List.copyOf(parts));
  }

  private static Part value(String template, int from, int to) {
    List<UnaryOperator<String>> functions = new ArrayList<>();
    int end = TemplateFunctions.nextBar(template, from, to);
    String reference = template.substring(from, end);
    if (reference.isBlank()) {
      throw fault(from, "A value is missing; write for example {{traits.first_name}}");
    }
    while (end < to) {
      int start = end + 1;
      if (functions.size() == MOST_FUNCTIONS) {
        throw fault(start, "A value has at most %d functions".formatted(MOST_FUNCTIONS));
      }
      end = TemplateFunctions.nextBar(template, start, to);
      try {
        functions.add(TemplateFunctions.of(template.substring(start, end)));
      } catch (IllegalArgumentException e) {
        throw fault(start, String.valueOf(e.getMessage()));
      }
    }
    try {
      return new Part.Value(Reference.of(reference), List.copyOf(functions));
    } catch (IllegalArgumentException e) {
      throw fault(from, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException fault(int index, String words) {
    return new IllegalArgumentException("Column %d: %s".formatted(index + 1, words));
  }

  /** The values that the template names. */
  Stream<Reference> references() {
    return parts.stream()
        .filter(Part.Value.class::isInstance)
        .map(part -> ((Part.Value) part).reference());
  }

  /**
   * The text; missing if the template names values and all of them are absent, and no function
   * gives another text for them.
   *
   * @param current what {@code value} means
   */
  JsonNode render(JsonNode current, Scope scope) throws InvalidValueException {
    StringBuilder text = new StringBuilder();
    boolean named = false;
    boolean filled = false;
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Value(Reference reference, List<UnaryOperator<String>> functions) -> {
          named = true;
          String piece = Values.text(Chain.read(reference, current, scope));
          for (UnaryOperator<String> function : functions) {
            piece = function.apply(piece);
            checkLength(piece.length());
          }
          filled |= !piece.isEmpty();
          text.append(piece);
        }
      }
      checkLength(text.length());
    }
    return named && !filled ? MissingNode.getInstance() : TextNode.valueOf(text.toString());
  }

  private static void checkLength(int length) throws InvalidValueException {
    if (length > LONGEST_RESULT) {
      throw InvalidValueException.of(
          "The result of the template is too long; accepted are %d characters"
              .formatted(LONGEST_RESULT));
    }
  }
}
