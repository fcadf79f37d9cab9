package dev.tributary.control.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when a transaction of a producer is open in each partition. Nobody reads what
 * stands behind its beginning, so the readers are at the end for themselves. The transactions of
 * our producers last seconds, and the broker ends those of a producer that has died. It can fail to
 * do so. Thread-safe.
 */
final class OpenTransactions {
  private record At(long offset, Instant first) {}

  private final Duration still;
  private final InstantSource clock;
  private final Map<Position, At> seen = new ConcurrentHashMap<>();

  /**
   * @param still how long a transaction may be open
   */
  OpenTransactions(Duration still, InstantSource clock) {
    this.still = still;
    this.clock = clock;
  }

  /**
   * The partitions in which one transaction has been open for too long.
   *
   * @param committed the offset after the last message of each partition that readers get
   * @param written the same, of all messages; asked for after the others
   */
  List<StalledPartition> look(Map<Position, Long> committed, Map<Position, Long> written) {
    Instant now = clock.instant();
    List<StalledPartition> standing = new ArrayList<>();
    committed.forEach((position, end) -> {
      if (written.getOrDefault(position, end) <= end) {
        seen.remove(position);
        return;
      }
      At at =
          seen.merge(
              position,
              new At(end, now),
              (before, fresh) -> before.offset() == fresh.offset() ? before : fresh);
      if (!at.first().plus(still).isAfter(now)) {
        standing.add(StalledPartition.of(position, end, at.first()));
      }
    });
    return standing;
  }
}
