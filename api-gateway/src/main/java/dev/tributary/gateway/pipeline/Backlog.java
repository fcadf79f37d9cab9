package dev.tributary.gateway.pipeline;

import dev.tributary.contracts.Topic;
import dev.tributary.gateway.pipeline.Log.Gap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a stage has not yet applied and published, summed over partitions. Not thread-safe. */
final class Backlog {
  private final Map<String, Long> behind = new TreeMap<>();
  private final List<StandingPartition> standing;
  private @Nullable Instant since;

  Backlog(List<StandingPartition> standing) {
    this.standing = standing;
  }

  void add(Topic topic, Gap gap, Unread unread) {
    long messages = unread instanceof Unread.Nothing ? 0 : gap.to() - gap.from();
    behind.merge(topic.topicName(), messages, Long::sum);
    if (unread instanceof Unread.Since(Instant written)
        && (since == null || written.isBefore(since))) {
      since = written;
    }
  }

  /** By topic, how many messages; ends of transactions among them count too. */
  Map<String, Long> behind() {
    return behind;
  }

  /** The partitions whose reader does not move. */
  List<StandingPartition> standing() {
    return standing;
  }

  /** When the oldest of them was written; null if there is none, or none could be looked at. */
  @Nullable Instant since() {
    return since;
  }
}
