package dev.tributary.identity.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one column of two records is compared: the first level that holds counts. Where a value is
 * missing, the comparison has no weight.
 *
 * <p>With {@code byFrequency}, the weight of two equal values depends on how rare the value is. The
 * share of records that have the value replaces the level's u, because records of different people
 * agree on a value as often as the value occurs.
 *
 * @param column the name of what is compared, as users read it
 * @param inputs the columns with the values; where none of them has a value in both records, the
 *     comparison has no weight
 * @param levels from the closest to {@link SimilarityCriterion.Otherwise}
 * @see <a
 *     href="https://moj-analytical-services.github.io/splink/topic_guides/comparisons/term-frequency.html">
 *     Splink, Term-Frequency Adjustments</a>
 */
public record Comparison(
    String column, List<String> inputs, List<Level> levels, boolean byFrequency) {
  /** The level of a pair in which a value is missing. */
  public static final int SILENT = -1;

  /**
   * The least frequency that counts. A rarer value gets this one: a misspelling that occurs twice
   * is no proof.
   */
  public static final double RAREST = 5e-5;

  public Comparison {
    inputs = List.copyOf(inputs);
    levels = List.copyOf(levels);
    if (levels.size() < 2
        || !(levels.getLast().likeness() instanceof SimilarityCriterion.Otherwise)) {
      throw new IllegalArgumentException(
          "The comparison of %s needs levels, the last for whatever is left".formatted(column));
    }
  }

  /** A comparison of one column. */
  public Comparison(String column, List<Level> levels, boolean byFrequency) {
    this(column, List.of(column), levels, byFrequency);
  }

  /** The columns that it reads. */
  public Set<String> columns() {
    Set<String> columns = new TreeSet<>(inputs);
    levels.stream().map(level -> level.likeness().columns()).forEach(columns::addAll);
    return columns;
  }

  /** Whether the level's weight depends on a value's frequency. */
  public boolean adjusted(int level) {
    return frequencyOf(level) != null;
  }

  /**
   * The column whose frequency counts at a level, because both records have the same value; else
   * null.
   */
  public @Nullable String frequencyOf(int level) {
    return byFrequency && level != SILENT ? equal(levels.get(level).likeness()) : null;
  }

  private @Nullable String equal(SimilarityCriterion likeness) {
    return switch (likeness) {
      case SimilarityCriterion.Equal(String same) when inputs.contains(same) -> same;
      case SimilarityCriterion.Both(SimilarityCriterion one, SimilarityCriterion other) -> {
        String first = equal(one);
        yield first == null ? equal(other) : first;
      }
      default -> null;
    };
  }

  public double weight(int level) {
    return level == SILENT ? 0 : levels.get(level).weight();
  }

  /**
   * The weight that the value's frequency adds to the level's weight, in bits.
   *
   * @param frequency the share of the records with this value among the records with any value
   */
  public double adjustment(int level, @Nullable Double frequency) {
    return frequency == null || !adjusted(level)
        ? 0
        : Weights.log2(levels.get(level).u() / Math.max(frequency, RAREST));
  }

  /** The same levels with other m. */
  public Comparison withM(List<Double> m) {
    return with(m, levels.stream().map(Level::u).toList());
  }

  /** The same levels with other u. */
  public Comparison withU(List<Double> u) {
    return with(levels.stream().map(Level::m).toList(), u);
  }

  private Comparison with(List<Double> m, List<Double> u) {
    Collection<Level> changed = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      changed.add(levels.get(level).with(m.get(level), u.get(level)));
    }
    return new Comparison(column, inputs, List.copyOf(changed), byFrequency);
  }
}
