package dev.tributary.control.pipeline;

import dev.tributary.control.pipeline.LogOffsets.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when each reader has its current position. The positions come from the log, so
 * that they do not depend on which instance of a service answers, or whether one answers. Every
 * status request refreshes them. After a restart, the result is correct again within a minute.
 * Thread-safe.
 */
final class ProgressMonitor {
  private record At(long offset, Instant first) {}

  private final Duration still;
  private final InstantSource clock;
  private final Map<Stage, Map<Position, At>> seen = new ConcurrentHashMap<>();

  ProgressMonitor(Duration still, InstantSource clock) {
    this.still = still;
    this.clock = clock;
  }

  /**
   * The partitions of a stage whose reader has not moved for this time although there are messages
   * to read, the longest first.
   */
  List<StalledPartition> look(
      Stage stage, Map<Position, Gap> gaps, Map<Position, UnreadRange> unread) {
    Instant now = clock.instant();
    Map<Position, At> known = seen.computeIfAbsent(stage, _ -> new ConcurrentHashMap<>());
    gaps.forEach((position, gap) ->
        known.merge(
            position,
            new At(gap.from(), now),
            (before, fresh) -> before.offset() == fresh.offset() ? before : fresh));
    return unread.entrySet().stream()
        .filter(each ->
            each.getValue() instanceof UnreadRange.Since && known.containsKey(each.getKey()))
        .map(each -> standing(each.getKey(), known, (UnreadRange.Since) each.getValue()))
        .filter(each -> !each.since().plus(still).isAfter(now))
        .sorted(
            Comparator.comparing(StalledPartition::since)
                .thenComparing(StalledPartition::topic)
                .thenComparing(StalledPartition::partition))
        .toList();
  }

  private static StalledPartition standing(
      Position position, Map<Position, At> known, UnreadRange.Since unread) {
    At at = known.getOrDefault(position, new At(0, Instant.MAX));
    Instant since = at.first().isAfter(unread.firstWritten()) ? at.first() : unread.firstWritten();
    return new StalledPartition(
        position.topic().topicName(), position.partition(), at.offset(), since);
  }
}
