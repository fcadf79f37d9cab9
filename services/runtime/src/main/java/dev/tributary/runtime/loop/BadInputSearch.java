package dev.tributary.runtime.loop;

import dev.tributary.runtime.loop.settings.RetryCount;
import dev.tributary.runtime.loop.settings.RetryLimits;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The search for the bad inputs of a partition. A range of inputs that fails is divided, and its
 * first half is tried next, until one bad input is alone. The search is kept between rounds, so
 * each try brings it nearer to its end, however long a try takes. A failure that may be temporary
 * is counted at the partition's position. Confined to the loop's thread.
 */
final class BadInputSearch {
  private final RetryCount failures;

  /**
   * Where the ranges that have failed end, and the halves of them that are tried first; the
   * innermost first. Each range begins at the partition's position.
   */
  private final Deque<Long> ends = new ArrayDeque<>();

  private Exception failure;
  private long turn;

  /**
   * @param failure of a transaction with the batch, and maybe with other partitions
   */
  BadInputSearch(RetryLimits patience, InstantSource clock, Batch batch, Exception failure) {
    this.failures = new RetryCount(patience, clock);
    this.failure = failure;
    ends.push(batch.next());
  }

  /** The last failure in this partition. */
  Exception failure() {
    return failure;
  }

  /** Searches take turns by this number; 0 before the first turn. */
  long turn() {
    return turn;
  }

  void turn(long number) {
    turn = number;
  }

  /** The inputs that are tried next. A poll may return less of them than were tried before. */
  Batch next(Batch left) {
    passed(left.inputs().getFirst().offset());
    if (ends.isEmpty()) {
      failures.restart();
      ends.push(left.next());
    }
    return left.before(ends.element());
  }

  void failed(Exception reason) {
    failure = reason;
  }

  /** The inputs contain a bad one: the first half is tried next. */
  void divide(Batch part) {
    ends.push(part.inputs().get(part.inputs().size() / 2).offset());
  }

  /** Everything before a position is applied or quarantined. */
  void passed(long position) {
    while (!ends.isEmpty() && ends.element() <= position) {
      ends.pop();
    }
  }

  /** Whether everything that failed is applied or quarantined. */
  boolean over() {
    return ends.isEmpty();
  }

  /**
   * Counts a failure that may be temporary. Returns whether it now counts as caused by the inputs.
   * An input that is alone is tried a few times before.
   */
  boolean outOfPatience(Batch part) {
    return failures.isExceeded(part.inputs().getFirst().offset(), part.inputs().size() == 1);
  }
}
