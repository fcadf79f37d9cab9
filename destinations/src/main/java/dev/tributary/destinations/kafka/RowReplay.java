package dev.tributary.destinations.kafka;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads the topic of rows from its beginning to where it ended when the walk began: the topic is
 * the table. Not thread-safe.
 */
final class RowReplay implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> reader;

  RowReplay(KafkaClients kafka, String clientId) {
    this.reader = kafka.reader(clientId);
  }

  /**
   * How far a walk is.
   *
   * @param next per partition, the offset to go on with
   * @param ends per partition, where the walk is over
   */
  record Place(Map<Integer, Long> next, Map<Integer, Long> ends) {
    private static final TypeReference<Place> TYPE = new TypeReference<>() {};

    static Place of(String text) {
      try {
        return Json.MAPPER.readValue(text, TYPE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text() {
      return new String(Json.write(this), java.nio.charset.StandardCharsets.UTF_8);
    }

    boolean reached() {
      return ends.entrySet().stream()
          .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
  }

  /** A row where it stands. */
  record Row(RowChange change, MessageHeaders headers, long offset) {}

  /** Some rows, and where to go on. */
  record Part(List<Row> rows, Place place) {}

  Place beginning() {
    List<TopicPartition> partitions = partitions();
    Map<Integer, Long> next = new TreeMap<>();
    Map<Integer, Long> ends = new TreeMap<>();
    reader.beginningOffsets(partitions).forEach((p, offset) -> next.put(p.partition(), offset));
    reader.endOffsets(partitions).forEach((p, offset) -> ends.put(p.partition(), offset));
    return new Place(next, ends);
  }

  /** The next rows of this model; none of them beyond the end. */
  Part read(Place place, String workspace, String model) {
    List<TopicPartition> open =
        partitions().stream()
            .filter(p -> place.next().getOrDefault(p.partition(), 0L) < end(place, p))
            .toList();
    reader.assign(open);
    open.forEach(p -> reader.seek(p, place.next().getOrDefault(p.partition(), 0L)));
    List<Row> rows = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
      byte[] value = record.value();
      if (value == null || record.offset() >= place.ends().getOrDefault(record.partition(), 0L)) {
        continue;
      }
      RowChange change = Json.read(value, RowChange.class);
      if (change.workspace().equals(workspace) && change.model().equals(model)) {
        rows.add(new Row(change, headers(record), record.offset()));
      }
    }
    Map<Integer, Long> next = new TreeMap<>(place.next());
    open.forEach(p -> next.put(p.partition(), reader.position(p)));
    return new Part(rows, new Place(next, place.ends()));
  }

  @Override
  public void close() {
    reader.close();
  }

  private static long end(Place place, TopicPartition partition) {
    return place.ends().getOrDefault(partition.partition(), 0L);
  }

  private static List<TopicPartition> partitions() {
    return IntStream.range(0, Topic.ROWS.partitions())
        .mapToObj(number -> new TopicPartition(Topic.ROWS.topicName(), number))
        .toList();
  }

  private static MessageHeaders headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value());
    }
    return MessageHeaders.from(headers);
  }
}
