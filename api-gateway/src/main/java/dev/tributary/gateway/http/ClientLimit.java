package dev.tributary.gateway.http;

import dev.tributary.gateway.limit.Allowance;
import dev.tributary.runtime.limit.Buckets;
import dev.tributary.runtime.limit.Rate;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The limit of each client, which all gateways share. Thread-safe. */
public final class ClientLimit {
  private final Buckets buckets;
  private final List<Rate> rates;

  public ClientLimit(Buckets buckets, Rate rate) {
    this.buckets = buckets;
    this.rates = List.of(rate);
  }

  /** Never fails. */
  public Uni<Allowance> take(String client) {
    return Uni.createFrom()
        .completionStage(() -> buckets.take(client, rates, 1).toCompletionStage())
        .map(Allowance::after);
  }
}
