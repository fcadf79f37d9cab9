package dev.tributary.testkit.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on the topic {@code reads}. */
public final class RecordedReads {
  private RecordedReads() {}

  /** Those of a workspace so far, in the order of their time. */
  public static List<PersonalDataRead> of(String bootstrapServers, String workspace) {
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.READS.partitions())
            .mapToObj(number -> new TopicPartition(Topic.READS.topicName(), number))
            .toList();
    List<PersonalDataRead> found = new ArrayList<>();
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
        reader
            .poll(Duration.ofMillis(100))
            .forEach(record -> found.add(Json.read(record.value(), PersonalDataRead.class)));
      }
    }
    return found.stream()
        .filter(read -> read.workspace().equals(workspace))
        .sorted(Comparator.comparing(PersonalDataRead::at))
        .toList();
  }
}
