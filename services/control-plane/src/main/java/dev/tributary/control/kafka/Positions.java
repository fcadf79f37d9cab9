package dev.tributary.control.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.control.pipeline.Position;
import org.apache.kafka.common.TopicPartition;

/** Converts between Kafka's partitions and ours. */
final class Positions {
  private Positions() {}

  static Position of(TopicPartition partition) {
    return new Position(Topic.named(partition.topic()), partition.partition());
  }

  static TopicPartition partition(Position position) {
    return new TopicPartition(position.topic().topicName(), position.partition());
  }
}
