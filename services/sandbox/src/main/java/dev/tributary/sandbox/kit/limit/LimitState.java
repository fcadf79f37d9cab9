package dev.tributary.sandbox.kit.limit;

import java.time.Duration;
import java.time.Instant;

/**
 * One limit for one account at one moment.
 *
 * @param remaining how much of the amount is left, 0 or more
 * @param freeAt the first moment at which more is left, or now if nothing was spent
 */
public record LimitState(Limit limit, long remaining, Instant now, Instant freeAt) {
  /** How long until more is left, rounded up to whole seconds as in {@code Retry-After}. */
  public long secondsToWait() {
    return Math.ceilDiv(Math.max(0, Duration.between(now, freeAt).toMillis()), 1_000L);
  }
}
