package dev.tributary.destinations.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses of the engine.
 *
 * @param attempts between attempts of one delivery
 * @param probes between attempts at a destination that fails as a whole
 */
public record RetryPauses(Backoff attempts, Backoff probes) {

  /** The documented pauses: base 1 s, cap 15 min, full jitter. */
  public static RetryPauses promised(RandomGenerator random) {
    return new RetryPauses(
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15), random),
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), random));
  }
}
