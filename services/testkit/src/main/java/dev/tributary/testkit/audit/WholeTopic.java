package dev.tributary.testkit.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the present messages of a topic. Other tests may write to it at the same time. */
public final class WholeTopic {
  private WholeTopic() {}

  /** The messages of one workspace. */
  public static List<byte[]> values(String bootstrapServers, Topic topic, WorkspaceId workspace) {
    List<byte[]> found = new ArrayList<>();
    read(
        bootstrapServers,
        topic,
        record -> {
          if (isOf(workspace, record)) {
            found.add(record.value());
          }
        });
    return found;
  }

  /** The keys whose newest message is a tombstone. A message without a key is none. */
  public static Set<String> tombstones(String bootstrapServers, Topic topic) {
    Set<String> found = new HashSet<>();
    read(bootstrapServers, topic, record -> take(record, found));
    return found;
  }

  static void take(ConsumerRecord<byte[], byte[]> record, Set<String> tombstones) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      tombstones.add(key);
    } else {
      tombstones.remove(key);
    }
  }

  private static void read(
      String bootstrapServers, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(reader);
      }
    }
  }

  private static boolean isOf(WorkspaceId workspace, ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(MessageHeaders.WORKSPACE);
    return header != null && workspace.value().equals(new String(header.value(), UTF_8));
  }
}
