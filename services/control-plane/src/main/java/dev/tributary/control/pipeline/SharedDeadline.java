package dev.tributary.control.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for several conditions, one after the other, all within one bound. */
final class SharedDeadline {
  private static final Duration EVERY = Duration.ofMillis(25);

  private final long deadlineNanos;

  SharedDeadline(Duration bound) {
    this.deadlineNanos = System.nanoTime() + bound.toNanos();
  }

  /**
   * Polls the condition until it is true.
   *
   * @return false if the time was over first
   */
  boolean until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
    return true;
  }
}
