package dev.tributary.destinations.mapping;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The functions of templates, a closed set. Pure. */
final class TemplateFunctions {
  private static final List<String> NAMES =
      List.of("trim", "lower", "upper", "capitalize", "digits", "url", "default", "truncate");

  private TemplateFunctions() {}

  /**
   * A function as it stands after a bar: {@code trim}, {@code truncate: 20}, {@code default:
   * "there"}.
   *
   * @throws IllegalArgumentException with the remedy
   */
  static UnaryOperator<String> of(String written) {
    int colon = written.indexOf(':');
    String name = (colon < 0 ? written : written.substring(0, colon)).strip();
    String argument = colon < 0 ? "" : written.substring(colon + 1).strip();
    if (NAMES.contains(name)) {
      boolean takesOne = name.equals("default") || name.equals("truncate");
      if (takesOne == (colon < 0)) {
        throw new IllegalArgumentException(
            takesOne
                ? "The function %s needs an argument, for example %s".formatted(name, example(name))
                : "The function %s takes no argument".formatted(name));
      }
    }
    return switch (name) {
      case "trim" -> String::strip;
      case "lower" -> text -> text.toLowerCase(Locale.ROOT);
      case "upper" -> text -> text.toUpperCase(Locale.ROOT);
      case "capitalize" -> TemplateFunctions::capitalized;
      case "digits" -> TemplateFunctions::digits;
      case "url" -> text -> URLEncoder.encode(text, StandardCharsets.UTF_8);
      case "default" -> {
        String other = quoted(argument);
        yield text -> text.isEmpty() ? other : text;
      }
      case "truncate" -> {
        int most = number(argument);
        yield text -> truncated(text, most);
      }
      default ->
          throw new IllegalArgumentException(
              "Unknown function %s; known are %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  private static String example(String name) {
    return name.equals("default") ? "default: \"there\"" : "truncate: 20";
  }

  private static String quoted(String argument) {
    if (argument.length() < 2 || !argument.startsWith("\"") || !argument.endsWith("\"")) {
      throw new IllegalArgumentException(
          "The function default needs a text in quotes, for example default: \"there\"");
    }
    return argument.substring(1, argument.length() - 1);
  }

  private static int number(String argument) {
    if (!argument.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "The function truncate needs a number of characters, for example truncate: 20");
    }
    return Integer.parseInt(argument);
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
  }

  private static String digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each >= '0' && each <= '9') {
        digits.append(each);
      }
    }
    return digits.toString();
  }

  /** Never half of a character. */
  private static String truncated(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }

  /** The index of the next bar outside of quotes, at most {@code to}. */
  static int nextBar(String text, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      char each = text.charAt(i);
      if (each == '"') {
        quoted = !quoted;
      } else if (each == '|' && !quoted) {
        return i;
      }
    }
    return to;
  }

  /** The index of the closing braces outside of quotes; -1 if there are none. */
  static int end(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length() - 1; i++) {
      char each = text.charAt(i);
      if (each == '"') {
        quoted = !quoted;
      } else if (each == '}' && text.charAt(i + 1) == '}' && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
