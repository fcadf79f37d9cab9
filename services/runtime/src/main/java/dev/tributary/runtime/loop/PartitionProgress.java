package dev.tributary.runtime.loop;

import dev.tributary.runtime.loop.failure.DatabaseFailures;
import dev.tributary.runtime.loop.failure.StalledPartition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Since when each partition of a member has its present position. The loop's thread writes it and
 * any thread reads it: the result is right even while the loop's thread hangs.
 */
final class PartitionProgress {
  private record State(long offset, long behind, Instant since) {}

  private final String consumer;
  private final Map<TopicPartition, State> states = new ConcurrentHashMap<>();
  private final Map<TopicPartition, String> causes = new ConcurrentHashMap<>();

  PartitionProgress(String consumer) {
    this.consumer = consumer;
  }

  /**
   * A round begins.
   *
   * @param next the position of each partition of this member
   * @param behind how much each partition has to read; a partition that waits for its next try is
   *     not changed
   */
  void round(Instant now, Map<TopicPartition, Long> next, Map<TopicPartition, Long> behind) {
    states.keySet().retainAll(next.keySet());
    causes.keySet().retainAll(next.keySet());
    next.forEach((partition, offset) -> {
      Long waiting = behind.get(partition);
      if (waiting == null) {
        return;
      }
      State before = states.get(partition);
      Instant since =
          before != null && before.behind() > 0 && before.offset() == offset ? before.since() : now;
      if (waiting == 0 || since.equals(now)) {
        causes.remove(partition);
      }
      states.put(partition, new State(offset, waiting, since));
    });
  }

  /** Names the failure without any value, because a value may be personal. */
  void failed(TopicPartition partition, Exception e) {
    SQLException database = DatabaseFailures.sqlException(e);
    causes.put(
        partition,
        database == null
            ? e.getClass().getSimpleName()
            : "%s, SQLSTATE %s"
                .formatted(database.getClass().getSimpleName(), database.getSQLState()));
  }

  void succeeded(Set<TopicPartition> partitions) {
    causes.keySet().removeAll(partitions);
  }

  /** Whether the last try of any partition failed. */
  boolean failing() {
    return !causes.isEmpty();
  }

  /** The partitions that have not moved for this time, the longest first. */
  List<StalledPartition> longerThan(Duration still, Instant now) {
    Map<TopicPartition, State> all = new HashMap<>(states);
    return all.entrySet().stream()
        .filter(each -> each.getValue().behind() > 0)
        .filter(each -> !each.getValue().since().plus(still).isAfter(now))
        .map(each -> stopped(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing(StalledPartition::since).thenComparing(StalledPartition::address))
        .toList();
  }

  private StalledPartition stopped(TopicPartition partition, State state) {
    @Nullable String cause = causes.get(partition);
    return new StalledPartition(
        consumer,
        partition.topic(),
        partition.partition(),
        state.offset(),
        state.behind(),
        state.since(),
        cause);
  }
}
