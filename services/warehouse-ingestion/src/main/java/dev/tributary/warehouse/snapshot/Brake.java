package dev.tributary.warehouse.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * Holds a run that would remove suspiciously many rows, until a user releases it. A table that is
 * empty by mistake must not empty every destination.
 */
public final class Brake {
  private static final int SMALL = 20;

  /** Number of complete runs from which the usual number of removals is computed. */
  public static final int MEDIAN_RUNS = 14;

  private static final int MEDIAN_FACTOR = 5;
  private static final double SHARE = 0.10;

  private Brake() {}

  /**
   * Why the run must be held, or empty.
   *
   * @param removalsBefore the removals of the earlier complete runs, newest first
   */
  public static Optional<String> reason(Counts counts, List<Long> removalsBefore) {
    if (counts.read() == 0 && counts.previous() > 0) {
      return Optional.of(
          "The table is empty; the snapshot before held %d rows".formatted(counts.previous()));
    }
    long removed = counts.removed();
    if (removed <= SMALL) {
      return Optional.empty();
    }
    if (removed > counts.previous() * SHARE) {
      return Optional.of(
          "%d of %d rows are gone, more than 10 %%".formatted(removed, counts.previous()));
    }
    if (removalsBefore.size() >= MEDIAN_RUNS) {
      long[] sorted =
          removalsBefore.stream().limit(MEDIAN_RUNS).mapToLong(Long::longValue).sorted().toArray();
      double median = (sorted[MEDIAN_RUNS / 2 - 1] + sorted[MEDIAN_RUNS / 2]) / 2.0;
      if (median > 0 && removed > median * MEDIAN_FACTOR) {
        return Optional.of(
            "%d rows are gone; the last %d runs removed %.0f in the middle"
                .formatted(removed, MEDIAN_RUNS, median));
      }
    }
    return Optional.empty();
  }
}
