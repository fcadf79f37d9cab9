package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Comparison;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Nicknames;
import dev.tributary.identity.matching.Outcome;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.SimilarityCriterion;
import dev.tributary.identity.matching.Waterfall;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the SQL should say, by comparing everybody with everybody in plain Java. */
final class NaiveMatching {
  private final Model model;
  private final List<MatchRecord> records;
  private final Nicknames nicknames = Nicknames.english();

  NaiveMatching(Model model, List<MatchRecord> records) {
    this.model = model;
    this.records = records;
  }

  Map<Pair, Waterfall> suggestions(double threshold) {
    Map<Pair, Waterfall> suggestions = new HashMap<>();
    for (MatchRecord one : records) {
      for (MatchRecord other : records) {
        if (one.id().compareTo(other.id()) < 0
            && model.blocking().stream().anyMatch(rule -> together(rule, one, other))) {
          Waterfall waterfall = model.explain(outcomes(one, other));
          if (waterfall.probability() >= threshold) {
            suggestions.put(new Pair(one.id(), other.id()), waterfall);
          }
        }
      }
    }
    return suggestions;
  }

  private static boolean together(BlockingRule rule, MatchRecord one, MatchRecord other) {
    return rule.keys().stream()
        .allMatch(
            key -> Objects.equals(part(key, one), part(key, other)) && part(key, one) != null);
  }

  private static @Nullable String part(BlockingRule.Key key, MatchRecord record) {
    String value = record.values().get(key.column());
    return value == null
        ? null
        : switch (key) {
          case BlockingRule.Key.Whole _ -> value;
          case BlockingRule.Key.Beginning(String _, int letters) -> beginning(value, letters);
        };
  }

  private static String beginning(String value, int letters) {
    return value.substring(0, Math.min(letters, value.length()));
  }

  private List<Outcome> outcomes(MatchRecord one, MatchRecord other) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Comparison comparison : model.comparisons()) {
      int level = Comparison.SILENT;
      if (comparison.inputs().stream()
          .anyMatch(
              input -> one.values().containsKey(input) && other.values().containsKey(input))) {
        level = 0;
        while (!holds(comparison.levels().get(level).likeness(), one, other)) {
          level++;
        }
      }
      String counted = comparison.frequencyOf(level);
      Double frequency =
          counted == null
              ? null
              : frequency(counted, Objects.requireNonNull(one.values().get(counted)));
      outcomes.add(new Outcome(level, frequency, said(comparison, one), said(comparison, other)));
    }
    return outcomes;
  }

  private static @Nullable String said(Comparison comparison, MatchRecord record) {
    String said =
        comparison.inputs().stream()
            .map(record.values()::get)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return said.isEmpty() ? null : said;
  }

  private double frequency(String column, String value) {
    List<String> all =
        records.stream()
            .map(record -> record.values().get(column))
            .filter(Objects::nonNull)
            .toList();
    return all.stream().filter(value::equals).count() / (double) all.size();
  }

  private boolean holds(SimilarityCriterion likeness, MatchRecord one, MatchRecord other) {
    Map<String, String> left = one.values();
    Map<String, String> right = other.values();
    if (likeness
        instanceof
        SimilarityCriterion.Both(SimilarityCriterion first, SimilarityCriterion second)) {
      return holds(first, one, other) && holds(second, one, other);
    }
    if (!left.keySet().containsAll(likeness.columns())
        || !right.keySet().containsAll(likeness.columns())) {
      return false;
    }
    return switch (likeness) {
      case SimilarityCriterion.Equal(String column) -> same(left.get(column), right.get(column));
      case SimilarityCriterion.JaroWinkler(String column, double atLeast) ->
          jaroWinkler(left.get(column), right.get(column)) >= atLeast;
      case SimilarityCriterion.Levenshtein(String column, int atMost) ->
          edits(left.get(column), right.get(column), false) <= atMost;
      case SimilarityCriterion.Damerau(String column, int atMost) ->
          edits(left.get(column), right.get(column), true) <= atMost;
      case SimilarityCriterion.DaysApart(String column, int atMost) ->
          daysApart(left.get(column), right.get(column)) <= atMost;
      case SimilarityCriterion.Beginning(String column, int letters) ->
          beginning(left.get(column), letters).equals(beginning(right.get(column), letters));
      case SimilarityCriterion.Nickname(String column) ->
          nicknames.together(left.get(column), right.get(column));
      case SimilarityCriterion.Swapped(String column, String second) ->
          same(left.get(column), right.get(second)) && same(left.get(second), right.get(column));
      case SimilarityCriterion.Both _, SimilarityCriterion.Otherwise _ -> true;
    };
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }

  private static long daysApart(String one, String other) {
    try {
      return Math.abs(ChronoUnit.DAYS.between(LocalDate.parse(one), LocalDate.parse(other)));
    } catch (DateTimeException e) {
      return Long.MAX_VALUE;
    }
  }

  static double jaroWinkler(String one, String other) {
    int window = Math.max(0, Math.max(one.length(), other.length()) / 2 - 1);
    boolean[] usedOfOne = new boolean[one.length()];
    boolean[] usedOfOther = new boolean[other.length()];
    int common = 0;
    for (int i = 0; i < one.length(); i++) {
      int end = Math.min(other.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end && !usedOfOne[i]; j++) {
        if (!usedOfOther[j] && one.charAt(i) == other.charAt(j)) {
          usedOfOne[i] = true;
          usedOfOther[j] = true;
          common++;
        }
      }
    }
    if (common == 0) {
      return 0;
    }
    int turned = 0;
    int j = 0;
    for (int i = 0; i < one.length(); i++) {
      if (usedOfOne[i]) {
        while (!usedOfOther[j]) {
          j++;
        }
        turned += one.charAt(i) == other.charAt(j) ? 0 : 1;
        j++;
      }
    }
    double share = common;
    double jaro =
        (share / one.length() + share / other.length() + (share - turned / 2) / share) / 3;
    int prefix = 0;
    int longest = Math.min(4, Math.min(one.length(), other.length()));
    while (prefix < longest && one.charAt(prefix) == other.charAt(prefix)) {
      prefix++;
    }
    return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
  }

  /** Letters put in, left out, replaced and, if wanted, neighbours swapped. */
  static int edits(String one, String other, boolean swaps) {
    int longest = one.length() + other.length();
    Map<Character, Integer> lastRow = new HashMap<>();
    int[][] cost = new int[one.length() + 2][other.length() + 2];
    for (int i = 0; i <= one.length() + 1; i++) {
      cost[i][0] = longest;
      cost[i][1] = i - 1;
    }
    for (int j = 0; j <= other.length() + 1; j++) {
      cost[0][j] = longest;
      cost[1][j] = j - 1;
    }
    cost[1][0] = longest;
    for (int i = 1; i <= one.length(); i++) {
      int lastColumn = 0;
      for (int j = 1; j <= other.length(); j++) {
        int row = lastRow.getOrDefault(other.charAt(j - 1), 0);
        int column = lastColumn;
        boolean equal = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(cost[i][j] + (equal ? 0 : 1), cost[i + 1][j] + 1);
        least = Math.min(least, cost[i][j + 1] + 1);
        if (swaps) {
          least = Math.min(least, cost[row][column] + (i - row - 1) + 1 + (j - column - 1));
        }
        cost[i + 1][j + 1] = least;
        lastColumn = equal ? j : lastColumn;
      }
      lastRow.put(one.charAt(i - 1), i);
    }
    return cost[one.length() + 1][other.length() + 1];
  }
}
