package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One budget per destination account, shared by all syncs and all instances. Thread-safe. */
public interface RateLimiter {

  /**
   * Takes one request from the budget, or returns how long to wait before the next try; zero when
   * taken.
   *
   * @param account an opaque name of the account
   */
  Duration take(String account, List<RateLimit> limits);

  /**
   * The destination has answered that there are too many requests: no request until then, and a
   * lower rate afterwards.
   */
  void slowDown(String account, Instant until);
}
