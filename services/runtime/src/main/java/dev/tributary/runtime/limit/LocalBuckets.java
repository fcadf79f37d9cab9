package dev.tributary.runtime.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Token buckets of this instance alone, for the names that were used last. A forgotten name starts
 * with full buckets, which is what it would have after a pause. Thread-safe.
 */
final class LocalBuckets {
  private static final int NAMES = 50_000;

  private final InstantSource clock;
  private final Map<String, TokenBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
          return size() > NAMES;
        }
      };

  LocalBuckets(InstantSource clock) {
    this.clock = clock;
  }

  synchronized Duration take(String name, List<Rate> rates, int cost) {
    return Duration.ofMillis(bucket(name).take(rates, cost, clock.millis()));
  }

  private TokenBucket bucket(String name) {
    return buckets.computeIfAbsent(name, _ -> new TokenBucket());
  }
}
