package dev.tributary.identity.matching;

import java.util.Set;
import java.util.TreeSet;

/** What two values must have in common to be at a level of a comparison. */
public sealed interface Likeness {

  record Equal(String column) implements Likeness {}

  /**
   * @param atLeast between 0 and 1, by Winkler's measure: 0.1 for each of up to four first letters
   *     in common, where Jaro's is above 0.7
   * @see <a href="https://files.eric.ed.gov/fulltext/ED325505.pdf">Winkler, String Comparator
   *     Metrics, 1990</a>
   */
  record JaroWinkler(String column, double atLeast) implements Likeness {}

  /** At most so many letters put in, left out or replaced (Levenshtein, 1966). */
  record Levenshtein(String column, int atMost) implements Likeness {}

  /** The same, and two neighbours swapped count as one (Damerau, 1964). */
  record Damerau(String column, int atMost) implements Likeness {}

  /** Dates that lie at most so many days apart. */
  record DaysApart(String column, int atMost) implements Likeness {}

  /** The same first letters. */
  record Beginning(String column, int letters) implements Likeness {}

  /** Two names that are short for one; see {@link Nicknames}. */
  record Nickname(String column) implements Likeness {}

  /** Each value stands in the other's column, such as a first name written as the last name. */
  record Swapped(String column, String other) implements Likeness {}

  /** Both hold. */
  record Both(Likeness one, Likeness other) implements Likeness {}

  /** Whatever is left. */
  record Otherwise() implements Likeness {}

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
      case Both(Likeness one, Likeness other) -> {
        Set<String> columns = new TreeSet<>(one.columns());
        columns.addAll(other.columns());
        yield columns;
      }
      case Otherwise() -> Set.of();
    };
  }
}
