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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets in Redis, by its own clock: one script decides and takes. A request has only the
 * digest of the script. Redis gets the whole script when it does not have it, for example after a
 * restart. Each future fails if Redis does not answer. Thread-safe.
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
  private final String digest;

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
    this.digest = sha1(script);
  }

  Future<Duration> take(String name, List<Rate> rates, int cost) {
    List<String> arguments = new ArrayList<>(List.of("take", Integer.toString(cost)));
    for (Rate rate : rates) {
      arguments.add(Double.toString(rate.perSecond()));
      arguments.add(Double.toString(rate.burst()));
    }
    return run(name, arguments).map(RedisBuckets::duration);
  }

  Future<Void> slowDown(String name, Duration pause) {
    return run(name, List.of("slow-down", Long.toString(pause.toMillis()))).mapEmpty();
  }

  private static Duration duration(@Nullable Response millis) {
    return Duration.ofMillis(Objects.requireNonNull(Objects.requireNonNull(millis).toLong()));
  }

  private Future<@Nullable Response> run(String name, List<String> arguments) {
    return redis
        .send(request(Command.EVALSHA, digest, name, arguments))
        .recover(failure ->
            isMissing(failure)
                ? redis.send(request(Command.EVAL, script, name, arguments))
                : Future.failedFuture(failure));
  }

  private Request request(
      Command command, String scriptOrDigest, String name, List<String> arguments) {
    Request request = Request.cmd(command).arg(scriptOrDigest).arg(1).arg(prefix + name);
    arguments.forEach(request::arg);
    return request;
  }

  private static boolean isMissing(Throwable failure) {
    String message = failure.getMessage();
    return message != null && message.startsWith("NOSCRIPT");
  }

  /** The digest by which Redis knows a script. */
  private static String sha1(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
