package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One budget per destination account, shared by all syncs and all instances. Thread-safe. */
public interface RateLimiter {

  /**
   * Takes one request from the budget, or says how long to wait before asking again; zero when
   * taken.
   *
   * @param account an opaque name of the account
   */
  Duration take(String account, List<RateLimit> limits);

  /** The destination said that we are too fast: nothing until then, and slower afterwards. */
  void slowDown(String account, Instant until);
}
