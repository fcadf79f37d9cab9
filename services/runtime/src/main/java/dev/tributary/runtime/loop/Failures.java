package dev.tributary.runtime.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions fail at which position, how often and since when. A position that moves ends the
 * count. Confined to the loop's thread.
 */
final class Failures {
  private record Failing(long offset, int tries, Instant since) {}

  private final Patience patience;
  private final Clock clock;
  private final Map<TopicPartition, Failing> failing = new HashMap<>();

  Failures(Patience patience, Clock clock) {
    this.patience = patience;
    this.clock = clock;
  }

  /** Counts one failure; true once the patience with this position is at its end. */
  boolean atEnd(TopicPartition partition, long offset) {
    @Nullable Failing before = failing.get(partition);
    Failing now =
        before == null || before.offset() != offset
            ? new Failing(offset, 1, clock.instant())
            : new Failing(offset, before.tries() + 1, before.since());
    failing.put(partition, now);
    return now.tries() >= patience.tries()
        && Duration.between(now.since(), clock.instant()).compareTo(patience.time()) >= 0;
  }

  void succeeded(TopicPartition partition) {
    failing.remove(partition);
  }
}
