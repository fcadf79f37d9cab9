package dev.tributary.destinations.limit;

import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * How many rows one claim may take by the budgets of records of an account, and the objects of
 * which it takes none.
 *
 * @param now how many are left for this claim, if that is less than a full batch
 * @param ever by the name of an object: the most rows of one batch, however much is left
 * @param limited names of objects whose rows are left out, unless they are opt-outs
 * @param limitedOptOuts names of objects whose opt-outs are left out
 * @param withoutJobs names of objects of which no job may begin: rows that would be sent in one are
 *     left out
 * @param batches by the name of an object: how many batches the claim takes at most, if more than
 *     one
 */
public record RowLimit(
    long now,
    ToLongFunction<String> ever,
    Set<String> limited,
    Set<String> limitedOptOuts,
    Set<String> withoutJobs,
    Map<String, Integer> batches) {
  /** Of an account without budgets of records. */
  public static final RowLimit NONE = new RowLimit(Long.MAX_VALUE, _ -> Long.MAX_VALUE);

  /** A limit that leaves out no object. */
  public RowLimit(long now, ToLongFunction<String> ever) {
    this(now, ever, Set.of(), Set.of(), Set.of(), Map.of());
  }

  /** The same limit, which leaves out the rows of these objects. */
  public RowLimit without(Set<String> objects, Set<String> objectsOfOptOuts) {
    return new RowLimit(now, ever, objects, objectsOfOptOuts, withoutJobs, batches);
  }

  /** The same limit, while no job of these objects may begin. */
  public RowLimit withoutJobs(Set<String> objects) {
    return new RowLimit(now, ever, limited, limitedOptOuts, objects, batches);
  }

  /** The same limit for a claim of several batches. */
  public RowLimit inBatches(Map<String, Integer> several) {
    return new RowLimit(now, ever, limited, limitedOptOuts, withoutJobs, several);
  }

  /** How many batches of an object the claim takes at most. */
  public int batches(String object) {
    return batches.getOrDefault(object, 1);
  }

  /** Whether rows of any object are left out. */
  public boolean leavesOutAny() {
    return !limited.isEmpty() || !limitedOptOuts.isEmpty();
  }

  /** Whether the rows of an object are left out: its opt-outs, or its other rows. */
  public boolean leavesOut(String object, boolean optOuts) {
    return (optOuts ? limitedOptOuts : limited).contains(object);
  }

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
