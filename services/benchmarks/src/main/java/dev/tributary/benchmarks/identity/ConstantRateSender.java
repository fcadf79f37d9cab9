package dev.tributary.benchmarks.identity;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends events at a constant rate, without waiting for earlier ones. */
final class ConstantRateSender {
  /** Receives the partition and the offset of an acknowledged event, and when it was due. */
  interface Acknowledged {
    void at(int partition, long offset, long dueNanos);
  }

  private final Feed feed;
  private final double perSecond;
  private volatile boolean over;

  ConstantRateSender(Feed feed, double perSecond) {
    this.feed = feed;
    this.perSecond = perSecond;
  }

  /** Returns when so many events are sent, or after {@link #end}. */
  void send(Supplier<Event> events, long most, Acknowledged then) {
    long start = System.nanoTime();
    for (long sent = 0; sent < most && !over; sent++) {
      long due = start + (long) (sent * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      feed.send(events.get(), (partition, offset) -> then.at(partition, offset, due));
    }
  }

  void end() {
    over = true;
  }
}
