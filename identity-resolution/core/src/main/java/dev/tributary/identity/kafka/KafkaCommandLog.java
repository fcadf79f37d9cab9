package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Publishes commands on the topic {@code commands}. Thread-safe. */
public final class KafkaCommandLog implements CommandLog, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Ids ids;
  private final Clock clock;
  private final BooleanSupplier permitted;

  /**
   * @param permitted whether this log is the one that the database belongs to
   */
  public KafkaCommandLog(
      KafkaClients kafka, String clientId, Ids ids, Clock clock, BooleanSupplier permitted) {
    this.producer = kafka.producer(clientId, TIMEOUT_MILLIS);
    this.ids = ids;
    this.clock = clock;
    this.permitted = permitted;
  }

  @Override
  public EventId send(Command command) {
    if (!permitted.getAsBoolean()) {
      throw new LogUnavailable(
          "The log is not checked yet, or it is not the one of the database", null);
    }
    EventId id = new EventId(ids.next(Ids.EVENT));
    MessageHeaders headers =
        new MessageHeaders(
            id.value(), Command.TYPE, command.workspace(), id.value(), clock.instant(), null);
    try {
      producer.send(Topics.toRecord(command.toMessage(headers))).get();
      return id;
    } catch (ExecutionException | KafkaException e) {
      throw new LogUnavailable("The log cannot be written to", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("The service is stopping", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
