package dev.tributary.destinations.limit;

import java.util.function.ToLongFunction;

/**
 * How many rows one claim may take by the budgets of records of an account.
 *
 * @param now how many are left for this claim, if that is less than a full batch
 * @param ever by the name of an object: the most rows of one batch, however much is left
 */
public record RowLimit(long now, ToLongFunction<String> ever) {
  /** Of an account without budgets of records. */
  public static final RowLimit NONE = new RowLimit(Long.MAX_VALUE, _ -> Long.MAX_VALUE);

  /** The most rows of a new batch of an object. */
  public long of(String object) {
    return Math.min(now, ever.applyAsLong(object));
  }

  /**
   * Whether batches may be sent again, which have all their rows or none. They wait while only the
   * rest of a budget is left.
   */
  public boolean repeats() {
    return now == Long.MAX_VALUE;
  }
}
