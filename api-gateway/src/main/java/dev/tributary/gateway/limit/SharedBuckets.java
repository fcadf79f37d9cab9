package dev.tributary.gateway.limit;

import java.util.concurrent.CompletionStage;

/** Token buckets that all gateways share. Thread-safe. */
public interface SharedBuckets {

  /** Never blocks. The stage fails if the buckets cannot be reached. */
  CompletionStage<Allowance> take(String client, Rate rate);
}
