package dev.tributary.gateway.redis;

import dev.tributary.gateway.limit.Allowance;
import dev.tributary.gateway.limit.Rate;
import dev.tributary.gateway.limit.SharedBuckets;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Token buckets as hashes of tokens and time, in Redis' own time. A bucket that has filled up again
 * expires.
 */
@ApplicationScoped
public class RedisBuckets implements SharedBuckets {
  private static final Duration CALL_TIME = Duration.ofMillis(500);

  /** Returns the seconds to wait as a string, because Redis returns Lua numbers as integers. */
  private static final String TAKE =
      """
      local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
      local time = redis.call('TIME')
      local now = time[1] + time[2] / 1000000
      local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
      local tokens, at = tonumber(bucket[1]) or burst, tonumber(bucket[2]) or now
      tokens = math.min(burst, tokens + math.max(0, now - at) * rate)
      local wait = 0
      if tokens >= 1 then tokens = tokens - 1 else wait = (1 - tokens) / rate end
      redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', string.format('%.6f', now))
      redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
      return tostring(wait)
      """;

  private final ReactiveRedisDataSource redis;

  public RedisBuckets(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<Allowance> take(String client, Rate rate) {
    String perSecond = Double.toString(rate.perSecond());
    String burst = Double.toString(rate.burst());
    return redis
        .execute("EVAL", TAKE, "1", "gateway:limit:" + client, perSecond, burst)
        .ifNoItem()
        .after(CALL_TIME)
        .fail()
        .map(wait -> Allowance.after(Double.parseDouble(wait.toString())))
        .subscribeAsCompletionStage();
  }
}
