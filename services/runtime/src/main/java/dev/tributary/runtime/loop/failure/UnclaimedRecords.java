package dev.tributary.runtime.loop.failure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that the consumer has polled from partitions that this member has not claimed yet.
 * The loop drops these records and reads them again after the claim. Until then, they show that
 * there is something to read, and where it begins: the consumer starts at the position that the
 * group committed, or at the beginning of the log. Confined to the loop's thread.
 */
public final class UnclaimedRecords {
  private record Dropped(long first, long next) {}

  private final Map<TopicPartition, Dropped> dropped = new HashMap<>();
  private final Map<TopicPartition, Exception> causes = new HashMap<>();

  /**
   * @param records at least one
   */
  public void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    dropped.merge(
        partition,
        new Dropped(records.getFirst().offset(), records.getLast().offset() + 1),
        (before, more) -> new Dropped(before.first(), more.next()));
  }

  /** A claim failed. */
  public void failed(TopicPartition partition, Exception cause) {
    causes.put(partition, cause);
  }

  /** The partitions are claimed now, or belong to another member. */
  public void forget(Collection<TopicPartition> partitions) {
    dropped.keySet().removeAll(partitions);
    causes.keySet().removeAll(partitions);
  }

  /** The offset of the first record that was dropped; null if there was none. */
  public @Nullable Long first(TopicPartition partition) {
    Dropped range = dropped.get(partition);
    return range == null ? null : range.first();
  }

  /** By partition, how many records were dropped. */
  public Map<TopicPartition, Long> counts() {
    Map<TopicPartition, Long> counts = new HashMap<>();
    dropped.forEach((partition, range) -> counts.put(partition, range.next() - range.first()));
    return counts;
  }

  /** Why the last claim failed, of the partitions with dropped records. */
  public Map<TopicPartition, Exception> causes() {
    Map<TopicPartition, Exception> reasons = new HashMap<>(causes);
    reasons.keySet().retainAll(dropped.keySet());
    return reasons;
  }
}
