package dev.tributary.destinations.limit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts. They grow exponentially, with full jitter, which spreads retries
 * best (M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015).
 *
 * @param base the first pause is at most this
 * @param cap no pause is longer
 */
public record Backoff(Duration base, Duration cap, RandomGenerator random) {

  /**
   * @param attempt counts from 1
   */
  public Duration pause(int attempt) {
    long ceiling = base.toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis(random.nextLong(1 + Math.min(ceiling, cap.toMillis())));
  }
}
