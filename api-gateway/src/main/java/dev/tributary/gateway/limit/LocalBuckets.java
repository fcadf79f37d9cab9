package dev.tributary.gateway.limit;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Buckets of this gateway alone, for the most recent clients: a forgotten client starts with a full
 * bucket, which is what it would have after a pause.
 *
 * <p>Thread-safe.
 */
public final class LocalBuckets {
  private static final int CLIENTS = 10_000;
  private static final double MILLIS_PER_SECOND = 1000;

  private record Bucket(double tokens, long atMillis) {}

  private final InstantSource clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CLIENTS;
        }
      };

  public LocalBuckets(InstantSource clock) {
    this.clock = clock;
  }

  public synchronized Allowance take(String client, Rate rate) {
    long now = clock.millis();
    Bucket bucket = buckets.getOrDefault(client, new Bucket(rate.burst(), now));
    double elapsed = Math.max(0, now - bucket.atMillis()) / MILLIS_PER_SECOND;
    double tokens = Math.min(rate.burst(), bucket.tokens() + elapsed * rate.perSecond());
    boolean granted = tokens >= 1;
    buckets.put(client, new Bucket(granted ? tokens - 1 : tokens, now));
    return Allowance.after(granted ? 0 : (1 - tokens) / rate.perSecond());
  }
}
