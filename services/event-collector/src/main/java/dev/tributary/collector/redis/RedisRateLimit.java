package dev.tributary.collector.redis;

import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.source.ActiveSource;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.runtime.limit.Buckets;
import dev.tributary.runtime.limit.Rate;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * A limit that all replicas share: a token bucket for each source. Tokens are leased for a
 * twentieth of a second, so most requests need no call to Redis, and allocate nothing here. A batch
 * that is larger than the bucket passes whole. Thread-safe.
 */
public final class RedisRateLimit implements RateLimit {
  private static final int LEASES_PER_SECOND = 20;
  private static final int BURST_SECONDS = 2;
  private static final Duration ANSWER_TIME = Duration.ofMillis(250);

  private final Buckets buckets;
  private final Clock clock;
  private final Map<SourceId, Lease> leases = new ConcurrentHashMap<>();

  /**
   * @param replicas how many replicas divide the limits while Redis is away
   */
  public RedisRateLimit(Redis redis, int replicas, Clock clock) {
    this(redis, replicas, clock, ANSWER_TIME);
  }

  /**
   * @param answer the time within which Redis must answer, before it counts as away
   */
  RedisRateLimit(Redis redis, int replicas, Clock clock, Duration answer) {
    this.buckets =
        new Buckets(redis, new Buckets.Sharing("limit:source:", answer, replicas), clock);
    this.clock = clock;
  }

  @Override
  public void take(ActiveSource source, int events, LongConsumer verdict) {
    Lease lease = leases.computeIfAbsent(source.id(), _ -> new Lease());
    long known = lease.take(events, clock.millis());
    if (known == Lease.ASK) {
      ask(source, events, lease, verdict);
    } else {
      verdict.accept(known);
    }
  }

  private void ask(ActiveSource source, int events, Lease lease, LongConsumer verdict) {
    int perSecond = source.eventsPerSecond();
    int want = Math.max(events, perSecond / LEASES_PER_SECOND);
    Rate rate = new Rate(perSecond, (double) perSecond * BURST_SECONDS);
    buckets
        .take(source.id().value(), List.of(rate), want)
        .onSuccess(wait -> granted(wait.toMillis(), want - events, lease, verdict));
  }

  private void granted(long wait, int spare, Lease lease, LongConsumer verdict) {
    if (wait == GRANTED) {
      lease.add(spare);
    } else {
      lease.exhausted(clock.millis() + wait);
    }
    verdict.accept(wait);
  }

  /** This replica's tokens of one source, and until when no tokens are available. */
  private static final class Lease {
    static final long ASK = -1;
    private long tokens;
    private long exhaustedUntil;

    synchronized long take(int events, long now) {
      if (tokens >= events) {
        tokens -= events;
        return GRANTED;
      }
      return now < exhaustedUntil ? exhaustedUntil - now : ASK;
    }

    synchronized void add(int spare) {
      tokens += spare;
    }

    synchronized void exhausted(long until) {
      exhaustedUntil = until;
    }
  }
}
