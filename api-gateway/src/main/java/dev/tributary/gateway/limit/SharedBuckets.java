package dev.tributary.gateway.http;

import dev.tributary.gateway.limit.Allowance;
import dev.tributary.gateway.limit.Rate;
import io.smallrye.mutiny.Uni;

/** Token buckets that all gateways share; fails when they cannot be reached. */
public interface Buckets {

  Uni<Allowance> take(String client, Rate rate);
}
