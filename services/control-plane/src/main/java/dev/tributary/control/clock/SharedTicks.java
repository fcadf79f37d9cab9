package dev.tributary.control.clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes ticks on request, at a limited rate: callers that wait at the same time share the next
 * tick. Thread-safe.
 */
public final class SharedTicks {
  private final Runnable tick;
  private final Duration interval;
  private final AtomicLong begun = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();
  private long ended;
  private @Nullable RuntimeException failure;
  private @Nullable Long lastNanos;

  /**
   * @param tick writes one, or throws
   * @param interval the shortest time between the beginnings of two ticks
   */
  public SharedTicks(Runnable tick, Duration interval) {
    this.tick = tick;
    this.interval = interval;
  }

  /**
   * Returns once a tick is written that began after this call.
   *
   * @throws RuntimeException if that tick could not be written
   */
  public void next() {
    long wanted = begun.get() + 1;
    writing.lock();
    try {
      if (ended < wanted) {
        pause();
        write(begun.incrementAndGet());
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      writing.unlock();
    }
  }

  private void pause() {
    Long last = lastNanos;
    while (last != null) {
      long left = interval.toNanos() - (System.nanoTime() - last);
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  private void write(long number) {
    lastNanos = System.nanoTime();
    try {
      tick.run();
      failure = null;
    } catch (RuntimeException e) {
      failure = e;
    }
    ended = number;
  }
}
