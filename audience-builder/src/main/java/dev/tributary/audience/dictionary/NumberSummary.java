package dev.tributary.audience.dictionary;

import java.util.List;

/**
 * How numbers are distributed.
 *
 * @param counted how many numbers there are
 * @param percentiles 101 numbers, from the smallest to the largest: element p is the smallest of
 *     the numbers that p percent of them do not exceed
 * @param buckets how many numbers are in each of up to 20 intervals of equal width, from percentile
 *     1 to percentile 99; smaller numbers are in the first interval, larger ones in the last
 */
public record NumberSummary(long counted, List<Double> percentiles, List<Long> buckets) {
  public NumberSummary {
    percentiles = List.copyOf(percentiles);
    buckets = List.copyOf(buckets);
  }
}
