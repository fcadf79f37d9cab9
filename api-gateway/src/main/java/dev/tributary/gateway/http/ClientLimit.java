package dev.tributary.gateway.http;

import dev.tributary.gateway.limit.Allowance;
import dev.tributary.gateway.limit.LocalBuckets;
import dev.tributary.gateway.limit.Rate;
import dev.tributary.gateway.limit.SharedBuckets;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The limit of each client. While the shared buckets cannot be reached, this gateway grants its
 * part of the rate from memory. It asks the shared buckets again only after a pause, so that an
 * outage of Redis does not slow requests down.
 *
 * <p>Thread-safe.
 */
public final class ClientLimit {
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final SharedBuckets shared;
  private final LocalBuckets local;
  private final Rate rate;
  private final Rate localRate;
  private final InstantSource clock;
  private volatile Instant askSharedFrom = Instant.EPOCH;

  public ClientLimit(SharedBuckets shared, Rate rate, int replicas, InstantSource clock) {
    this.shared = shared;
    this.local = new LocalBuckets(clock);
    this.rate = rate;
    this.localRate = rate.dividedBy(replicas);
    this.clock = clock;
  }

  /** Never fails. */
  public Uni<Allowance> take(String client) {
    if (clock.instant().isBefore(askSharedFrom)) {
      return Uni.createFrom().item(local.take(client, localRate));
    }
    return Uni.createFrom()
        .completionStage(() -> shared.take(client, rate))
        .onFailure()
        .recoverWithItem(() -> {
          askSharedFrom = clock.instant().plus(PAUSE_AFTER_FAILURE);
          return local.take(client, localRate);
        });
  }
}
