package dev.tributary.testkit.tables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scheme for the names of tables, columns and indexes (CONTRIBUTING.md, ADR 0039). Each method
 * returns what is wrong with a name, or nothing if the name follows the scheme.
 */
final class NamingScheme {
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** Terms without a singular: one row holds all settings, or all facts, of one workspace. */
  private static final Set<String> PLURAL_TERMS = Set.of("settings", "facts");

  /** Plural words before the noun: the topic {@code rows}, and identity rules. */
  private static final Set<String> PLURAL_BEFORE = Set.of("rows", "rules");

  private static final Pattern PLURAL = Pattern.compile("people|(?!alias$).*[^sui]s");

  private static final Pattern PARTICIPLE =
      Pattern.compile("(?!feed$|seed$|speed$).*ed|seen|known|told|said|sent|made|kept|held");

  private static final Set<String> NO_NOUNS = Set.of("ahead", "now", "aside", "anew", "beside");

  private static final Map<String, String> OTHER_TERMS =
      Map.of(
          "aside", "quarantined",
          "standing", "membership",
          "shadow", "replay",
          "trial", "dry_run or replay",
          "recollection", "evidence",
          "parting", "unmerge",
          "split", "unmerge",
          "tenant", "workspace");

  private static final Set<String> OBJECTS =
      Set.of(
          "workspace",
          "source",
          "warehouse",
          "model",
          "audience",
          "destination",
          "sync",
          "profile",
          "run",
          "job");

  private static final Set<String> WHOLE_TIMES = Set.of("at", "since", "until", "minute");
  private static final List<String> TIME_ENDINGS = List.of("_at", "_since", "_until", "_before");
  private static final Set<String> TIME_TYPES = Set.of("timestamp with time zone", "bigint");

  private NamingScheme() {}

  static Optional<String> table(String name) {
    if (!SNAKE_CASE.matcher(name).matches()) {
      return Optional.of("is not in snake_case");
    }
    List<String> words = List.of(name.split("_"));
    for (String word : words) {
      if (OTHER_TERMS.containsKey(word)) {
        return Optional.of(
            "has the word \"%s\"; the glossary's term is %s"
                .formatted(word, OTHER_TERMS.get(word)));
      }
    }
    String noun = words.getLast();
    if (PARTICIPLE.matcher(noun).matches() || NO_NOUNS.contains(noun)) {
      return Optional.of(
          "ends with \"%s\"; the last word is the noun of one row, as in merged_profile"
              .formatted(noun));
    }
    if (isPlural(noun) && !PLURAL_TERMS.contains(noun)) {
      return Optional.of(
          "ends with the plural \"%s\"; the name says what one row is".formatted(noun));
    }
    return words.subList(0, words.size() - 1).stream()
        .filter(word -> isPlural(word) && !PLURAL_BEFORE.contains(word))
        .map("has the plural \"%s\" before its noun"::formatted)
        .findFirst();
  }

  private static boolean isPlural(String word) {
    return PLURAL.matcher(word).matches();
  }

  /**
   * @param type as PostgreSQL writes it
   */
  static Optional<String> column(String name, String type) {
    if (!SNAKE_CASE.matcher(name).matches()) {
      return Optional.of("is not in snake_case");
    }
    if (name.equals("tenant")) {
      return Optional.of("is called workspace in every table");
    }
    if (name.endsWith("_id") && OBJECTS.contains(name.substring(0, name.length() - 3))) {
      return Optional.of("is called " + name.substring(0, name.length() - 3));
    }
    return switch (type) {
      case "timestamp without time zone" -> Optional.of("is a time without its time zone");
      case "timestamp with time zone" ->
          isTime(name)
              ? Optional.empty()
              : Optional.of("is a time, so its name ends with _at, _since, _until or _before");
      case "date" ->
          name.endsWith("_on")
              ? Optional.empty()
              : Optional.of("is a date, so its name ends with _on");
      default ->
          !TIME_TYPES.contains(type) && TIME_ENDINGS.stream().anyMatch(name::endsWith)
              ? Optional.of("has the name of a time, and is of the type " + type)
              : Optional.empty();
    };
  }

  private static boolean isTime(String name) {
    return WHOLE_TIMES.contains(name) || TIME_ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The key of a table with one row is a boolean column. */
  static Optional<String> singleKey(String name) {
    return name.equals("single")
        ? Optional.empty()
        : Optional.of("is the key of a table with one row, so its name is single");
  }

  /** Also of constraints and sequences. */
  static Optional<String> index(String table, String name) {
    return name.startsWith(table + "_")
        ? Optional.empty()
        : Optional.of("does not begin with the name of its table");
  }
}
