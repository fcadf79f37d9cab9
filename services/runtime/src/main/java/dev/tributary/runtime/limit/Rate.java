package dev.tributary.runtime.limit;

import java.time.Duration;

/**
 * How fast a bucket fills, and how much it holds.
 *
 * @param perSecond tokens per second, above 0
 * @param burst tokens at once, at least 1
 */
public record Rate(double perSecond, double burst) {
  private static final double MILLIS_PER_SECOND = 1000;

  public Rate {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException("A rate is above 0 and its burst at least 1");
    }
  }

  /** At most so many at once, and so many in each period. */
  public static Rate of(int tokens, Duration period) {
    return new Rate(tokens * MILLIS_PER_SECOND / period.toMillis(), tokens);
  }

  /** The part of one instance. Its burst is at least 1. */
  Rate dividedBy(int instances) {
    return new Rate(perSecond / instances, Math.max(1, burst / instances));
  }
}
