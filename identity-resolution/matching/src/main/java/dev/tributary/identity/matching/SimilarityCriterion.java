package dev.tributary.identity.matching;

import java.util.Set;
import java.util.TreeSet;

/** The condition that two values have to meet at a level of a comparison. */
public sealed interface SimilarityCriterion {

  record Equal(String column) implements SimilarityCriterion {}

  /**
   * @param atLeast between 0 and 1, by Winkler's measure: 0.1 for each of up to four first letters
   *     in common, where Jaro's is above 0.7
   * @see <a href="https://files.eric.ed.gov/fulltext/ED325505.pdf">Winkler, String Comparator
   *     Metrics, 1990</a>
   */
  record JaroWinkler(String column, double atLeast) implements SimilarityCriterion {}

  /** At most so many letters inserted, deleted or replaced (Levenshtein, 1966). */
  record Levenshtein(String column, int atMost) implements SimilarityCriterion {}

  /** Like {@link Levenshtein}, but two exchanged neighbours count as one (Damerau, 1964). */
  record Damerau(String column, int atMost) implements SimilarityCriterion {}

  /** Two dates with at most so many days between them. */
  record DaysApart(String column, int atMost) implements SimilarityCriterion {}

  /** The same first letters. */
  record Beginning(String column, int letters) implements SimilarityCriterion {}

  /** Two names of one group; see {@link Nicknames}. */
  record Nickname(String column) implements SimilarityCriterion {}

  /**
   * Each record has the value of the other one in the other column, such as a first name written as
   * the last name.
   */
  record Swapped(String column, String other) implements SimilarityCriterion {}

  /** Both criteria hold. */
  record Both(SimilarityCriterion one, SimilarityCriterion other) implements SimilarityCriterion {}

  /** All pairs that meet no other criterion. */
  record Otherwise() implements SimilarityCriterion {}

  /** The columns that it reads. */
  default Set<String> columns() {
    return switch (this) {
      case Equal(String column) -> Set.of(column);
      case JaroWinkler(String column, double _) -> Set.of(column);
      case Levenshtein(String column, int _) -> Set.of(column);
      case Damerau(String column, int _) -> Set.of(column);
      case DaysApart(String column, int _) -> Set.of(column);
      case Beginning(String column, int _) -> Set.of(column);
      case Nickname(String column) -> Set.of(column);
      case Swapped(String column, String other) -> Set.of(column, other);
      case Both(SimilarityCriterion one, SimilarityCriterion other) -> {
        Set<String> columns = new TreeSet<>(one.columns());
        columns.addAll(other.columns());
        yield columns;
      }
      case Otherwise() -> Set.of();
    };
  }
}
