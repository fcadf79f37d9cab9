package dev.tributary.runtime.outbox;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.postgres.BoundedConnection;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.TransactionLock;
import dev.tributary.runtime.threads.ResilientWork;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the messages of the {@link Outbox}. A message that can never be published stays in its
 * table, is counted, and does not delay the messages after it. It is tried again after a restart,
 * because a later version or another limit may allow it. An advisory lock of its transaction lets
 * one instance at a time publish. Messages may be published more than once. This is harmless,
 * because readers keep the highest version of a definition, and one entry of the trail per id. All
 * instances share one transactional id: an instance that was paused and lost its lock cannot
 * publish an old version after a newer one, which compaction would then keep.
 */
public final class DefinitionPublisher implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DefinitionPublisher.class);
  private static final TransactionLock LOCK = new TransactionLock(0x7472_6962_6465_6673L);

  /**
   * The pause while the outbox is empty. A change in this process ends it; entries of the trail,
   * and messages of a process that died, wait for its end.
   */
  private static final long IDLE_MILLIS = 2_000;

  /** The pause while there are messages that this instance could not publish. */
  private static final long WAITING_MILLIS = 500;

  private static final int BATCH = 200;

  /** A batch has this size at most, or a single message. */
  private static final int BATCH_BYTES = 16 * 1024 * 1024;

  /** The time without progress after which the outbox counts as standing. */
  private static final Duration STILL = Duration.ofMinutes(1);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final DataSource worker;
  private final KafkaClients kafka;
  private final Ids ids;
  private final Clock clock;
  private final String service;
  private final Semaphore wake = new Semaphore(0);
  private final BooleanSupplier permitted;

  /** The numbers of the messages that can never be published. */
  private final Set<Long> unpublishable = new ConcurrentSkipListSet<>();

  private volatile @Nullable Head head;
  private volatile boolean caughtUp;
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param permitted whether the service may write to this log; asked before each batch
   */
  public DefinitionPublisher(
      DataSource worker,
      KafkaClients kafka,
      Ids ids,
      Clock clock,
      String service,
      BooleanSupplier permitted) {
    this.worker = worker;
    this.kafka = kafka;
    this.ids = ids;
    this.clock = clock;
    this.service = service;
    this.permitted = permitted;
  }

  public void start() {
    running = true;
    thread =
        ResilientWork.start(
            Thread.ofVirtual().name("definition-publisher"), () -> running, this::run);
  }

  /** Waits for the batch in progress, at most 5 s. */
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

  /** Whether the outbox was empty at least once since the start. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /**
   * Number of messages in the outbox that can never be published, as far as this instance knows.
   */
  public int unpublishable() {
    return unpublishable.size();
  }

  /**
   * Whether the first message of the outbox that can be published has been the same for a minute.
   */
  public boolean standing() {
    Head first = head;
    return first != null && !clock.instant().isBefore(first.since().plus(STILL));
  }

  /**
   * The first message that can be published.
   *
   * @param since when this instance first found it in this place
   */
  private record Head(long seq, Instant since) {}

  /** There may be something to send. */
  public void wake() {
    wake.release();
  }

  private void run() {
    try {
      while (running) {
        if (permitted.getAsBoolean() && !sentAll()) {
          continue;
        }
        wake.tryAcquire(head == null ? IDLE_MILLIS : WAITING_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      discardProducer();
    }
  }

  /**
   * Returns false if it should be called again at once: there may be more messages, or another
   * instance published in the meantime.
   */
  private boolean sentAll() throws InterruptedException {
    try {
      int handled = sendBatch();
      caughtUp |= handled == 0;
      return handled == 0;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      discardProducer();
      return false;
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("Definitions wait to be published: %s", e.getMessage());
      discardProducer();
      return true;
    }
  }

  /**
   * Returns the number of messages that were published or found to be unpublishable. The rows are
   * deleted only after the Kafka transaction is committed.
   */
  private int sendBatch() throws SQLException {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        look(tx);
        List<Row> rows = LOCK.taken(tx) ? read(tx) : List.of();
        List<Outgoing> messages = messages(rows);
        if (!messages.isEmpty()) {
          send(messages);
          delete(tx, messages);
        }
        tx.commit();
        return rows.size();
      } catch (SQLException | RuntimeException | Error e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private record Outgoing(Row row, Message message) {}

  /** Without those that cannot become a message, or that no broker accepts. */
  private List<Outgoing> messages(List<Row> rows) {
    List<Outgoing> messages = new ArrayList<>();
    for (Row row : rows) {
      try {
        if (row.payload().length > Topic.MAX_MESSAGE_BYTES) {
          leaveOut(row, "it is larger than " + Topic.MAX_MESSAGE_BYTES + " bytes");
        } else {
          messages.add(new Outgoing(row, message(row)));
        }
      } catch (RuntimeException e) {
        leaveOut(row, e.getMessage());
      }
    }
    return messages;
  }

  private void leaveOut(Row row, @Nullable String why) {
    if (unpublishable.add(row.seq())) {
      LOG.errorf(
          "The message %d for the topic %s, %s of the workspace %s, can never be published: %s. It"
              + " stays in the table definition_outbox, and the messages after it are published",
          row.seq(), row.topic(), row.id(), row.workspace(), why);
    }
  }

  /**
   * If a message is refused because of itself, this transaction fails, and the next one is without
   * the message.
   */
  private void send(List<Outgoing> messages) {
    KafkaProducer<byte[], byte[]> sender = producer();
    List<Future<RecordMetadata>> results = new ArrayList<>();
    sender.beginTransaction();
    try {
      messages.forEach(each -> results.add(sender.send(Topics.toRecord(each.message()))));
      sender.commitTransaction();
    } catch (RuntimeException e) {
      for (int i = 0; i < results.size(); i++) {
        Throwable refusal = refusal(results.get(i));
        if (refusal != null) {
          leaveOut(messages.get(i).row(), refusal.getMessage());
        }
      }
      throw e;
    }
  }

  /** The failure whose cause is the message itself; null for every other result. */
  private static @Nullable Throwable refusal(Future<RecordMetadata> result) {
    if (!result.isDone() || result.state() != Future.State.FAILED) {
      return null;
    }
    Throwable failure = result.exceptionNow();
    return failure instanceof RecordTooLargeException || failure instanceof SerializationException
        ? failure
        : null;
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

  private record Row(long seq, WorkspaceId workspace, String topic, String id, byte[] payload) {}

  private Message message(Row row) {
    String messageId = ids.next(Ids.MESSAGE);
    Topic topic = Topic.named(row.topic());
    String type = topic == Topic.AUDIT ? AdministrationEntry.TYPE : Definition.TYPE;
    MessageHeaders headers =
        new MessageHeaders(messageId, type, row.workspace(), messageId, clock.instant(), null);
    return Message.of(topic, row.id(), row.payload(), headers);
  }

  /** Every instance looks, also one that has not the lock: the one that has it may hang. */
  private void look(Connection tx) throws SQLException {
    forgetDeleted(tx);
    try (PreparedStatement statement =
        tx.prepareStatement("select min(seq) from definition_outbox where seq <> all(?)")) {
      statement.setArray(1, leftOut(tx));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        long seq = rows.getLong(1);
        Head before = head;
        if (rows.wasNull()) {
          head = null;
        } else if (before == null || before.seq() != seq) {
          head = new Head(seq, clock.instant());
        }
      }
    }
  }

  /** An operator, or the purge of a workspace, may have deleted a message that was left out. */
  private void forgetDeleted(Connection tx) throws SQLException {
    if (unpublishable.isEmpty()) {
      return;
    }
    Set<Long> present = new HashSet<>();
    try (PreparedStatement statement =
        tx.prepareStatement("select seq from definition_outbox where seq = any(?)")) {
      statement.setArray(1, leftOut(tx));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          present.add(rows.getLong(1));
        }
      }
    }
    unpublishable.retainAll(present);
  }

  private Array leftOut(Connection tx) throws SQLException {
    return tx.createArrayOf("bigint", unpublishable.toArray());
  }

  private List<Row> read(Connection tx) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select seq, workspace, topic, id, payload from (
              select *, sum(octet_length(payload)) over (order by seq) - octet_length(payload)
                as bytes_before
              from definition_outbox where seq <> all(?) order by seq limit ?) waiting
            where bytes_before < ? order by seq\
            """)) {
      statement.setArray(1, leftOut(tx));
      statement.setInt(2, BATCH);
      statement.setInt(3, BATCH_BYTES);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Row(
                  rows.getLong(1),
                  new WorkspaceId(rows.getString(2)),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getBytes(5)));
        }
      }
    }
    return found;
  }

  private static void delete(Connection tx, List<Outgoing> messages) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement("delete from definition_outbox where seq = any(?)")) {
      new Columns<>(statement, messages).longs(each -> each.row().seq());
      statement.executeUpdate();
    }
  }
}
