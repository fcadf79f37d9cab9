package dev.tributary.benchmarks.identity;

import dev.tributary.contracts.Topic;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Follows events from the time at which they were due until they are applied. It reads the
 * positions of all partitions a hundred times a second. Thread-safe.
 */
final class LatencyProbe implements Runnable {
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final long POLL_NANOS = 10_000_000;

  private final Feed feed;
  private final Positions positions;
  private final List<Partition> partitions =
      IntStream.range(0, Topic.EVENTS.partitions()).mapToObj(_ -> new Partition()).toList();
  private volatile boolean over;

  private record InFlight(long offset, long dueNanos) {}

  /**
   * The figures of some partitions.
   *
   * @param longestBehindSeconds the longest time that one of them needed to apply all events that
   *     it had at one moment, without those that came later
   */
  record Seen(Histogram micros, double longestBehindSeconds) {}

  private static final class Partition {
    private final Queue<InFlight> inFlight = new ArrayDeque<>();
    private Histogram micros = new Histogram(HIGHEST_MICROS, 3);
    private long sinceNanos = System.nanoTime();
    private long caughtUpNanos = sinceNanos;
    private long longestBehindNanos;

    /** The end of the partition when it had last caught up with its earlier mark. */
    private long mark;

    void looked(long next, long end, long now) {
      for (InFlight first = inFlight.peek();
          first != null && first.offset() < next;
          first = inFlight.peek()) {
        inFlight.remove();
        // An event that was due before the reset does not count.
        if (first.dueNanos() - sinceNanos >= 0) {
          micros.recordValue(Math.clamp((now - first.dueNanos()) / 1_000, 0, HIGHEST_MICROS));
        }
      }
      longestBehindNanos = Math.max(longestBehindNanos, now - caughtUpNanos);
      if (next >= mark) {
        mark = end;
        caughtUpNanos = now;
      }
    }

    void reset() {
      micros = new Histogram(HIGHEST_MICROS, 3);
      sinceNanos = System.nanoTime();
      caughtUpNanos = sinceNanos;
      longestBehindNanos = 0;
    }
  }

  LatencyProbe(Feed feed, Positions positions) {
    this.feed = feed;
    this.positions = positions;
  }

  synchronized void accepted(int partition, long offset, long dueNanos) {
    partitions.get(partition).inFlight.add(new InFlight(offset, dueNanos));
  }

  synchronized void forget() {
    partitions.forEach(Partition::reset);
  }

  /** The figures of these partitions since the last {@link #forget}. */
  synchronized Seen seen(List<Integer> which) {
    var all = new Histogram(HIGHEST_MICROS, 3);
    long longest = 0;
    for (int partition : which) {
      all.add(partitions.get(partition).micros);
      longest = Math.max(longest, partitions.get(partition).longestBehindNanos);
    }
    return new Seen(all, longest / 1e9);
  }

  @Override
  public void run() {
    try {
      while (!over) {
        look();
        LockSupport.parkNanos(POLL_NANOS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The positions cannot be read", e);
    }
  }

  private void look() throws SQLException {
    long[] ends = feed.ends();
    long[] next = positions.now();
    long now = System.nanoTime();
    synchronized (this) {
      for (int partition = 0; partition < next.length; partition++) {
        partitions.get(partition).looked(next[partition], ends[partition], now);
      }
    }
  }

  void end() {
    over = true;
  }
}
