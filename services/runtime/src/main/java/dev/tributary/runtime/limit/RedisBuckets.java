package dev.tributary.runtime.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets in Redis, by its own clock: one script decides and takes. Each future fails if
 * Redis does not answer. Thread-safe.
 */
final class RedisBuckets {
  private static final String REDIS_TIME =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + time[2] / 1000
      """;

  private final Redis redis;
  private final String prefix;
  private final String script;

  /**
   * @param prefix of the names of keys
   */
  RedisBuckets(Redis redis, String prefix) {
    this(redis, prefix, REDIS_TIME);
  }

  /**
   * @param time the lines of the script that set {@code now}
   */
  RedisBuckets(Redis redis, String prefix, String time) {
    this.redis = redis;
    this.prefix = prefix;
    this.script = time + rule();
  }

  Future<Duration> take(String name, List<Rate> rates, int cost) {
    Request request = request(name).arg("take").arg(cost);
    for (Rate rate : rates) {
      request.arg(Double.toString(rate.perSecond())).arg(Double.toString(rate.burst()));
    }
    return redis.send(request).map(RedisBuckets::duration);
  }

  Future<Void> slowDown(String name, Duration pause) {
    return redis.send(request(name).arg("slow-down").arg(pause.toMillis())).mapEmpty();
  }

  private static Duration duration(@Nullable Response millis) {
    return Duration.ofMillis(Objects.requireNonNull(Objects.requireNonNull(millis).toLong()));
  }

  private Request request(String name) {
    return Request.cmd(Command.EVAL).arg(script).arg(1).arg(prefix + name);
  }

  private static String rule() {
    try (InputStream in = RedisBuckets.class.getResourceAsStream("bucket.lua")) {
      if (in == null) {
        throw new IllegalStateException("The script bucket.lua is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
