package dev.tributary.identity.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.runtime.kafka.KafkaClients;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads accepted events back from where they stand in the log. Thread-safe. */
public final class EventLog {
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
    Map<LogPosition, CollectedEvent> found = new HashMap<>();
    if (!positions.isEmpty()) {
      try (KafkaConsumer<byte[], byte[]> reader = kafka.reader(clientId)) {
        LogReading.read(
            reader,
            positions,
            () -> false,
            (position, record) -> found.put(position, collected(record)));
      }
    }
    return found;
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
