package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.bare.Kafka;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publishes events on their topic as the collector would. Thread-safe. */
final class Feed implements AutoCloseable {
  private static final SourceId SOURCE = new SourceId("src_benchmark");
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

  private final KeyHash keys =
      new KeyHash(SOURCE.value().repeat(2).getBytes(StandardCharsets.US_ASCII));
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final Installed installed;
  private final AtomicLongArray ends;
  private final WorkspaceId workspace;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile @Nullable Exception failure;

  private Feed(Installed installed, AtomicLongArray ends) {
    this.installed = installed;
    this.ends = ends;
    this.workspace = new WorkspaceId(installed.workspaceId());
    this.producer = Kafka.producer(installed.kafka());
  }

  static Feed of(Installed installed) {
    return new Feed(installed, new AtomicLongArray(Topic.EVENTS.partitions()));
  }

  /**
   * A second feed, for a sender that must not wait for the events of this one. Both have the same
   * ends.
   */
  Feed withSameEnds() {
    return new Feed(installed, ends);
  }

  /** Receives the partition and the offset of an acknowledged event. */
  interface Acknowledged {
    void at(int partition, long offset);
  }

  void send(Event event, Acknowledged then) {
    Instant now = Instant.now();
    Message message =
        CollectedEventBuilder.builder()
            .eventId(new EventId(ids.next(Ids.EVENT)))
            .workspace(workspace)
            .source(SOURCE)
            .sourceKind(SourceKind.SERVER)
            .pathType(null)
            .receivedAt(now.truncatedTo(ChronoUnit.MICROS))
            .acceptedAt(now)
            .clientAddress(null)
            .envelope(NOTHING)
            .item(event.item())
            .build()
            .toMessage(keys.of(workspace.value(), SOURCE.value(), event.person()));
    var outgoing =
        new ProducerRecord<>(message.topic().topicName(), message.key(), message.value());
    message.headers().forEach(outgoing.headers()::add);
    producer.send(
        outgoing,
        (sent, refusal) -> {
          if (refusal != null) {
            failure = refusal;
          } else {
            ends.accumulateAndGet(sent.partition(), sent.offset() + 1, Math::max);
            then.at(sent.partition(), sent.offset());
          }
        });
  }

  /** Returns when all events are acknowledged. */
  void send(Iterable<Event> events) {
    events.forEach(event -> send(event, (_, _) -> {}));
    flush();
  }

  /** The end of the acknowledged events of each partition. */
  long[] ends() {
    long[] now = new long[ends.length()];
    for (int partition = 0; partition < now.length; partition++) {
      now[partition] = ends.get(partition);
    }
    return now;
  }

  /**
   * @throws IllegalStateException if any event that was ever sent was not acknowledged
   */
  void flush() {
    producer.flush();
    if (failure != null) {
      throw new IllegalStateException("Kafka did not take an event", failure);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
