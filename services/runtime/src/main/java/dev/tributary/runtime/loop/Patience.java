package dev.tributary.runtime.loop;

import java.time.Duration;

/**
 * How long a failure that may pass is repeated before the input is held to be its cause. Both
 * bounds have to be passed. Only failures count that came after the database had opened a
 * transaction and moved a position in it; while it cannot be reached, nothing is counted.
 *
 * @param tries how often one partition fails at the same position; then, alone, the one input
 * @param time how long it has failed there
 * @param round how long one round may take to find such inputs; the rest waits for the next round,
 *     so that the member keeps its partitions
 */
public record Patience(int tries, Duration time, Duration round) {
  /** One bad input delays others of its partition by less than 5 s. */
  public static final Patience USUAL =
      new Patience(3, Duration.ofSeconds(2), Duration.ofSeconds(20));
}
