package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.kit.limit.Demand;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.LimitState;
import dev.tributary.sandbox.kit.limit.Window;
import java.util.List;
import java.util.Map;

/**
 * HubSpot's limit per app and account: a rolling window over admitted requests.
 *
 * @param requests number of admitted requests in any interval, 1 or more
 */
record RateLimit(int requests, long intervalMilliseconds) {
  static final RateLimit DOCUMENTED = new RateLimit(110, 10_000);
  static final Demand REQUEST = new Demand("requests", "account", "", "", 1, 0);

  RateLimit {
    if (requests < 1 || intervalMilliseconds < 1) {
      throw new IllegalArgumentException("requests and intervalMilliseconds must be 1 or more");
    }
  }

  Map<String, List<Limit>> group() {
    var window = new Window.Rolling(intervalMilliseconds);
    return Map.of(
        REQUEST.group(), List.of(Limit.perAccount("TEN_SECONDLY_ROLLING", window, requests)));
  }

  Map<String, String> headers(LimitState state) {
    return Map.of(
        "X-HubSpot-RateLimit-Max", String.valueOf(requests),
        "X-HubSpot-RateLimit-Remaining", String.valueOf(state.remaining()),
        "X-HubSpot-RateLimit-Interval-Milliseconds", String.valueOf(intervalMilliseconds));
  }
}
