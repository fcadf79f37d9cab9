package dev.tributary.control.pipeline;

import dev.tributary.control.pipeline.LogOffsets.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers since when each reader has its current position. The positions come from the log, so
 * that they do not depend on which instance of a service answers, or whether one answers. Every
 * status request refreshes them. After a restart, the result is correct again within a minute.
 * Thread-safe.
 */
final class ProgressMonitor {
  /**
   * @param written when the first unread message was written; null if there is none, or if it was
   *     not read yet
   */
  private record At(long offset, Instant first, @Nullable Instant written) {}

  /**
   * The known progress of a stage.
   *
   * @param unread as it was found. For a partition that the log did not show in time, what it
   *     showed before, if the reader has the same position
   * @param standing the partitions whose reader has not moved although there are messages to read
   */
  record StageProgress(Map<Position, UnreadRange> unread, List<StalledPartition> standing) {}

  private final Duration still;
  private final InstantSource clock;
  private final Map<Stage, Map<Position, At>> seen = new ConcurrentHashMap<>();

  /**
   * @param still how long a reader may have one position although there are messages to read
   */
  ProgressMonitor(Duration still, InstantSource clock) {
    this.still = still;
    this.clock = clock;
  }

  StageProgress look(Stage stage, Map<Position, Gap> gaps, Map<Position, UnreadRange> found) {
    Instant now = clock.instant();
    Map<Position, At> known = seen.computeIfAbsent(stage, _ -> new ConcurrentHashMap<>());
    Map<Position, UnreadRange> unread = new HashMap<>(found);
    List<StalledPartition> standing = new ArrayList<>();
    gaps.forEach((position, gap) -> {
      UnreadRange range = found.getOrDefault(position, new UnreadRange.Unknown());
      At at = known.compute(position, (_, before) -> at(before, gap.from(), range, now));
      Instant written = at.written();
      if (written == null) {
        return;
      }
      unread.put(position, new UnreadRange.Since(written));
      Instant since = at.first().isAfter(written) ? at.first() : written;
      if (!since.plus(still).isAfter(now)) {
        standing.add(StalledPartition.of(position, at.offset(), since));
      }
    });
    return new StageProgress(unread, standing);
  }

  private static At at(@Nullable At before, long offset, UnreadRange range, Instant now) {
    At same = before != null && before.offset() == offset ? before : new At(offset, now, null);
    return switch (range) {
      case UnreadRange.Since(Instant written) -> new At(offset, same.first(), written);
      case UnreadRange.Nothing() -> new At(offset, same.first(), null);
      case UnreadRange.Unknown() -> same;
    };
  }
}
