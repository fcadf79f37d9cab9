package dev.tributary.testkit.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the present messages of one workspace on a topic. Other tests may write to it at the same
 * time.
 */
public final class WholeTopic {
  private WholeTopic() {}

  public static List<byte[]> values(String bootstrapServers, Topic topic, WorkspaceId workspace) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .toList();
    List<byte[]> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> reader.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
          if (isOf(workspace, record)) {
            found.add(record.value());
          }
        }
      }
    }
    return found;
  }

  private static boolean isOf(WorkspaceId workspace, ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(MessageHeaders.WORKSPACE);
    return header != null && workspace.value().equals(new String(header.value(), UTF_8));
  }
}
