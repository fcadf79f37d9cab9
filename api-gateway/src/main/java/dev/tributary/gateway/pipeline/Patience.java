package dev.tributary.gateway.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for one thing after another, all within one bound. */
final class Patience {
  private static final Duration EVERY = Duration.ofMillis(25);

  private final long deadlineNanos;

  Patience(Duration bound) {
    this.deadlineNanos = System.nanoTime() + bound.toNanos();
  }

  /**
   * Asks again and again.
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
