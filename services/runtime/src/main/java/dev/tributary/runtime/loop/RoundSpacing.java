package dev.tributary.runtime.loop;

import dev.tributary.runtime.loop.settings.BatchSettings;

/**
 * Keeps the rounds of a loop apart while there are few records: a transaction costs almost the same
 * with one record as with a hundred. With many records, or while a partition waits for its claim, a
 * round follows at once. Confined to the loop's thread.
 */
final class RoundSpacing {
  private final long apart;
  private final int many;
  private long next = Long.MIN_VALUE;

  RoundSpacing(BatchSettings gathering) {
    this.apart = gathering.apart().toNanos();
    this.many = FairPoll.turnOf(gathering.maxRecords());
  }

  /**
   * A round is over.
   *
   * @param begun when it began, in nanoseconds
   * @param records the number of records that it read
   * @param settled whether all partitions are claimed
   */
  void ended(long begun, int records, boolean settled) {
    boolean few = records > 0 && records < many;
    next = few && settled ? begun + apart : begun;
  }

  /** How long the next round has to wait, in nanoseconds; zero or less if it may begin. */
  long left(long now) {
    return next == Long.MIN_VALUE ? 0 : next - now;
  }
}
