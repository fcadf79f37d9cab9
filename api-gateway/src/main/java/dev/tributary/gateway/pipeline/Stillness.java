package dev.tributary.gateway.pipeline;

import dev.tributary.gateway.pipeline.Log.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when each reader stands where it stands. Told from the log, so that it does not
 * depend on which instance of a service answers, or whether one does. Every look at the pipeline
 * refreshes it; what a restart forgets is known again a minute later. Thread-safe.
 */
final class Stillness {
  private record At(long offset, Instant first) {}

  private final Duration still;
  private final InstantSource clock;
  private final Map<Stage, Map<Position, At>> seen = new ConcurrentHashMap<>();

  Stillness(Duration still, InstantSource clock) {
    this.still = still;
    this.clock = clock;
  }

  /** Those of a stage that have not moved for so long with something to read, the longest first. */
  List<StandingPartition> look(Stage stage, Map<Position, Gap> gaps, Map<Position, Unread> unread) {
    Instant now = clock.instant();
    Map<Position, At> known = seen.computeIfAbsent(stage, _ -> new ConcurrentHashMap<>());
    gaps.forEach((position, gap) ->
        known.merge(
            position,
            new At(gap.from(), now),
            (before, fresh) -> before.offset() == fresh.offset() ? before : fresh));
    return unread.entrySet().stream()
        .filter(each -> each.getValue() instanceof Unread.Since && known.containsKey(each.getKey()))
        .map(each -> standing(each.getKey(), known, (Unread.Since) each.getValue()))
        .filter(each -> !each.since().plus(still).isAfter(now))
        .sorted(
            Comparator.comparing(StandingPartition::since)
                .thenComparing(StandingPartition::topic)
                .thenComparing(StandingPartition::partition))
        .toList();
  }

  private static StandingPartition standing(
      Position position, Map<Position, At> known, Unread.Since unread) {
    At at = known.getOrDefault(position, new At(0, Instant.MAX));
    Instant since = at.first().isAfter(unread.firstWritten()) ? at.first() : unread.firstWritten();
    return new StandingPartition(
        position.topic().topicName(), position.partition(), at.offset(), since);
  }
}
