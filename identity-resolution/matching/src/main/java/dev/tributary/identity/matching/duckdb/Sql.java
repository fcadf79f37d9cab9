package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Comparison;
import dev.tributary.identity.matching.Level;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.SimilarityCriterion;
import dev.tributary.identity.matching.Weights;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model as SQL expressions of DuckDB, over the records {@code l} and {@code r}.
 *
 * <p>For each column, a record has its value {@code c_} and, as needed, its day {@code d_}, the
 * lines of its nicknames {@code j_} and {@code k_}, and its frequency {@code f_}.
 */
final class Sql {
  private Sql() {}

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String quoted(String prefix, String column) {
    return '"' + prefix + column.replace("\"", "\"\"") + '"';
  }

  static String value(String column) {
    return quoted("c_", column);
  }

  /**
   * An expression that is equal for two records of one block of the rule; null for a record in no
   * block.
   */
  static String block(BlockingRule rule) {
    return "case when %s then hash(%s) end"
        .formatted(
            rule.keys().stream()
                .map(key -> value(key.column()) + " is not null")
                .collect(Collectors.joining(" and ")),
            rule.keys().stream().map(Sql::part).collect(Collectors.joining(", ")));
  }

  private static String part(BlockingRule.Key key) {
    return switch (key) {
      case BlockingRule.Key.Whole(String column) -> value(column);
      case BlockingRule.Key.Beginning(String column, int letters) ->
          "left(%s, %d)".formatted(value(column), letters);
    };
  }

  /** The results of the comparisons, by name g0, g1, …: the number of the level. */
  static String levels(Model model) {
    return eachComparison(model, each -> level(model.comparisons().get(each)) + " as g" + each);
  }

  private static String level(Comparison comparison) {
    StringBuilder level =
        new StringBuilder(
            "case when %s then %d"
                .formatted(
                    comparison.inputs().stream()
                        .map(input -> "(l.%1$s is null or r.%1$s is null)".formatted(value(input)))
                        .collect(Collectors.joining(" and ")),
                    Comparison.SILENT));
    for (int each = 0; each < comparison.levels().size(); each++) {
      int laxest = laxest(comparison.levels(), each);
      level.append(" when %s then ".formatted(holds(comparison.levels().get(laxest).likeness())));
      for (int stricter = each; stricter < laxest; stricter++) {
        level.append(
            "case when %s then %d else "
                .formatted(holds(comparison.levels().get(stricter).likeness()), stricter));
      }
      level.append(laxest).append(" end".repeat(laxest - each));
      each = laxest;
    }
    return level.append(" end::tinyint").toString();
  }

  /**
   * The last one of the consecutive levels, from this one on, that have the same measure with lower
   * and lower thresholds. Most pairs do not reach even that level, so they are measured only once.
   */
  private static int laxest(List<Level> levels, int level) {
    int laxest = level;
    while (levels.get(laxest).likeness()
            instanceof SimilarityCriterion.JaroWinkler(String column, double most)
        && levels.get(laxest + 1).likeness()
            instanceof SimilarityCriterion.JaroWinkler(String next, double less)
        && next.equals(column)
        && less <= most) {
      laxest++;
    }
    return laxest;
  }

  /** Null counts as false: a missing value beside other inputs of a comparison is not similar. */
  private static String holds(SimilarityCriterion likeness) {
    return switch (likeness) {
      case SimilarityCriterion.Equal(String column) -> "l.%1$s = r.%1$s".formatted(value(column));
      case SimilarityCriterion.JaroWinkler(String column, double atLeast) ->
          "jaro_winkler_similarity(l.%1$s, r.%1$s) >= %2$s".formatted(value(column), atLeast);
      case SimilarityCriterion.Levenshtein(String column, int atMost) ->
          "levenshtein(l.%1$s, r.%1$s) <= %2$d".formatted(value(column), atMost);
      case SimilarityCriterion.Damerau(String column, int atMost) -> damerau(value(column), atMost);
      case SimilarityCriterion.DaysApart(String column, int atMost) ->
          "abs(l.%1$s - r.%1$s) <= %2$d".formatted(quoted("d_", column), atMost);
      case SimilarityCriterion.Beginning(String column, int letters) ->
          "left(l.%1$s, %2$d) = left(r.%1$s, %2$d)".formatted(value(column), letters);
      case SimilarityCriterion.Nickname(String column) ->
          "(l.%1$s = r.%1$s or l.%1$s = r.%2$s or l.%2$s = r.%1$s or l.%2$s = r.%2$s)"
              .formatted(quoted("j_", column), quoted("k_", column));
      case SimilarityCriterion.Swapped(String column, String other) ->
          "(l.%1$s = r.%2$s and l.%2$s = r.%1$s)".formatted(value(column), value(other));
      case SimilarityCriterion.Both(SimilarityCriterion one, SimilarityCriterion other) ->
          "(%s and %s)".formatted(holds(one), holds(other));
      case SimilarityCriterion.Otherwise() -> "true";
    };
  }

