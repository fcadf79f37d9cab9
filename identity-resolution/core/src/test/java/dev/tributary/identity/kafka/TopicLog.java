package dev.tributary.identity.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What stands on a topic and is committed, from its beginning. Not thread-safe. */
public final class TopicLog implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> reader;
  private final List<TopicPartition> partitions;

  public TopicLog(KafkaClients kafka, Topic topic) {
    reader = kafka.reader("test-reader");
    partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
  }

  static List<ConsumerRecord<byte[], byte[]>> read(KafkaClients kafka, Topic topic) {
    try (TopicLog log = new TopicLog(kafka, topic)) {
      return log.readOn();
    }
  }

  /** Everything that is there by now and was not read yet. */
  public List<ConsumerRecord<byte[], byte[]>> readOn() {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    var ends = reader.endOffsets(partitions);
    while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
      reader.poll(Duration.ofMillis(100)).forEach(found::add);
    }
    return found;
  }

  @Override
  public void close() {
    reader.close();
  }
}
