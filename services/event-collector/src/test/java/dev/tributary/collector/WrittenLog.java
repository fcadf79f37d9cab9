package dev.tributary.collector;

import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** What stands on the log: of one source, or the newest messages of a topic. */
public final class WrittenLog {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private WrittenLog() {}

  /** The events of a source, once there are this many. */
  public static List<CollectedEvent> events(String source, int atLeast) {
    List<CollectedEvent> found = new ArrayList<>();
    read(
        Topic.EVENTS,
        record -> {
          Map<String, byte[]> headers = headers(record);
          if (headers.containsKey(CollectedEvent.SOURCE_ID)) {
            CollectedEvent event = CollectedEvent.from(headers, record.value());
            if (event.source().value().equals(source)) {
              found.add(event);
            }
          }
        },
        () -> found.size() >= atLeast);
    return found;
  }

  /** The same, as consumers see them. */
  public static List<TrackingEvent> readEvents(String source, int atLeast) {
    return events(source, atLeast).stream()
        .map(event -> ((Reading.Readable) EventReader.read(event)).event())
        .toList();
  }

  public static List<QuarantinedInput> quarantined(String source, int atLeast) {
    List<QuarantinedInput> found = new ArrayList<>();
    read(
        Topic.QUARANTINE,
        record -> {
          QuarantinedInput input = QuarantinedInput.from(headers(record), record.value());
          if (input.event().source().value().equals(source)) {
            found.add(input);
          }
        },
        () -> found.size() >= atLeast);
    return found;
  }

  /** The trace contexts that a source's events carry, once there are this many. */
  public static List<String> traceParents(String source, int atLeast) {
    List<String> found = new ArrayList<>();
    read(
        Topic.EVENTS,
        record -> {
          Map<String, byte[]> headers = headers(record);
          byte[] parent = headers.get(MessageHeaders.TRACE_PARENT);
          if (parent != null
              && headers.containsKey(CollectedEvent.SOURCE_ID)
              && CollectedEvent.from(headers, record.value()).source().value().equals(source)) {
            found.add(new String(parent, StandardCharsets.US_ASCII));
          }
        },
        () -> found.size() >= atLeast);
    return found;
  }

  /** The newest value of each key of a topic; empty for a tombstone. */
  public static Map<String, Optional<String>> newest(Topic topic) {
    Map<String, Optional<String>> found = new HashMap<>();
    read(
        topic,
        record ->
            found.put(
                text(record.key()), Optional.ofNullable(record.value()).map(WrittenLog::text)),
        () -> true);
    return found;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record);
  }

  @FunctionalInterface
  private interface Enough {
    boolean reached();
  }

  /** Reads on until it is enough, and what stands there by then. */
  private static void read(Topic topic, Reader reader, Enough enough) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
            .toList();
    try (KafkaConsumer<byte[], byte[]> consumer = CollectorFixture.kafka().reader("test-reader")) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(BOUND)
          // Reading waits by itself, and there may be much to read.
          .pollInterval(Duration.ofMillis(1))
          .pollInSameThread()
          .until(() -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
              reader.read(record);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return enough.reached()
                && partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
          });
    }
  }

  private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value());
    }
    return headers;
  }
}
