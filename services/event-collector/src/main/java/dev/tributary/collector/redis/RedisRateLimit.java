package dev.tributary.collector.redis;

import dev.tributary.collector.limit.LocalRateLimit;
import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.source.ActiveSource;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/**
 * A limit that all replicas share: a token bucket per source in Redis, by Redis's clock. Tokens are
 * leased for a twentieth of a second, so most requests need no call to Redis. Without Redis each
 * replica uses its own share. Thread-safe.
 */
public final class RedisRateLimit implements RateLimit {
  private static final Logger LOG = Logger.getLogger(RedisRateLimit.class);
  private static final int LEASES_PER_SECOND = 20;
  private static final long ANSWER_MILLIS = 250;
  private static final long ASK_AGAIN_MILLIS = 1_000;

  /** Like the local bucket it may go below zero, so that a large batch passes whole. */
  private static final String TAKE =
      """
      local t = redis.call('TIME')
      local now = t[1] * 1000 + math.floor(t[2] / 1000)
      local rate, burst, want = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
      local tokens, at = tonumber(held[1]) or burst, tonumber(held[2]) or now
      tokens = math.min(burst, tokens + math.max(0, now - at) * rate / 1000)
      local wait = 0
      if tokens > 0 then tokens = tokens - want else wait = 1 + math.floor(-tokens * 1000 / rate) end
      redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', math.max(at, now))
      redis.call('PEXPIRE', KEYS[1], 60000)
      return wait\
      """;

  private static final int BURST_SECONDS = 2;

  private final Redis redis;
  private final LocalRateLimit local;
  private final Clock clock;
  private final long answerMillis;
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();
  private volatile long redisAwayUntil;

  public RedisRateLimit(Redis redis, LocalRateLimit local, Clock clock) {
    this(redis, local, clock, ANSWER_MILLIS);
  }

  /**
   * @param answerMillis the time within which Redis must answer, before it counts as unavailable
   */
  RedisRateLimit(Redis redis, LocalRateLimit local, Clock clock, long answerMillis) {
    this.redis = redis;
    this.local = local;
    this.clock = clock;
    this.answerMillis = answerMillis;
  }

  @Override
  public void take(ActiveSource source, int events, LongConsumer verdict) {
    Lease lease = leases.computeIfAbsent(source.id(), _ -> new Lease());
    long now = clock.millis();
    long known = lease.take(events, now);
    if (known >= 0) {
      verdict.accept(known);
    } else if (now < redisAwayUntil) {
      local.take(source, events, verdict);
    } else {
      ask(source, events, lease, verdict);
    }
  }

  private void ask(ActiveSource source, int events, Lease lease, LongConsumer verdict) {
    int rate = source.eventsPerSecond();
    int want = Math.max(events, rate / LEASES_PER_SECOND);
    Request request =
        Request.cmd(Command.EVAL)
            .arg(TAKE)
            .arg(1)
            .arg("tributary:rate:" + source.id())
            .arg(rate)
            .arg((long) rate * BURST_SECONDS)
            .arg(want);
    redis
        .send(request)
        .timeout(answerMillis, TimeUnit.MILLISECONDS)
        .onSuccess(answer -> granted(answer, want - events, lease, verdict))
        .onFailure(failure -> {
          redisAwayUntil = clock.millis() + ASK_AGAIN_MILLIS;
          LOG.debugf("Redis does not answer, limits are local: %s", failure.getMessage());
          local.take(source, events, verdict);
        });
  }

  private void granted(Response answer, int spare, Lease lease, LongConsumer verdict) {
    long wait = Objects.requireNonNull(answer.toLong());
    if (wait == GRANTED) {
      lease.add(spare);
    } else {
      lease.exhausted(clock.millis() + wait);
    }
    verdict.accept(wait);
  }

  /** This replica's tokens of one source, and until when no tokens are available. */
  private static final class Lease {
    private static final long ASK = -1;
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
