package dev.tributary.identity.kafka;

import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.identity.acceptance.EventLog;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.Input;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** {@link EventLog} over Kafka. */
public final class KafkaEventLog implements EventLog {
  private final KafkaClients kafka;
  private final String clientId;

  public KafkaEventLog(KafkaClients kafka, String clientId) {
    this.kafka = kafka;
    this.clientId = clientId;
  }

  @Override
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
}
