package dev.tributary.destinations.redis;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.delivery.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Token buckets in this process, each with this instance's share of the limit. */
public final class LocalRateLimiter implements RateLimiter {
  private final Clock clock;
  private final int replicas;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Map<String, Instant> held = new ConcurrentHashMap<>();

  /**
   * @param replicas how many instances share a limit
   */
  public LocalRateLimiter(Clock clock, int replicas) {
    this.clock = clock;
    this.replicas = replicas;
  }

  @Override
  public Duration take(String account, List<RateLimit> limits) {
    Instant now = clock.instant();
    Instant until = held.getOrDefault(account, Instant.EPOCH);
    if (until.isAfter(now)) {
      return Duration.between(now, until);
    }
    for (RateLimit limit : limits) {
      Bucket bucket =
          buckets.computeIfAbsent(
              account + limit,
              key ->
                  new Bucket(
                      Math.max(1, (double) limit.requests() / replicas),
                      limit.perSeconds() * 1000.0,
                      now.toEpochMilli()));
      Duration wait = bucket.take(now.toEpochMilli());
      if (!wait.isZero()) {
        return wait;
      }
    }
    return Duration.ZERO;
  }

  @Override
  public void slowDown(String account, Instant until) {
    held.merge(account, until, (a, b) -> a.isAfter(b) ? a : b);
  }

  private static final class Bucket {
    private final double capacity;
    private final double perMillisecond;
    private double tokens;
    private long filledAt;

    Bucket(double capacity, double periodMillis, long now) {
      this.capacity = capacity;
      this.perMillisecond = capacity / periodMillis;
      this.tokens = capacity;
      this.filledAt = now;
    }

    synchronized Duration take(long now) {
      tokens = Math.min(capacity, tokens + Math.max(0, now - filledAt) * perMillisecond);
      filledAt = now;
      if (tokens >= 1) {
        tokens -= 1;
        return Duration.ZERO;
      }
      return Duration.ofMillis((long) Math.ceil((1 - tokens) / perMillisecond));
    }
  }
}
