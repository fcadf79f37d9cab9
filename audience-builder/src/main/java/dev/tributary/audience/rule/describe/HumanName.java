package dev.tributary.audience.rule.describe;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A technical name as people say it: {@code churnScore} and {@code churn_score} are the churn
 * score. The audience builder of the web UI follows the same rules, and its test has the same
 * cases.
 */
final class HumanName {
  private static final Pattern SEPARATORS = Pattern.compile("[_-]+");
  private static final Pattern NEW_WORD = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
  private static final Pattern AFTER_ABBREVIATION =
      Pattern.compile("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern DOT = Pattern.compile(".", Pattern.LITERAL);

  private HumanName() {}

  /** Words in lower case, except abbreviations; parts of a path keep their dots. */
  static String of(String name) {
    return Arrays.stream(DOT.split(name, -1)).map(HumanName::part).collect(Collectors.joining("."));
  }

  private static String part(String name) {
    String spaced = SEPARATORS.matcher(name).replaceAll(" ");
    spaced = NEW_WORD.matcher(spaced).replaceAll(" ");
    spaced = AFTER_ABBREVIATION.matcher(spaced).replaceAll(" ");
    return SPACES
        .splitAsStream(spaced)
        .filter(word -> !word.isEmpty())
        .map(HumanName::word)
        .collect(Collectors.joining(" "));
  }

  private static String word(String word) {
    boolean abbreviation = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    return abbreviation ? word : word.toLowerCase(Locale.ROOT);
  }
}
