package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects numbers for their percentiles and their distribution, in double precision. Confined to
 * one thread.
 *
 * <p>Memory is bounded: percentiles, and the intervals of the distribution, are those of the first
 * 200,000 numbers. Profiles come in the order of a hash, so these are a fair sample. Further
 * numbers are counted in these intervals.
 */
final class NumberTally {
  static final int MOST_KEPT = 200_000;

  private static final int FIRST = 1_000;
  private static final int WHOLE = 100;

  private double[] numbers = new double[FIRST];
  private int size;
  private @Nullable Intervals further;

  void add(JsonNode value) {
    double number = value.doubleValue();
    if (!value.isNumber() || !Double.isFinite(number)) {
      return;
    }
    if (size == MOST_KEPT) {
      if (further == null) {
        further = Intervals.of(sorted());
      }
      further.add(number);
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.min(MOST_KEPT, size * 2));
    }
    numbers[size++] = number;
  }

  /** Null if there are no numbers. */
  @Nullable NumberSummary summary() {
    if (size == 0) {
      return null;
    }
    double[] sorted = sorted();
    List<Long> intervals = (further == null ? Intervals.of(sorted) : further).counts();
    return new NumberSummary(
        intervals.stream().mapToLong(count -> count).sum(), percentiles(sorted), intervals);
  }

  private double[] sorted() {
    double[] sorted = Arrays.copyOf(numbers, size);
    Arrays.sort(sorted);
    return sorted;
  }

  private static List<Double> percentiles(double[] sorted) {
    return IntStream.rangeClosed(0, WHOLE).mapToObj(each -> nearestRank(sorted, each)).toList();
  }

  /** The smallest number that is not exceeded by this share of the numbers. */
  private static double nearestRank(double[] sorted, int percent) {
    long rank = ((long) percent * sorted.length + WHOLE - 1) / WHOLE;
    return sorted[(int) Math.max(0, rank - 1)];
  }

  /** Of equal width; numbers outside of the two bounds are in the first and the last interval. */
  private static final class Intervals {
    private static final int MOST = 20;

    private final double low;
    private final double width;
    private final long[] counts;

    private Intervals(double low, double high) {
      this.low = low;
      this.width = (high - low) / MOST;
      this.counts = new long[width > 0 && Double.isFinite(width) ? MOST : 1];
    }

    /** From percentile 1 to percentile 99, with these numbers in them. */
    static Intervals of(double[] sorted) {
      Intervals intervals = new Intervals(nearestRank(sorted, 1), nearestRank(sorted, WHOLE - 1));
      Arrays.stream(sorted).forEach(intervals::add);
      return intervals;
    }

    void add(double number) {
      counts[counts.length == 1 ? 0 : (int) Math.clamp((number - low) / width, 0, MOST - 1)]++;
    }

    List<Long> counts() {
      return Arrays.stream(counts).boxed().toList();
    }
  }
}
