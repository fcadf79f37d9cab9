package dev.tributary.identity.kafka.audit;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.FormerTrail.Batch;
import dev.tributary.identity.audit.TrailTopics;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Publishes former entries of the audit trail on {@code reads} and {@code audit}. Thread-safe. */
public final class KafkaTrailTopics implements TrailTopics {
  /** Shorter than the database lets a transaction wait. */
  private static final int TIMEOUT_MILLIS = 4_000;

  private final KafkaClients kafka;
  private final String clientId;
  private final BooleanSupplier permitted;

  /**
   * @param permitted whether the service may publish to this log
   */
  public KafkaTrailTopics(KafkaClients kafka, String clientId, BooleanSupplier permitted) {
    this.kafka = kafka;
    this.clientId = clientId;
    this.permitted = permitted;
  }

  /** Opens a producer for each batch, because a handover happens once. */
  @Override
  public void publish(Batch batch) {
    if (!permitted.getAsBoolean()) {
      throw new LogUnavailable(
          "The log is not checked yet, or it is not the one of the database", null);
    }
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer(clientId, TIMEOUT_MILLIS)) {
      List<Future<RecordMetadata>> sent =
          messages(batch).map(message -> producer.send(Topics.toRecord(message))).toList();
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw new LogUnavailable("The log cannot be written to", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("The service is stopping", e);
    }
  }

  private static Stream<Message> messages(Batch batch) {
    return Stream.of(
            batch.reads().stream()
                .map(entry ->
                    entry.toMessage(
                        headers(entry.id(), ReadEntry.TYPE, entry.workspace(), entry.firstAt()))),
            batch.actions().stream()
                .map(entry ->
                    entry.toMessage(
                        headers(
                            entry.id(), AdministrationEntry.TYPE, entry.workspace(), entry.at()))),
            batch.quarantined().stream())
        .flatMap(messages -> messages);
  }

  /** The id of the entry is the id of the message, so that its copies are recognised. */
  private static MessageHeaders headers(String id, String type, WorkspaceId workspace, Instant at) {
    return new MessageHeaders(id, type, workspace, id, at, null);
  }
}
