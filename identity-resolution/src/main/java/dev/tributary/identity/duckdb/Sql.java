package dev.tributary.identity.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Comparison;
import dev.tributary.identity.matching.Level;
import dev.tributary.identity.matching.Likeness;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Weights;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model as expressions of DuckDB, over the records {@code l} and {@code r}.
 *
 * <p>A record has, of each column, its value {@code c_}, and as needed its day {@code d_}, its
 * lines of nicknames {@code j_} and {@code k_}, and its frequency {@code f_}.
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

  /** The same for two records that a rule brings together; null for one that it never does. */
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

  /** The comparison's outcomes, by name g0, g1, …: the level's number. */
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
   * The last of the levels from this one on that ask for less and less of the same measure: most
   * pairs don't even reach that one, and so are measured once.
   */
  private static int laxest(List<Level> levels, int level) {
    int laxest = level;
    while (levels.get(laxest).likeness() instanceof Likeness.JaroWinkler(String column, double most)
        && levels.get(laxest + 1).likeness()
            instanceof Likeness.JaroWinkler(String next, double less)
        && next.equals(column)
        && less <= most) {
      laxest++;
    }
    return laxest;
  }

  /** Null counts as false: what is missing beside a comparison's other inputs is not alike. */
  private static String holds(Likeness likeness) {
    return switch (likeness) {
      case Likeness.Equal(String column) -> "l.%1$s = r.%1$s".formatted(value(column));
      case Likeness.JaroWinkler(String column, double atLeast) ->
          "jaro_winkler_similarity(l.%1$s, r.%1$s) >= %2$s".formatted(value(column), atLeast);
      case Likeness.Levenshtein(String column, int atMost) ->
          "levenshtein(l.%1$s, r.%1$s) <= %2$d".formatted(value(column), atMost);
      case Likeness.Damerau(String column, int atMost) -> damerau(value(column), atMost);
      case Likeness.DaysApart(String column, int atMost) ->
          "abs(l.%1$s - r.%1$s) <= %2$d".formatted(quoted("d_", column), atMost);
      case Likeness.Beginning(String column, int letters) ->
          "left(l.%1$s, %2$d) = left(r.%1$s, %2$d)".formatted(value(column), letters);
      case Likeness.Nickname(String column) ->
          "(l.%1$s = r.%1$s or l.%1$s = r.%2$s or l.%2$s = r.%1$s or l.%2$s = r.%2$s)"
              .formatted(quoted("j_", column), quoted("k_", column));
      case Likeness.Swapped(String column, String other) ->
          "(l.%1$s = r.%2$s and l.%2$s = r.%1$s)".formatted(value(column), value(other));
      case Likeness.Both(Likeness one, Likeness other) ->
          "(%s and %s)".formatted(holds(one), holds(other));
      case Likeness.Otherwise() -> "true";
    };
  }

  /**
   * The engine's function costs some ten times its neighbours, so what cannot hold is ruled out
   * first. One error touches two neighbouring letters at most, and so leaves half of the others at
   * the beginning or the end; each error is at most two of Levenshtein's.
   */
  private static String damerau(String value, int atMost) {
    String possible =
        atMost == 1
            ? "(left(l.%1$s, greatest(0, length(l.%1$s) - 2) // 2) = left(r.%1$s, greatest(0, length(l.%1$s) - 2) // 2) or right(l.%1$s, greatest(0, length(l.%1$s) - 2) // 2) = right(r.%1$s, greatest(0, length(l.%1$s) - 2) // 2))"
            : "levenshtein(l.%1$s, r.%1$s) <= " + 2 * atMost;
    return (possible + " and damerau_levenshtein(l.%1$s, r.%1$s) <= %2$d").formatted(value, atMost);
  }

  /** The frequencies that count for a pair, by name t0, t1, …; they read the outcomes g0, g1, … */
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

  /** What a record says of a comparison, as people read it; null where it says nothing. */
  static String said(String record, Comparison comparison) {
    String inputs =
        comparison.inputs().stream()
            .map(input -> record + '.' + value(input))
            .collect(Collectors.joining(", "));
    return comparison.inputs().size() == 1
        ? inputs
        : "nullif(concat_ws(' ', %s), '')".formatted(inputs);
  }

  /** The weight of a pair, of its outcomes and frequencies. */
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

  /** Written with an exponent, a number is a double and no decimal. */
  private static String exact(double number) {
    return "(%s::double)".formatted(literal(Double.toString(number)));
  }

  /** All of some numbered names, such as g0, g1. */
  static String names(String letter, int count) {
    return IntStream.range(0, count)
        .mapToObj(each -> letter + each)
        .collect(Collectors.joining(", "));
  }

  /** Whether a pair of one rule was already brought together by an earlier one. */
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
