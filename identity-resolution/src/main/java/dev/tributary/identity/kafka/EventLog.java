package dev.tributary.identity.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.Input;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads accepted events from their positions in the log. Thread-safe. */
public final class EventLog {
  private final KafkaClients kafka;
  private final String clientId;

  public EventLog(KafkaClients kafka, String clientId) {
    this.kafka = kafka;
    this.clientId = clientId;
  }

  /**
   * Whether the record at the position is an event: commands are recorded too, but are not events.
   */
  public static boolean holds(LogPosition position) {
    return !position.topic().equals(Topic.COMMANDS.topicName());
  }

  /**
   * The events that the log still holds. An event is absent if the log has deleted it, or has
   * another message at its position.
   */
  public Map<LogEntry, CollectedEvent> read(Collection<LogEntry> entries) {
    Map<LogEntry, CollectedEvent> found = new HashMap<>();
    if (!entries.isEmpty()) {
      try (KafkaConsumer<byte[], byte[]> reader = kafka.reader(clientId)) {
        LogReading.read(
            reader,
            entries,
            () -> false,
            (entry, input) -> collected(input).ifPresent(event -> found.put(entry, event)));
      }
    }
    return found;
  }

  private static Optional<CollectedEvent> collected(Input input) {
    byte[] value = input.value();
    return value == null
        ? Optional.empty()
        : Optional.of(CollectedEvent.from(input.headers(), value));
  }

  /** The event as it was processed; empty if it cannot be read. */
  public static Optional<AppliedEvent> processed(CollectedEvent event) {
    return EventReader.read(event) instanceof Reading.Readable readable
        ? Optional.of(ProfileOutputs.processed(readable.event()))
        : Optional.empty();
  }
}
