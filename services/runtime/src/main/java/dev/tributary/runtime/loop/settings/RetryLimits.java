package dev.tributary.runtime.loop.settings;

import java.time.Duration;

/**
 * How long a failure that may be temporary is repeated before the input counts as its cause. Both
 * bounds have to be exceeded. Only failures count that came after the database had opened a
 * transaction and moved a position in it. While the database cannot be reached, nothing is counted.
 *
 * @param tries how often one partition fails at the same position; also how often one input fails
 *     alone
 * @param time how long the partition has failed there
 * @param round how long one round may work until it leaves a search to the next round. The other
 *     partitions wait for it. It has to be much shorter than the time within which a consumer has
 *     to poll, because the last transaction of a round may take longer
 */
public record RetryLimits(int tries, Duration time, Duration round) {
  /** One bad input delays others of its partition by less than 5 s if it fails fast. */
  public static final RetryLimits USUAL =
      new RetryLimits(3, Duration.ofSeconds(2), Duration.ofSeconds(2));
}
