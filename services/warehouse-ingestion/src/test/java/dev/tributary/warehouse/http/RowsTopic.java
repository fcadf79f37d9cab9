package dev.tributary.warehouse.http;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.warehouse.WarehouseEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The topic of rows, with one consumer for all tests. Thread-safe. */
final class RowsTopic {
  private static final class Holder {
    private static final RowsTopic SHARED = new RowsTopic();
  }

  private final List<TopicPartition> partitions =
      IntStream.range(0, Topic.ROWS.partitions())
          .mapToObj(number -> new TopicPartition(Topic.ROWS.topicName(), number))
          .toList();
  private final KafkaConsumer<byte[], byte[]> consumer =
      new KafkaClients(System.getProperty(WarehouseEnvironment.KAFKA)).reader("test-rows");

  private RowsTopic() {
    consumer.assign(partitions);
  }

  static RowsTopic shared() {
    return Holder.SHARED;
  }

  synchronized Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /** The wanted records from these offsets on. */
  synchronized List<ConsumerRecord<byte[], byte[]>> since(
      Map<TopicPartition, Long> starts, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    Map<TopicPartition, Long> ends = ends();
    starts.forEach(consumer::seek);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    while (partitions.stream()
        .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (wanted.test(record)) {
          found.add(record);
        }
      }
    }
    return found;
  }
}
