package dev.tributary.destinations.limit;

import java.time.Clock;

/**
 * Limits retries to a tenth of the first attempts, but to no less than one a second, so that
 * retries do not overload a destination that has a failure. Thread-safe.
 */
public final class RetryBudget {
  private static final double RATIO = 0.1;
  private static final double SAVED_AT_MOST = 20;
  private static final double PER_MILLISECOND = 0.001;

  private final Clock clock;
  private double tokens = 1;
  private long filledAt;

  public RetryBudget(Clock clock) {
    this.clock = clock;
    this.filledAt = clock.millis();
  }

  public synchronized void firstAttempt() {
    tokens = Math.min(SAVED_AT_MOST, tokens + RATIO);
  }

  public synchronized boolean allows() {
    fill();
    return tokens >= 1;
  }

  public synchronized void retried() {
    fill();
    tokens = Math.max(0, tokens - 1);
  }

  private void fill() {
    long now = clock.millis();
    tokens = Math.min(SAVED_AT_MOST, tokens + (now - filledAt) * PER_MILLISECOND);
    filledAt = now;
  }
}
