package dev.tributary.runtime.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Token buckets that all instances of a service share. A name has a bucket for each of its rates.
 * While Redis does not answer, this instance takes from buckets of its own, with its part of the
 * rates. It asks Redis again only after a pause, so that an outage does not slow callers down. No
 * future fails. Thread-safe.
 */
public final class Buckets {
  private static final Logger LOG = Logger.getLogger(Buckets.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final RedisBuckets shared;
  private final LocalBuckets local;
  private final Sharing sharing;
  private final InstantSource clock;
  private volatile Instant askSharedFrom = Instant.EPOCH;

  /**
   * How instances share buckets.
   *
   * @param prefix of the keys in Redis, one for each purpose
   * @param answer the time within which Redis must answer, before it counts as away
   * @param instances how many instances divide the rates while Redis is away
   */
  public record Sharing(String prefix, Duration answer, int instances) {}

  public Buckets(Redis redis, Sharing sharing, InstantSource clock) {
    this.shared = new RedisBuckets(redis, sharing.prefix());
    this.local = new LocalBuckets(clock);
    this.sharing = sharing;
    this.clock = clock;
  }

  /**
   * Takes tokens from each bucket of the name, or from none of them. They are taken while each
   * bucket has at least one token, and may leave less than zero.
   *
   * @param cost at least 1
   * @return how long to wait before the next try; zero if taken
   */
  public Future<Duration> take(String name, List<Rate> rates, int cost) {
    if (away()) {
      return Future.succeededFuture(takeLocally(name, rates, cost));
    }
    return answered(() -> shared.take(name, rates, cost))
        .otherwise(_ -> takeLocally(name, rates, cost));
  }

  private boolean away() {
    return clock.instant().isBefore(askSharedFrom);
  }

  private <T> Future<T> answered(Supplier<Future<T>> call) {
    return sent(call)
        .timeout(sharing.answer().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> {
          askSharedFrom = clock.instant().plus(PAUSE_AFTER_FAILURE);
          LOG.debugf("Redis does not answer, limits are local: %s", failure.getMessage());
        });
  }

  /** A client that is closed fails at once. */
  private static <T> Future<T> sent(Supplier<Future<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Duration takeLocally(String name, List<Rate> rates, int cost) {
    List<Rate> part = rates.stream().map(rate -> rate.dividedBy(sharing.instances())).toList();
    return local.take(name, part, cost);
  }
}
