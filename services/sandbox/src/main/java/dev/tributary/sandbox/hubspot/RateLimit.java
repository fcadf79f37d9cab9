package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.kit.limit.Demand;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.LimitState;
import dev.tributary.sandbox.kit.limit.Window;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's limit per app and account: a rolling window over admitted requests.
 *
 * @param requests number of admitted requests in any interval, 1 or more
 * @param searchesPerSecond number of admitted searches in any second, 1 or more; null for any
 *     number
 */
record RateLimit(int requests, long intervalMilliseconds, @Nullable Integer searchesPerSecond) {
  static final RateLimit DOCUMENTED = new RateLimit(110, 10_000, null);
  static final Demand SEARCH = new Demand("searches", "account", "", "", 1, 0);
  static final Demand REQUEST = new Demand("requests", "account", "", "", 1, 0);

  RateLimit {
    if (requests < 1
        || intervalMilliseconds < 1
        || searchesPerSecond != null && searchesPerSecond < 1) {
      throw new IllegalArgumentException(
          "requests, intervalMilliseconds and searchesPerSecond must be 1 or more");
    }
  }

  Map<String, List<Limit>> group() {
    var window = new Window.Rolling(intervalMilliseconds);
    return Map.of(
        REQUEST.group(),
        List.of(Limit.perAccount("TEN_SECONDLY_ROLLING", window, requests)),
        SEARCH.group(),
        searchesPerSecond == null
            ? List.of()
            : List.of(Limit.perAccount("SECONDLY", new Window.Rolling(1_000), searchesPerSecond)));
  }

  Map<String, String> headers(LimitState state) {
    return Map.of(
        "X-HubSpot-RateLimit-Max", String.valueOf(requests),
        "X-HubSpot-RateLimit-Remaining", String.valueOf(state.remaining()),
        "X-HubSpot-RateLimit-Interval-Milliseconds", String.valueOf(intervalMilliseconds));
  }
}
