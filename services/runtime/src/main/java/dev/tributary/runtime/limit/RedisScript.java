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
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script in Redis that knows the time, as {@code now} in milliseconds since 1970. A request has
 * only the digest of the script. Redis gets the whole script when it does not have it, for example
 * after a restart. Each future fails if Redis does not answer. Thread-safe.
 */
public final class RedisScript {
  /** The lines that set {@code now} by the clock of Redis. */
  public static final String REDIS_TIME =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + time[2] / 1000
      """;

  private final Redis redis;
  private final String script;
  private final String digest;

  /**
   * @param owner the class beside which the script is
   * @param resource the name of the script
   * @param time the lines that set {@code now}
   */
  public RedisScript(Redis redis, Class<?> owner, String resource, String time) {
    this.redis = redis;
    this.script = time + text(owner, resource);
    this.digest = sha1(script);
  }

  /**
   * @param key the only key of the script
   */
  public Future<@Nullable Response> run(String key, List<String> arguments) {
    return redis
        .send(request(Command.EVALSHA, digest, key, arguments))
        .recover(failure ->
            isMissing(failure)
                ? redis.send(request(Command.EVAL, script, key, arguments))
                : Future.failedFuture(failure));
  }

  private static Request request(
      Command command, String scriptOrDigest, String key, List<String> arguments) {
    Request request = Request.cmd(command).arg(scriptOrDigest).arg(1).arg(key);
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

  private static String text(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The script %s is missing".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
