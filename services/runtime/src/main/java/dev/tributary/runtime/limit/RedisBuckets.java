package dev.tributary.runtime.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets in Redis, by its own clock: one script decides and takes. Each future fails if
 * Redis does not answer. Thread-safe.
 */
final class RedisBuckets {
  private final RedisScript script;
  private final String prefix;

  /**
   * @param prefix of the names of keys
   */
  RedisBuckets(Redis redis, String prefix) {
    this(redis, prefix, RedisScript.REDIS_TIME);
  }

  /**
   * @param time the lines of the script that set {@code now}
   */
  RedisBuckets(Redis redis, String prefix, String time) {
    this.script = new RedisScript(redis, RedisBuckets.class, "bucket.lua", time);
    this.prefix = prefix;
  }

  Future<Duration> take(String name, List<Rate> rates, int cost) {
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(cost)));
    for (Rate rate : rates) {
      arguments.add(Double.toString(rate.perSecond()));
      arguments.add(Double.toString(rate.burst()));
    }
    return script.run(prefix + name, arguments).map(RedisBuckets::duration);
  }

  private static Duration duration(@Nullable Response millis) {
    return Duration.ofMillis(Objects.requireNonNull(Objects.requireNonNull(millis).toLong()));
  }
}
