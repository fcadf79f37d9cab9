package dev.tributary.runtime.definitions;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what stands in the {@link Outbox}. One instance at a time, by an advisory lock of its
 * transaction; at least once, which is harmless because readers keep the highest version of a
 * definition, and an entry of the trail by its id. All instances share one transactional id: one
 * that lost its lock while it was stopped cannot send an old version after a newer one, which
 * compaction would then keep.
 */
public final class DefinitionPublisher implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DefinitionPublisher.class);
  private static final long LOCK = 0x7472_6962_6465_6673L;
  private static final long IDLE_MILLIS = 500;
  private static final int BATCH = 200;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final DataSource worker;
  private final KafkaClients kafka;
  private final Ids ids;
  private final Clock clock;
  private final String service;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  public DefinitionPublisher(
      DataSource worker, KafkaClients kafka, Ids ids, Clock clock, String service) {
    this.worker = worker;
    this.kafka = kafka;
    this.ids = ids;
    this.clock = clock;
    this.service = service;
  }

  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("definition-publisher").start(this::run);
  }

  /** Waits for the batch that is on its way, at most 5 s. */
  @Override
  public void close() {
    running = false;
    wake.release();
    Thread started = thread;
    if (started != null) {
      try {
        started.join(CLOSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** There may be something to send. */
  void wake() {
    wake.release();
  }

  private void run() {
    try {
      while (running) {
        if (!sentAll()) {
          continue;
        }
        wake.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      discardProducer();
    }
  }

  /** False to try again at once: there may be more, or another instance sent in the meantime. */
  private boolean sentAll() throws InterruptedException {
    try {
      return sendBatch() < BATCH;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      discardProducer();
      return false;
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("Definitions wait to be published: %s", e.getMessage());
      discardProducer();
      return true;
    }
  }

  /** How many were sent. The rows are deleted only after the messages are committed. */
  private int sendBatch() throws SQLException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        List<Row> rows = leased(tx) ? read(tx) : List.of();
        if (!rows.isEmpty()) {
          send(rows);
          delete(tx, rows);
        }
        tx.commit();
        return rows.size();
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private void send(List<Row> rows) {
    KafkaProducer<byte[], byte[]> sender = producer();
    sender.beginTransaction();
    rows.forEach(row -> sender.send(Topics.toRecord(message(row))));
    sender.commitTransaction();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> existing = producer;
    if (existing != null) {
      return existing;
    }
    KafkaProducer<byte[], byte[]> fresh = kafka.transactionalProducer(service + "-definitions");
    producer = fresh;
    fresh.initTransactions();
    return fresh;
  }

  private void discardProducer() {
    KafkaProducer<byte[], byte[]> broken = producer;
    producer = null;
    if (broken != null) {
      broken.close(Duration.ZERO);
    }
  }

  private record Row(long seq, String workspace, String topic, String id, byte[] payload) {}

  private Message message(Row row) {
    String messageId = ids.next(Ids.MESSAGE);
    Topic topic = Topic.named(row.topic());
    String type = topic == Topic.AUDIT ? AdministrationEntry.TYPE : Definition.TYPE;
    MessageHeaders headers =
        new MessageHeaders(messageId, type, row.workspace(), messageId, clock.instant(), null);
    return Message.of(topic, row.id(), row.payload(), headers);
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
      new Columns<>(statement, rows).longs(Row::seq);
      statement.executeUpdate();
    }
  }
}
