package dev.tributary.collector.limit;

import dev.tributary.collector.source.ActiveSource;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * This replica's share of each source's limit, for the time when the replicas cannot share one.
 * Thread-safe.
 */
public final class LocalRateLimit implements RateLimit {
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final int replicas;
  private final Clock clock;

  public LocalRateLimit(int replicas, Clock clock) {
    this.replicas = replicas;
    this.clock = clock;
  }

  @Override
  public void take(ActiveSource source, int events, LongConsumer verdict) {
    double perSecond = (double) source.eventsPerSecond() / replicas;
    long now = clock.millis();
    TokenBucket bucket = buckets.computeIfAbsent(source.id(), _ -> new TokenBucket(perSecond, now));
    long wait;
    synchronized (bucket) {
      wait = bucket.take(events, perSecond, now);
    }
    verdict.accept(wait);
  }
}
