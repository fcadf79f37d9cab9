package dev.tributary.destinations.http.binding;

import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates rate limits. */
final class RateLimits {
  private static final int MOST_SECONDS = 86_400;

  private RateLimits() {}

  static void check(@Nullable RateLimit limit, List<Fault> faults) {
    if (limit == null) {
      return;
    }
    if (limit.requests() < 1) {
      faults.add(new Fault("/rateLimit/requests", "Must be at least 1"));
    }
    if (limit.perSeconds() < 1 || limit.perSeconds() > MOST_SECONDS) {
      faults.add(new Fault("/rateLimit/perSeconds", "Must be from 1 to " + MOST_SECONDS));
    }
  }
}
