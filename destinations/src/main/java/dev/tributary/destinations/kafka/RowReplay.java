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
import java.util.ArrayList;
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
 * Reads the topic of rows from its beginning to the end that it had when the backfill began. The
 * topic is the only copy of the rows. Records of other workspaces are skipped without parsing. Not
 * thread-safe.
 */
final class RowReplay implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> reader;

  /**
   * @throws IllegalStateException if the topic cannot be described now
   */
  RowReplay(KafkaClients kafka, String clientId) {
    this.topic = topic(kafka, clientId);
    this.reader = kafka.reader(clientId);
  }

  /** The id that Kafka assigned to the topic at its creation. */
  private static String topic(KafkaClients kafka, String clientId) {
    String name = Topic.ROWS.topicName();
    try (Admin admin = kafka.admin(clientId + "-log")) {
      TopicDescription described =
          admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      return Objects.requireNonNull(described).topicId().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topic of rows cannot be described", e);
    }
  }

  /**
   * The progress of a backfill.
   *
   * @param next per partition, the next offset
   * @param ends per partition, the offset at which the backfill ends
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

  /** The rows of one workspace that were read, and the progress afterwards. */
  record Part(List<StoredRow> rows, Place place) {}

  Place beginning() {
    List<TopicPartition> partitions = partitions();
    Map<Integer, Long> next = new TreeMap<>();
    Map<Integer, Long> ends = new TreeMap<>();
    reader.beginningOffsets(partitions).forEach((p, offset) -> next.put(p.partition(), offset));
    reader.endOffsets(partitions).forEach((p, offset) -> ends.put(p.partition(), offset));
    return new Place(next, ends, topic);
  }

  /**
   * Why the end of the backfill cannot be reached: a topic that was created again, or that has lost
   * records, may end before it.
   */
  Optional<String> unreachable(Place place) {
    if (place.topic() != null && !place.topic().equals(topic)) {
      return Optional.of("The topic of rows was created again. Run the sync again.");
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

  /** The next rows of a workspace, of all models, but none beyond the end. */
  Part read(Place place, WorkspaceId workspace) {
    List<TopicPartition> open = open(place);
    reader.assign(open);
    open.forEach(p -> reader.seek(p, place.next(p)));
    List<StoredRow> rows = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.value() != null
          && record.offset() < place.end(partition)
          && workspace.value().equals(workspace(record))) {
        rows.add(new StoredRow(record));
      }
    }
    Map<Integer, Long> next = new TreeMap<>(place.next());
    open.forEach(p -> next.put(p.partition(), reader.position(p)));
    return new Part(rows, new Place(next, place.ends(), topic));
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

  private static List<TopicPartition> open(Place place) {
    return partitions().stream().filter(p -> place.next(p) < place.end(p)).toList();
  }

  private static List<TopicPartition> partitions() {
    return IntStream.range(0, Topic.ROWS.partitions())
        .mapToObj(number -> new TopicPartition(Topic.ROWS.topicName(), number))
        .toList();
  }
}
