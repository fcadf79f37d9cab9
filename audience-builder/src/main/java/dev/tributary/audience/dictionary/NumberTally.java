package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects numbers for their percentiles and their distribution, in double precision. Confined to
 * one thread.
 */
final class NumberTally {
  /** Further numbers are left out, so memory is bounded. Profiles come in the order of a hash. */
  private static final int MOST = 200_000;

  private static final int FIRST = 1_000;
  private static final int BUCKETS = 20;
  private static final int WHOLE = 100;

  private double[] numbers = new double[FIRST];
  private int size;

  void add(JsonNode value) {
    double number = value.doubleValue();
    if (!value.isNumber() || !Double.isFinite(number) || size == MOST) {
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.min(MOST, size * 2));
    }
    numbers[size++] = number;
  }

  /** Null if there are no numbers. */
  @Nullable NumberSummary summary() {
    if (size == 0) {
      return null;
    }
    double[] sorted = Arrays.copyOf(numbers, size);
    Arrays.sort(sorted);
    List<Double> percentiles = new ArrayList<>();
    for (int percent = 0; percent <= WHOLE; percent++) {
      percentiles.add(nearestRank(sorted, percent));
    }
    return new NumberSummary(
        size, percentiles, buckets(sorted, percentiles.get(1), percentiles.get(WHOLE - 1)));
  }

  /** The smallest number that is not exceeded by this share of the numbers. */
  private static double nearestRank(double[] sorted, int percent) {
    long rank = ((long) percent * sorted.length + WHOLE - 1) / WHOLE;
    return sorted[(int) Math.max(0, rank - 1)];
  }

  /** Of equal width; numbers outside of the two bounds are in the first and the last bucket. */
  private static List<Long> buckets(double[] sorted, double low, double high) {
    double width = (high - low) / BUCKETS;
    if (!(width > 0) || Double.isInfinite(width)) {
      return List.of((long) sorted.length);
    }
    long[] counts = new long[BUCKETS];
    for (double number : sorted) {
      counts[(int) Math.clamp((number - low) / width, 0, BUCKETS - 1)]++;
    }
    return Arrays.stream(counts).boxed().toList();
  }
}
