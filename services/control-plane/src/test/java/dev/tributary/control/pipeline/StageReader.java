package dev.tributary.control.pipeline;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.Fetch;
import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads a stage's inputs and commits as its loop does: the offset after the last message. */
final class StageReader implements AutoCloseable {
  /** A consumer is closed only after its last fetch has been answered. */
  private static final Fetch SHORT = new Fetch(1, Duration.ofMillis(50));

  private final Thread thread;
  private volatile boolean running = true;

  private StageReader(KafkaClients kafka, Stage stage) {
    this.thread = Thread.ofVirtual().start(() -> read(kafka, stage));
  }

  static StageReader start(KafkaClients kafka, Stage stage) {
    return new StageReader(kafka, stage);
  }

  private void read(KafkaClients kafka, Stage stage) {
    String instance = UUID.randomUUID().toString();
    try (KafkaConsumer<byte[], byte[]> consumer =
        kafka.groupMember(stage.consumer(), instance, 6_000, SHORT, 500)) {
      // Without the group's protocol, whose time-outs would be most of a test.
      consumer.assign(partitions(stage));
      while (running) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          done.put(
              new TopicPartition(record.topic(), record.partition()),
              new OffsetAndMetadata(record.offset() + 1));
        }
        consumer.commitSync(done);
      }
    }
  }

  private static List<TopicPartition> partitions(Stage stage) {
    return stage.inputs().stream().flatMap(StageReader::partitions).toList();
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition));
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
