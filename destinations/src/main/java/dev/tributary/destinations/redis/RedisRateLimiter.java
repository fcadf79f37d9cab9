package dev.tributary.destinations.redis;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.delivery.RateLimiter;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Token buckets in Redis, by scripts and with Redis's own time. Without Redis, each instance
 * continues with its share of the limit.
 */
public final class RedisRateLimiter implements RateLimiter {
  private static final Logger LOG = Logger.getLogger(RedisRateLimiter.class);
  private static final String PREFIX = "tributary:rate:";
  private static final long PATIENCE_MILLIS = 300;
  private static final String TAKE = script("take.lua");
  private static final String SLOW_DOWN = script("slow-down.lua");

  private final RedisAPI redis;
  private final LocalRateLimiter local;
  private final Clock clock;

  public RedisRateLimiter(RedisAPI redis, LocalRateLimiter local, Clock clock) {
    this.redis = redis;
    this.local = local;
    this.clock = clock;
  }

  @Override
  public Duration take(String account, List<RateLimit> limits) {
    List<String> arguments = new ArrayList<>(List.of(TAKE, "1", PREFIX + account));
    for (RateLimit limit : limits) {
      arguments.add(Integer.toString(limit.requests()));
      arguments.add(Long.toString(limit.perSeconds() * 1000L));
    }
    try {
      Long wait = eval(arguments).toLong();
      return Duration.ofMillis(wait == null ? 0 : wait);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("Rate limits are kept locally: %s", e.getMessage());
      return local.take(account, limits);
    }
  }

  @Override
  public void slowDown(String account, Instant until) {
    local.slowDown(account, until);
    long wait = Math.max(1, Duration.between(clock.instant(), until).toMillis());
    try {
      eval(List.of(SLOW_DOWN, "1", PREFIX + account, Long.toString(wait)));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("Only this instance slows down: %s", e.getMessage());
    }
  }

  private Response eval(List<String> arguments) throws ExecutionException, TimeoutException {
    try {
      return redis
          .eval(arguments)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("Stopping");
    }
  }

  private static String script(String name) {
    try (InputStream in = RedisRateLimiter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The script " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
