package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Publishes the commands of HTTP requests on {@code commands}. Thread-safe. */
public final class CommandSender implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Ids ids;
  private final Clock clock;

  public CommandSender(KafkaClients kafka, String clientId, Ids ids, Clock clock) {
    this.producer = kafka.producer(clientId, TIMEOUT_MILLIS);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Waits for the log's acknowledgement.
   *
   * @return the {@code evt_} id under which the command is recorded
   * @throws Problem 503 if the log cannot be written to; the command may have been written or not,
   *     and the caller may send it again
   */
  public String send(Command command) {
    String id = ids.next(Ids.EVENT);
    MessageHeaders headers =
        new MessageHeaders(id, Command.TYPE, command.workspace(), id, clock.instant(), null);
    try {
      producer.send(Topics.toRecord(command.toMessage(headers))).get();
      return id;
    } catch (ExecutionException | KafkaException e) {
      throw Problems.UNAVAILABLE.problem("The log cannot be written to");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.UNAVAILABLE.problem("The service is stopping");
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
