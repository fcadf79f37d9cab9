package dev.tributary.destinations.redis;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.delivery.RateLimiter;
import dev.tributary.runtime.limit.Buckets;
import dev.tributary.runtime.limit.Rate;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Token buckets that all instances share, for callers that block. */
public final class RedisRateLimiter implements RateLimiter {
  private static final Duration ANSWER_TIME = Duration.ofMillis(300);

  private final Buckets buckets;
  private final Clock clock;

  /**
   * @param replicas how many instances divide a limit while Redis is away
   */
  public RedisRateLimiter(Redis redis, int replicas, Clock clock) {
    this.buckets =
        new Buckets(redis, new Buckets.Sharing("limit:account:", ANSWER_TIME, replicas), clock);
    this.clock = clock;
  }

  @Override
  public Duration take(String account, List<RateLimit> limits) {
    List<Rate> rates =
        limits.stream()
            .map(limit -> Rate.of(limit.requests(), Duration.ofSeconds(limit.perSeconds())))
            .toList();
    return await(buckets.take(account, rates, 1));
  }

  @Override
  public void slowDown(String account, Instant until) {
    Duration pause = Duration.between(clock.instant(), until);
    await(buckets.slowDown(account, pause.isPositive() ? pause : Duration.ofMillis(1)));
  }

  /** The buckets answer in time, with or without Redis, and never fail. */
  private static <T> T await(Future<T> answer) {
    return answer.toCompletionStage().toCompletableFuture().join();
  }
}
