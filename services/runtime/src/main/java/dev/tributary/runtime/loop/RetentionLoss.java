package dev.tributary.runtime.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reports the records that retention deleted before a loop applied them. They are lost, and an
 * operator must know it. A consumer whose position was deleted continues at the oldest record
 * without an error. Confined to the loop's thread.
 */
final class RetentionLoss {
  private static final Logger LOG = Logger.getLogger(RetentionLoss.class);

  /** The end of a transaction takes one offset, which no consumer sees. */
  private static final int MARKER = 1;

  private final String name;
  private final LoopMetrics metrics;

  /** Up to which offset each partition's loss is reported. */
  private final Map<TopicPartition, Long> reported = new HashMap<>();

  RetentionLoss(String name, LoopMetrics metrics) {
    this.name = name;
    this.metrics = metrics;
  }

  /**
   * Compares a position with the log.
   *
   * @param next everything before it is applied; 0 at the first start, when nothing can be lost
   * @param oldest the offset at which the log begins
   */
  void compare(TopicPartition partition, long next, long oldest) {
    long first = Math.max(next, reported.getOrDefault(partition, 0L));
    if (next > 0 && first + MARKER < oldest) {
      reported.put(partition, oldest);
      metrics.lost(oldest - first);
      LOG.errorf(
          "%s lost the records %d to %d of %s to retention before they were applied",
          name, first, oldest - 1, partition);
    }
  }

  /**
   * Compares the batches that a poll returned, before they are applied. Asks the broker only if
   * offsets are missing before a batch; compaction leaves such a gap, too.
   */
  void compare(Consumer<byte[], byte[]> member, Collection<Batch> batches) {
    Map<TopicPartition, Batch> gaps = new HashMap<>();
    for (Batch batch : batches) {
      if (firstOf(batch) > batch.assigned().next + MARKER) {
        gaps.put(batch.partition(), batch);
      }
    }
    if (gaps.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> oldest = member.beginningOffsets(gaps.keySet());
    gaps.forEach((partition, batch) ->
        compare(
            partition,
            batch.assigned().next,
            Math.min(oldest.getOrDefault(partition, 0L), firstOf(batch))));
  }

  private static long firstOf(Batch batch) {
    return batch.inputs().getFirst().offset();
  }
}
