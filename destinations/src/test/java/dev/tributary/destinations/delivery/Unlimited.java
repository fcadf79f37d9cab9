package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An account without a limit. */
public final class Unlimited implements RateLimiter {

  @Override
  public Duration take(String account, List<RateLimit> limits) {
    return Duration.ZERO;
  }

  @Override
  public void slowDown(String account, Instant until) {}
}
