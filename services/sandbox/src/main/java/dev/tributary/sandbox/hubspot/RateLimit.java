package dev.tributary.sandbox.hubspot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;

/** A rolling window over admitted requests, as HubSpot's limit per app and account. */
final class RateLimit {
  static final RateLimit.Setting DOCUMENTED = new Setting(110, 10_000);

  /**
   * @param requests number of admitted requests in any interval, 1 or more
   */
  record Setting(int requests, long intervalMilliseconds) {
    Setting {
      if (requests < 1 || intervalMilliseconds < 1) {
        throw new IllegalArgumentException("requests and intervalMilliseconds must be 1 or more");
      }
    }
  }

  private final Clock clock;
  private final Setting setting;
  private final ArrayDeque<Instant> admitted = new ArrayDeque<>();

  RateLimit(Clock clock, Setting setting) {
    this.clock = clock;
    this.setting = setting;
  }

  Setting setting() {
    return setting;
  }

  boolean admits() {
    forgetOld();
    if (admitted.size() >= setting.requests()) {
      return false;
    }
    admitted.addLast(clock.instant());
    return true;
  }

  Map<String, String> headers() {
    forgetOld();
    return Map.of(
        "X-HubSpot-RateLimit-Max", String.valueOf(setting.requests()),
        "X-HubSpot-RateLimit-Remaining", String.valueOf(setting.requests() - admitted.size()),
        "X-HubSpot-RateLimit-Interval-Milliseconds",
            String.valueOf(setting.intervalMilliseconds()));
  }

  private void forgetOld() {
    var oldest = clock.instant().minus(Duration.ofMillis(setting.intervalMilliseconds()));
    while (!admitted.isEmpty() && !admitted.getFirst().isAfter(oldest)) {
      admitted.removeFirst();
    }
  }
}
