package dev.tributary.destinations.kafka;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic to the end that it had when the run began. Records of other workspaces are skipped
 * without parsing. Not thread-safe.
 */
final class TopicReplay implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Topic read;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> reader;

  /**
   * @throws IllegalStateException if the topic cannot be described now
   */
  TopicReplay(KafkaClients kafka, Topic topic, String clientId) {
    this.read = topic;
    this.topic = topicId(kafka, topic, clientId);
    this.reader = kafka.reader(clientId);
  }

  /** The id that Kafka assigned to the topic at its creation. */
  private static String topicId(KafkaClients kafka, Topic topic, String clientId) {
    String name = topic.topicName();
    try (Admin admin = kafka.admin(clientId + "-log")) {
      TopicDescription described =
          admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      return Objects.requireNonNull(described).topicId().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topic %s cannot be described".formatted(name), e);
    }
  }

  /**
   * The progress of a run.
   *
   * @param next per partition, the next offset
   * @param ends per partition, the offset at which the run ends
   * @param topic the id of the topic of these offsets; null if an earlier version wrote it
   */
  record Place(Map<Integer, Long> next, Map<Integer, Long> ends, @Nullable String topic) {
    private static final TypeReference<Place> TYPE = new TypeReference<>() {};

    static Place of(String text) {
      try {
        return Json.MAPPER.readValue(text, TYPE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text() {
      return new String(Json.write(this), StandardCharsets.UTF_8);
    }

    boolean reached() {
      return ends.entrySet().stream()
          .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private long next(TopicPartition partition) {
      return next.getOrDefault(partition.partition(), 0L);
    }

    private long end(TopicPartition partition) {
      return ends.getOrDefault(partition.partition(), 0L);
    }
  }

  /** The records of one workspace that were read, and the progress afterwards. */
  record Part(List<ConsumerRecord<byte[], byte[]>> records, Place place) {}

  /** From the beginning of the topic to its present end. */
  Place beginning() {
    Map<Integer, Long> next = new TreeMap<>();
    reader.beginningOffsets(partitions()).forEach((p, offset) -> next.put(p.partition(), offset));
    return new Place(next, ends(), topic);
  }

  /** From the first record at this time, or later, to the present end of the topic. */
  Place since(Instant time) {
    Map<Integer, Long> ends = ends();
    Map<Integer, Long> next = new TreeMap<>(ends);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions().forEach(p -> times.put(p, time.toEpochMilli()));
    reader
        .offsetsForTimes(times)
        .forEach((p, found) -> {
          // Without a record of this time, nothing is read.
          if (found != null) {
            next.put(p.partition(), found.offset());
          }
        });
    return new Place(next, ends, topic);
  }

  private Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new TreeMap<>();
    reader.endOffsets(partitions()).forEach((p, offset) -> ends.put(p.partition(), offset));
    return ends;
  }

  /**
   * Why the end of the run cannot be reached: a topic that was created again, or that has lost
   * records, may end before it.
   */
  Optional<String> unreachable(Place place) {
    if (place.topic() != null && !place.topic().equals(topic)) {
      return Optional.of(
          "The topic %s was created again. Run the sync again.".formatted(read.topicName()));
    }
    Map<TopicPartition, Long> now = reader.endOffsets(open(place));
    return now.entrySet().stream()
        .filter(partition -> partition.getValue() < place.end(partition.getKey()))
        .map(partition ->
            "%s ends at %d now, and at %d when the run began: it has lost records. Run the sync again."
                .formatted(partition.getKey(), partition.getValue(), place.end(partition.getKey())))
        .sorted()
        .findFirst();
  }

  /** The next records of a workspace with a value, but none beyond the end. */
  Part read(Place place, WorkspaceId workspace) {
    List<TopicPartition> open = open(place);
    reader.assign(open);
    open.forEach(p -> reader.seek(p, place.next(p)));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.value() != null
          && record.offset() < place.end(partition)
          && workspace.value().equals(workspace(record))) {
        records.add(record);
      }
    }
    Map<Integer, Long> next = new TreeMap<>(place.next());
    open.forEach(p -> next.put(p.partition(), reader.position(p)));
    return new Part(records, new Place(next, place.ends(), topic));
  }

  /** Ends what another thread waits for; its method throws a {@code WakeupException}. */
  void wakeup() {
    reader.wakeup();
  }

  @Override
  public void close() {
    reader.close();
  }

  private static String workspace(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(MessageHeaders.WORKSPACE);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private List<TopicPartition> open(Place place) {
    return partitions().stream().filter(p -> place.next(p) < place.end(p)).toList();
  }

  private List<TopicPartition> partitions() {
    return IntStream.range(0, read.partitions())
        .mapToObj(number -> new TopicPartition(read.topicName(), number))
        .toList();
  }
}
