package dev.tributary.destinations.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the rows that all dispatchers of an instance have in memory. A batch can have ten thousand
 * rows, a destination sends several batches at a time, and there are many destinations. So the
 * numbers of batches alone would not bound the memory.
 *
 * <p>A destination without rows in flight may always take a batch. So no destination waits for
 * another one, however many rows that one holds. Thread-safe.
 */
final class RowsInFlight {
  /** With its content, its part of the request and of the answer. */
  private static final long BYTES_OF_ROW = 16_000;

  private final long most;
  private final AtomicLong all = new AtomicLong();

  /**
   * @param most from so many rows on, only destinations without rows in flight take more
   */
  RowsInFlight(long most) {
    this.most = most;
  }

  /** As many rows as the heap of this process has room for. */
  static RowsInFlight ofHeap() {
    return new RowsInFlight(Runtime.getRuntime().maxMemory() / BYTES_OF_ROW);
  }

  /** The rows of one destination. */
  Share share() {
    return new Share();
  }

  /** The rows of one destination that are in flight. */
  final class Share {
    private final AtomicLong own = new AtomicLong();

    /** Whether the destination may take another batch. */
    boolean allows() {
      return own.get() == 0 || all.get() < most;
    }

    void add(long rows) {
      own.addAndGet(rows);
      all.addAndGet(rows);
    }

    void remove(long rows) {
      all.addAndGet(-rows);
      own.addAndGet(-rows);
    }
  }
}
