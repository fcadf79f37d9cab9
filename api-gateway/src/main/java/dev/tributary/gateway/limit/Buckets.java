package dev.tributary.gateway.limit;

import io.smallrye.mutiny.Uni;

/** Token buckets that all gateways share; fails when they cannot be reached. */
public interface Buckets {

  Uni<Allowance> take(String client, Rate rate);
}
