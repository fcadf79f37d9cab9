package dev.tributary.runtime.definitions;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Sends what {@link DefinitionStore} left in its outbox. One instance at a time, by an advisory
 * lock of its transaction; at least once, which is harmless because readers keep the highest
 * version.
 */
public final class DefinitionPublisher implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DefinitionPublisher.class);
  private static final long LOCK = 0x7472_6962_6465_6673L;
  private static final long IDLE_MILLIS = 500;
  private static final int BATCH = 200;

  private final DataSource worker;
  private final KafkaClients kafka;
  private final Ids ids;
  private final Clock clock;
  private final String instance;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean running;

  public DefinitionPublisher(
      DataSource worker, KafkaClients kafka, Ids ids, Clock clock, String instance) {
    this.worker = worker;
    this.kafka = kafka;
    this.ids = ids;
    this.clock = clock;
    this.instance = instance;
  }

  public void start() {
    running = true;
    Thread.ofVirtual().name("definition-publisher").start(this::run);
  }

  @Override
  public void close() {
    running = false;
    wake.release();
  }

  /** There may be something to send. */
  void wake() {
    wake.release();
  }

  static void enqueue(Handle tx, Topic topic, Definition definition) {
    tx.createUpdate(
            "insert into definition_outbox (workspace, topic, id, payload)"
                + " values (:workspace, :topic, :id, :payload)")
        .bind("workspace", definition.workspace())
        .bind("topic", topic.topicName())
        .bind("id", definition.id())
        .bind("payload", Json.write(definition))
        .execute();
  }

  private void run() {
    while (running) {
      try (KafkaProducer<byte[], byte[]> producer =
          kafka.producer("definitions-" + instance, 30_000)) {
        while (running) {
          if (!sendBatch(producer)) {
            wake.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            wake.drainPermits();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | ExecutionException | RuntimeException e) {
        LOG.warnf("Definitions wait to be published: %s", e.getMessage());
        wake.drainPermits();
        try {
          wake.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** True if there may be more. The rows are deleted only after every message is acknowledged. */
  private boolean sendBatch(KafkaProducer<byte[], byte[]> producer)
      throws SQLException, InterruptedException, ExecutionException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        List<Row> rows = leased(tx) ? read(tx) : List.of();
        List<Future<?>> sent = new ArrayList<>();
        for (Row row : rows) {
          sent.add(producer.send(Topics.toRecord(message(row))));
        }
        for (Future<?> each : sent) {
          each.get();
        }
        delete(tx, rows);
        tx.commit();
        return rows.size() == BATCH;
      } catch (SQLException | ExecutionException | InterruptedException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private record Row(long seq, String workspace, String topic, String id, byte[] payload) {}

  private Message message(Row row) {
    String messageId = ids.next(Ids.MESSAGE);
    MessageHeaders headers =
        new MessageHeaders(
            messageId, Definition.TYPE, row.workspace(), messageId, clock.instant(), null);
    return Message.of(Topic.named(row.topic()), row.id(), row.payload(), headers);
  }

  private static boolean leased(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, LOCK);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static List<Row> read(Connection tx) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select seq, workspace, topic, id, payload from definition_outbox order by seq limit"
                + " ?")) {
      statement.setInt(1, BATCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Row(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getBytes(5)));
        }
      }
    }
    return found;
  }

  private static void delete(Connection tx, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement("delete from definition_outbox where seq = any(?)")) {
      statement.setArray(1, tx.createArrayOf("int8", rows.stream().map(Row::seq).toArray()));
      statement.executeUpdate();
    }
  }
}