  /**
   * The engine's function costs about ten times as much as the others, so impossible pairs are
   * excluded first. One error touches two neighbouring letters at most, and so leaves half of the
   * others at the beginning or the end; each error counts as at most two of Levenshtein's.
   */
  private static String damerau(String value, int atMost) {
    String possible =
        atMost == 1
            ? "(left(l.%1$s, greatest(0, length(l.%1$s) - 2) // 2) = left(r.%1$s, greatest(0, length(l.%1$s) - 2) // 2) or right(l.%1$s, greatest(0, length(l.%1$s) - 2) // 2) = right(r.%1$s, greatest(0, length(l.%1$s) - 2) // 2))"
            : "levenshtein(l.%1$s, r.%1$s) <= " + 2 * atMost;
    return (possible + " and damerau_levenshtein(l.%1$s, r.%1$s) <= %2$d").formatted(value, atMost);
  }

  /** The frequencies that count for a pair, by name t0, t1, …; they read the results g0, g1, … */
  static String frequencies(Model model) {
    return eachComparison(
        model, each -> frequency(model.comparisons().get(each), each) + " as t" + each);
  }

  private static String frequency(Comparison comparison, int number) {
    String levels =
        IntStream.range(0, comparison.levels().size())
            .filter(comparison::adjusted)
            .mapToObj(level ->
                " when %d then l.%s"
                    .formatted(level, quoted("f_", "" + comparison.frequencyOf(level))))
            .collect(Collectors.joining());
    return levels.isEmpty() ? "null::double" : "case g%d%s end".formatted(number, levels);
  }

  /** The value of a record for a comparison, as users read it; null where it is missing. */
  static String displayValue(String record, Comparison comparison) {
    String inputs =
        comparison.inputs().stream()
            .map(input -> record + '.' + value(input))
            .collect(Collectors.joining(", "));
    return comparison.inputs().size() == 1
        ? inputs
        : "nullif(concat_ws(' ', %s), '')".formatted(inputs);
  }

  /** The weight of a pair, from its results and frequencies. */
  static String weight(Model model) {
    return Weights.of(model.prior())
        + IntStream.range(0, model.comparisons().size())
            .mapToObj(each -> " + " + weight(model.comparisons().get(each), each))
            .collect(Collectors.joining());
  }

  private static String weight(Comparison comparison, int number) {
    String levels =
        IntStream.range(0, comparison.levels().size())
            .mapToObj(level ->
                " when %d then %s%s"
                    .formatted(
                        level,
                        exact(comparison.weight(level)),
                        comparison.adjusted(level)
                            ? " + log2(%s / greatest(t%d, %s))"
                                .formatted(
                                    exact(comparison.levels().get(level).u()),
                                    number,
                                    exact(Comparison.RAREST))
                            : ""))
            .collect(Collectors.joining());
    return "case g%d%s else 0 end".formatted(number, levels);
  }

  /** With an exponent, DuckDB reads the number as a double and not as a decimal. */
  private static String exact(double number) {
    return "(%s::double)".formatted(literal(Double.toString(number)));
  }

  /** A list of numbered names, such as g0, g1. */
  static String names(String letter, int count) {
    return IntStream.range(0, count)
        .mapToObj(each -> letter + each)
        .collect(Collectors.joining(", "));
  }

  /** Whether none of the earlier rules has the pair. */
  static String noneOf(List<Integer> rules) {
    return rules.stream()
        .map(rule -> " and (l.b_%1$d = r.b_%1$d) is not true".formatted(rule))
        .collect(Collectors.joining());
  }

  private interface OfComparison {
    String text(int number);
  }

  private static String eachComparison(Model model, OfComparison text) {
    return IntStream.range(0, model.comparisons().size())
        .mapToObj(text::text)
        .collect(Collectors.joining(", "));
  }
}
