package dev.tributary.control.pipeline;

import dev.tributary.contracts.Topic;
import dev.tributary.control.pipeline.LogOffsets.Gap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a stage has not yet applied and published, summed over partitions. Not
 * thread-safe.
 */
final class Backlog {
  private final Map<String, Long> behind = new TreeMap<>();
  private final List<StalledPartition> standing;
  private @Nullable Instant since;
  private boolean unknown;

  Backlog(List<StalledPartition> standing) {
    this.standing = standing;
  }

  void add(Topic topic, Gap gap, UnreadRange unread) {
    long messages = unread instanceof UnreadRange.Nothing ? 0 : gap.to() - gap.from();
    behind.merge(topic.topicName(), messages, Long::sum);
    unknown |= unread instanceof UnreadRange.Unknown && !gap.isEmpty();
    if (unread instanceof UnreadRange.Since(Instant written)
        && (since == null || written.isBefore(since))) {
      since = written;
    }
  }

  /** By topic, how many messages; ends of transactions among them count too. */
  Map<String, Long> behind() {
    return behind;
  }

  /** The partitions whose reader does not move, the longest first. */
  List<StalledPartition> standing() {
    return standing;
  }

  /**
   * The delay of this stage.
   *
   * @param late messages written before this time are late
   */
  DataDelay delay(Stage stage, Instant late) {
    if (!standing.isEmpty()) {
      return DataDelay.stopped(stage, standing.getFirst().since(), since);
    }
    if (since != null && isLate(late)) {
      return DataDelay.late(stage, since);
    }
    return unknown ? DataDelay.unknown(late) : DataDelay.NONE;
  }

  /**
   * Whether the oldest message is late.
   *
   * @param late messages written before this time are late
   */
  boolean isLate(Instant late) {
    return since != null && since.isBefore(late);
  }

  /**
   * Whether the stage reads, and yet its oldest message is late, or may be late.
   *
   * @param late messages written before this time are late
   */
  boolean readsLate(Instant late) {
    return standing.isEmpty() && (unknown || isLate(late));
  }

  /** How many messages, over all topics. */
  long messages() {
    return behind.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether the log did not show in time when some of the messages were written. */
  boolean ageUnknown() {
    return unknown;
  }

  /** When the oldest message was written; null if there is none, or if none could be read. */
  @Nullable Instant since() {
    return since;
  }
}
