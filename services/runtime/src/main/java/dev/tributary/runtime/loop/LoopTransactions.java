package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.event.Tick;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import dev.tributary.runtime.loop.failure.DatabaseUnreachable;
import dev.tributary.runtime.loop.failure.EffectsFailed;
import dev.tributary.runtime.loop.failure.Fenced;
import dev.tributary.runtime.loop.failure.UnclassifiedFailure;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The loop's transactions in the database, and the classification of their failures. Confined to
 * the loop's thread.
 */
final class LoopTransactions {
  private final LoopSettings settings;
  private final DataSource worker;
  private final Positions positions;
  private final LookAhead lookAhead;
  private final Duration silence;

  LoopTransactions(LoopSettings settings, DataSource worker, LookAhead lookAhead) {
    this(settings, worker, lookAhead, BoundedConnection.SILENCE);
  }

  /**
   * @param silence how long the database may say nothing before a transaction fails
   */
  LoopTransactions(
      LoopSettings settings, DataSource worker, LookAhead lookAhead, Duration silence) {
    this.silence = silence;
    this.lookAhead = lookAhead;
    this.settings = settings;
    this.worker = worker;
    this.positions = new Positions(settings.consumer());
  }

  /**
   * A committed transaction: the messages to publish now, and the offsets up to which everything is
   * then published.
   */
  record Committed(List<Message> messages, Map<TopicPartition, Long> upTo) {}

  void claim(Map<TopicPartition, AssignedPartition> claimed) throws SQLException {
    try (BoundedConnection opened = open()) {
      Connection tx = opened.connection();
      positions.claim(tx, claimed);
      tx.commit();
    }
  }

  List<Positions.Unpublished> unpublished(TopicPartition partition, long published)
      throws SQLException {
    try (BoundedConnection opened = open()) {
      Connection tx = opened.connection();
      List<Positions.Unpublished> batches = positions.unpublished(tx, partition, published);
      tx.commit();
      return batches;
    }
  }

  /** The work with a poll within a transaction. */
  interface Work {
    List<Output> run(Connection tx, Poll poll) throws Exception;
  }

  /**
   * One transaction: moves the positions of the batches, does the work and stores the outgoing
   * messages.
   *
   * @throws EffectsFailed if the inputs are the cause
   * @throws UnclassifiedFailure if the failure may be temporary, or caused by an input
   * @throws SQLException if no input can be the cause
   * @throws Fenced if another instance has taken over a partition
   */
  Committed run(List<Batch> batches, Work work) throws Exception {
    List<Positions.Advance> advances = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    Map<TopicPartition, Tick> ticks = new HashMap<>();
    Map<TopicPartition, Tick> ticksToApply = new HashMap<>();
    for (Batch batch : batches) {
      for (Input input : batch.inputs()) {
        Tick tick = input.tick();
        if (tick == null) {
          inputs.add(input);
        } else {
          ticks.put(input.partition(), tick);
        }
      }
      advances.add(advance(batch, ticks.get(batch.partition())));
      addTime(batch, ticks.get(batch.partition()), ticksToApply);
    }
    Instant begun = Instant.now();
    try (BoundedConnection opened = open()) {
      Connection tx = opened.connection();
      try {
        positions.advance(tx, advances);
      } catch (SQLException | Fenced e) {
        rollback(tx, e);
        throw e;
      }
      try {
        Tick newest =
            ticksToApply.values().stream().max(Comparator.comparing(Tick::newest)).orElse(null);
        Tick watermark =
            newest == null ? null : positions.watermark(tx, settings.ticks().topic(), newest);
        List<Output> returned = work.run(tx, new Poll(inputs, ticksToApply, watermark));
        List<Output> outputs = Traces.follow(settings.consumer(), begun, inputs, returned);
        positions.keep(tx, advances, Outputs.byPartition(outputs, batches));
        tx.commit();
        return committed(advances, ticks, ticksToApply, outputs);
      } catch (Exception e) {
        rollback(tx, e);
        throw reason(e);
      } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
        IllegalStateException failure = new IllegalStateException(e.toString(), e);
        rollback(tx, failure);
        throw e instanceof OutOfMemoryError
            ? new UnclassifiedFailure(failure)
            : new EffectsFailed(failure);
      }
    }
  }

  /** The cause of a failure: unknown, the input, or the server. */
  private static Exception reason(Exception e) {
    if (e instanceof InterruptedException || e instanceof EffectsFailed) {
      return e;
    }
    SQLException database = DatabaseFailures.ofTheDatabase(e);
    if (database == null) {
      return new EffectsFailed(e);
    }
    return DatabaseFailures.isOfTheServer(database) ? database : new UnclassifiedFailure(database);
  }

  /** Nothing is applied twice, even if a caller repeats a batch. */
  private Positions.Advance advance(Batch batch, @Nullable Tick tick) throws Fenced {
    AssignedPartition assigned = batch.assigned();
    if (batch.inputs().getFirst().offset() < assigned.next) {
      throw new Fenced(settings.consumer());
    }
    long newest = tick == null ? 0 : tick.at().toEpochMilli();
    return new Positions.Advance(
        batch.partition(), assigned, assigned.next, batch.next(), Math.max(assigned.tick, newest));
  }

  /**
   * Adds the newest tick that was read of a partition, or a newer time that reading ahead allows.
   */
  private void addTime(Batch batch, @Nullable Tick read, Map<TopicPartition, Tick> ticksToApply) {
    Tick ahead = lookAhead.tick(batch.partition(), batch.next());
    if (ahead != null && ahead.newest().isAfter(batch.assigned().appliedTime)) {
      ticksToApply.put(batch.partition(), read == null ? ahead : read.orLater(ahead));
    } else if (read != null) {
      ticksToApply.put(batch.partition(), read);
    }
  }

  private static Committed committed(
      List<Positions.Advance> advances,
      Map<TopicPartition, Tick> read,
      Map<TopicPartition, Tick> ticksToApply,
      List<Output> outputs) {
    Map<TopicPartition, Long> upTo = new HashMap<>();
    for (Positions.Advance advance : advances) {
      AssignedPartition assigned = advance.assigned();
      assigned.next = advance.next();
      assigned.tick = advance.tick();
      assigned.read = newest(assigned.read, read.get(advance.partition()));
      assigned.appliedTime = newest(assigned.appliedTime, ticksToApply.get(advance.partition()));
      upTo.put(advance.partition(), advance.next());
    }
    return new Committed(outputs.stream().map(Output::message).toList(), upTo);
  }

  private static Instant newest(Instant before, @Nullable Tick tick) {
    return tick == null || tick.newest().isBefore(before) ? before : tick.newest();
  }

  private static void rollback(Connection tx, Exception cause) {
    try {
      tx.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private BoundedConnection open() throws SQLException {
    try {
      BoundedConnection opened = BoundedConnection.of(worker, silence);
      opened.connection().setAutoCommit(false);
      return opened;
    } catch (SQLException e) {
      throw new DatabaseUnreachable(e);
    }
  }
}
