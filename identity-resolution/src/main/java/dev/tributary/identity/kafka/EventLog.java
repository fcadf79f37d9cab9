package dev.tributary.identity.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads accepted events back from where they stand in the log. Thread-safe. */
public final class EventLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int EMPTY_POLLS = 6;

  /** Reading on is cheaper than seeking to something this near. */
  private static final long NEAR = 2_000;

  private final KafkaClients kafka;
  private final String clientId;

  public EventLog(KafkaClients kafka, String clientId) {
    this.kafka = kafka;
    this.clientId = clientId;
  }

  /** Whether events stand there: commands are on record too, and are none. */
  public static boolean holds(LogPosition position) {
    return !position.topic().equals(Topic.COMMANDS.topicName());
  }

  /** What the log still holds; positions whose retention has passed are absent. */
  public Map<LogPosition, CollectedEvent> read(Collection<LogPosition> positions) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    for (LogPosition position : positions) {
      wanted
          .computeIfAbsent(
              new TopicPartition(position.topic(), position.partition()), _ -> new TreeSet<>())
          .add(position.offset());
    }
    Map<LogPosition, CollectedEvent> found = new HashMap<>();
    if (!wanted.isEmpty()) {
      try (KafkaConsumer<byte[], byte[]> reader = kafka.reader(clientId)) {
        var beginnings = reader.beginningOffsets(wanted.keySet());
        wanted.forEach((partition, offsets) -> {
          long beginning = beginnings.getOrDefault(partition, 0L);
          read(reader, partition, offsets.tailSet(beginning, true), found);
        });
      }
    }
    return found;
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> reader,
      TopicPartition partition,
      NavigableSet<Long> offsets,
      Map<LogPosition, CollectedEvent> found) {
    reader.assign(List.of(partition));
    NavigableSet<Long> left = new TreeSet<>(offsets);
    int empty = 0;
    while (!left.isEmpty() && empty < EMPTY_POLLS) {
      long position = reader.position(partition);
      if (left.first() < position || left.first() > position + NEAR) {
        reader.seek(partition, left.first());
      }
      var records = reader.poll(POLL).records(partition);
      empty = records.isEmpty() ? empty + 1 : 0;
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (left.remove(record.offset())) {
          found.put(
              new LogPosition(partition.topic(), partition.partition(), record.offset()),
              collected(record));
        }
      }
      if (!records.isEmpty()) {
        // What is before the last one read and was not there is gone.
        left.headSet(records.getLast().offset(), true).clear();
      }
    }
  }

  private static CollectedEvent collected(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return CollectedEvent.from(headers, record.value());
  }

  /** As it was processed; empty if it cannot be read. */
  public static Optional<AppliedEvent> processed(CollectedEvent event) {
    return EventReader.read(event) instanceof Reading.Readable readable
        ? Optional.of(ProfileOutputs.processed(readable.event()))
        : Optional.empty();
  }
}
