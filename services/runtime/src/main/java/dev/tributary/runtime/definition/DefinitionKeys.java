package dev.tributary.runtime.definition;

import dev.tributary.runtime.problem.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of an object: a key for configuration as code, and a display name for people. */
public final class DefinitionKeys {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int NAME = 200;

  /** The error message for a name that {@link #misleads}. */
  public static final String MISLEADING =
      "A name holds no line breaks, control characters or characters that change the direction of"
          + " text";

  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  /** The characters with the Unicode property Bidi_Control. */
  private static final String DIRECTIONS =
      "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

  private DefinitionKeys() {}

  /**
   * @throws dev.tributary.runtime.problem.Problem if it is missing or has another form
   */
  public static String key(@Nullable String key) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw Problems.INVALID.problem(
          "A key has 1 to 63 lower-case letters, digits and hyphens, and starts with no hyphen",
          "/key");
    }
    return key;
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem if it is missing or too long, or if it contains
   *     invisible characters
   */
  public static String name(@Nullable String name) {
    if (name == null || name.isBlank() || name.length() > NAME) {
      throw Problems.INVALID.problem("A name has 1 to %d characters".formatted(NAME), "/name");
    }
    String stripped = name.strip();
    if (misleads(stripped)) {
      throw Problems.INVALID.problem(MISLEADING, "/name");
    }
    return stripped;
  }

  /**
   * Whether a name holds line breaks, control characters or characters that change the direction of
   * text: it could look like another name, or like several lines of a log or a mail.
   */
  public static boolean misleads(String name) {
    return name.codePoints()
        .anyMatch(character ->
            Character.isISOControl(character)
                || character == LINE_SEPARATOR
                || character == PARAGRAPH_SEPARATOR
                || DIRECTIONS.indexOf(character) >= 0);
  }
}
