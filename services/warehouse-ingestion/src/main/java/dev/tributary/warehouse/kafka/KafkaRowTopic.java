package dev.tributary.warehouse.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.warehouse.run.RowTopic;
import dev.tributary.warehouse.table.RunFailure;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code rows}, through an idempotent producer. At least once over crashes; readers
 * recognise repeats by model, key, hash and run. Thread-safe, but only the first caller of flush
 * gets a failure.
 */
public final class KafkaRowTopic implements RowTopic {
  private final KafkaProducer<byte[], byte[]> producer;
  private final KeyHash keys;
  private final Ids ids;
  private final Clock clock;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public KafkaRowTopic(KafkaProducer<byte[], byte[]> producer, KeyHash keys, Ids ids, Clock clock) {
    this.producer = producer;
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void send(RowChange change) {
    String id = ids.next(Ids.EVENT);
    MessageHeaders headers =
        new MessageHeaders(
            id, RowChange.TYPE, change.workspace(), id, clock.instant(), change.run().value());
    deliver(change.toMessage(key(change), headers));
  }

  @Override
  public void tombstone(WorkspaceId workspace, String keyHash) {
    String id = ids.next(Ids.EVENT);
    MessageHeaders headers =
        new MessageHeaders(id, RowChange.TYPE, workspace, id, clock.instant(), null);
    Message marker = Message.of(Topic.ROWS, keyHash, new byte[0], headers);
    deliver(new Message(marker.topic(), null, marker.key(), null, marker.headers()));
  }

  public String key(RowChange change) {
    return keys.of(change.workspace().value(), change.model().value(), change.keyText());
  }

  private void deliver(Message message) {
    producer.send(
        Topics.toRecord(message),
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  @Override
  public void flush() throws RunFailure {
    producer.flush();
    Exception failed = failure.getAndSet(null);
    if (failed != null) {
      throw new RunFailure(
          "log-unavailable",
          "The rows could not be written to the log; the next run compares them again",
          failed);
    }
  }
}
