package dev.tributary.runtime.audit;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Puts reads on {@code reads}, and waits for the log's acknowledgement. Thread-safe. */
public final class TopicReadLog implements ReadLog, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final KeyHash keys;
  private final Ids ids;
  private final BooleanSupplier permitted;

  /**
   * @param permitted whether the service may publish to this log
   */
  public TopicReadLog(
      KafkaClients kafka, String clientId, KeyHash keys, Ids ids, BooleanSupplier permitted) {
    this.producer = kafka.producer(clientId, TIMEOUT_MILLIS);
    this.keys = keys;
    this.ids = ids;
    this.permitted = permitted;
  }

  @Override
  public void add(PersonalDataRead read) {
    if (!permitted.getAsBoolean()) {
      throw notRecorded();
    }
    String id = ids.next(Ids.MESSAGE);
    MessageHeaders headers =
        new MessageHeaders(id, PersonalDataRead.TYPE, read.workspace(), id, read.at(), null);
    String key = keys.of(read.workspace().value(), read.actor());
    try {
      producer.send(Topics.toRecord(read.toMessage(key, headers))).get();
    } catch (ExecutionException | KafkaException e) {
      throw notRecorded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.UNAVAILABLE.problem("The service is stopping");
    }
  }

  private static Problem notRecorded() {
    return Problems.UNAVAILABLE.problem(
        "Reads of personal data cannot be recorded now, so no data is shown");
  }

  @Override
  public void close() {
    producer.close();
  }
}
