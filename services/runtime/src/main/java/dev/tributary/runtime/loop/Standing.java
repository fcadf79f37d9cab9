package dev.tributary.runtime.loop;

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
 * Since when each partition of a member stands where it stands. Written by the loop's thread, read
 * by any: what is read stays true also while the loop's thread hangs.
 */
final class Standing {
  private record Stand(long offset, long behind, Instant since) {}

  private final String consumer;
  private final Map<TopicPartition, Stand> stands = new ConcurrentHashMap<>();
  private final Map<TopicPartition, String> causes = new ConcurrentHashMap<>();

  Standing(String consumer) {
    this.consumer = consumer;
  }

  /**
   * A round begins.
   *
   * @param next the position of each partition of this member
   * @param behind how much each has to read; one that waits for its next try is left as it is
   */
  void round(Instant now, Map<TopicPartition, Long> next, Map<TopicPartition, Long> behind) {
    stands.keySet().retainAll(next.keySet());
    causes.keySet().retainAll(next.keySet());
    next.forEach((partition, offset) -> {
      Long waiting = behind.get(partition);
      if (waiting == null) {
        return;
      }
      Stand before = stands.get(partition);
      Instant since =
          before != null && before.behind() > 0 && before.offset() == offset ? before.since() : now;
      if (waiting == 0 || since.equals(now)) {
        causes.remove(partition);
      }
      stands.put(partition, new Stand(offset, waiting, since));
    });
  }

  /** Names the failure without any value, which may be personal. */
  void failed(TopicPartition partition, Exception e) {
    SQLException database = DatabaseFailures.ofTheDatabase(e);
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

  /** Whether the last try of some partition failed. */
  boolean failing() {
    return !causes.isEmpty();
  }

  /** Those that have stood for so long, the longest first. */
  List<Stopped> longerThan(Duration still, Instant now) {
    Map<TopicPartition, Stand> all = new HashMap<>(stands);
    return all.entrySet().stream()
        .filter(each -> each.getValue().behind() > 0)
        .filter(each -> !each.getValue().since().plus(still).isAfter(now))
        .map(each -> stopped(each.getKey(), each.getValue()))
        .sorted(Comparator.comparing(Stopped::since).thenComparing(Stopped::address))
        .toList();
  }

  private Stopped stopped(TopicPartition partition, Stand stand) {
    @Nullable String cause = causes.get(partition);
    return new Stopped(
        consumer,
        partition.topic(),
        partition.partition(),
        stand.offset(),
        stand.behind(),
        stand.since(),
        cause);
  }
}
