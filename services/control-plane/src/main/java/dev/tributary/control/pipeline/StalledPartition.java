package dev.tributary.control.pipeline;

import java.time.Instant;
import java.util.Comparator;

/**
 * A partition whose reader has not moved for a minute although there is something to read.
 *
 * @param topic the name of the topic
 * @param partition the number of the partition in the topic, from 0
 * @param offset the offset of the first input that is not applied and published
 * @param since when the reader reached this offset, or when the input was written
 */
public record StalledPartition(String topic, int partition, long offset, Instant since) {
  static final Comparator<StalledPartition> LONGEST_FIRST =
      Comparator.comparing(StalledPartition::since)
          .thenComparing(StalledPartition::topic)
          .thenComparing(StalledPartition::partition);

  static StalledPartition of(Position position, long offset, Instant since) {
    return new StalledPartition(position.topic().topicName(), position.partition(), offset, since);
  }

  boolean isPartitionOf(StalledPartition other) {
    return topic.equals(other.topic) && partition == other.partition;
  }
}
