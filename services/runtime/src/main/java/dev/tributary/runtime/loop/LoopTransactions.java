package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.event.Tick;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The database side of the loop: one transaction a poll, repeated on deadlock, and cut into ever
 * smaller ones until a poisonous input stands alone and is set aside.
 */
final class LoopTransactions {
  private static final Logger LOG = Logger.getLogger(LoopTransactions.class);

  private final LoopSettings settings;
  private final DataSource worker;
  private final Effects effects;
  private final Positions positions;

  LoopTransactions(LoopSettings settings, DataSource worker, Effects effects) {
    this.settings = settings;
    this.worker = worker;
    this.effects = effects;
    this.positions = new Positions(settings.consumer());
  }

  /** A committed transaction: what must leave now, and up to where that publishes everything. */
  record Committed(List<Message> messages, Map<TopicPartition, Long> upTo) {}

  void claim(Map<TopicPartition, Assigned> claimed) throws SQLException {
    try (Connection tx = open()) {
      positions.claim(tx, claimed);
      tx.commit();
    }
  }

  List<Positions.Unpublished> unpublished(TopicPartition partition, long published)
      throws SQLException {
    try (Connection tx = open()) {
      List<Positions.Unpublished> batches = positions.unpublished(tx, partition, published);
      tx.commit();
      return batches;
    }
  }

  /**
   * Applies the batches and hands each committed transaction to {@code publish} before the next
   * begins.
   */
  void apply(List<Batch> batches, Consumer<Committed> publish) throws Exception {
    try {
      publish.accept(repeatOnDeadlock(batches));
    } catch (Fenced | SQLException e) {
      throw e;
    } catch (EffectsFailed e) {
      isolate(batches, e.reason(), publish);
    }
  }

  /** Halves until the guilty input is alone: the others are delayed by a few transactions only. */
  private void isolate(List<Batch> batches, Exception failure, Consumer<Committed> publish)
      throws Exception {
    if (batches.size() > 1) {
      for (Batch batch : batches) {
        apply(List.of(batch), publish);
      }
      return;
    }
    Batch batch = batches.getFirst();
    int size = batch.inputs().size();
    if (size > 1) {
      int half = size / 2;
      apply(List.of(batch.part(0, half)), publish);
      apply(List.of(batch.part(half, size)), publish);
      return;
    }
    Input guilty = batch.inputs().getFirst();
    LOG.warnf(
        failure,
        "%s sets aside %s at %d",
        settings.consumer(),
        guilty.partition(),
        guilty.offset());
    publish.accept(transaction(batches, (tx, poll) -> effects.setAside(tx, guilty, failure)));
  }

  private Committed repeatOnDeadlock(List<Batch> batches) throws Exception {
    for (int repeat = 0; ; repeat++) {
      try {
        return transaction(batches, this::applyEffects);
      } catch (SQLException e) {
        if (repeat == DatabaseFailures.DEADLOCK_REPEATS || !DatabaseFailures.isDeadlock(e)) {
          throw e;
        }
      }
    }
  }

  private List<Output> applyEffects(Connection tx, Poll poll) throws Exception {
    try {
      return effects.apply(tx, poll);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      SQLException database = DatabaseFailures.ofTheDatabase(e);
      throw database == null ? new EffectsFailed(e) : database;
    } catch (StackOverflowError e) {
      throw new EffectsFailed(new IllegalStateException("Too deeply nested", e));
    }
  }

  private interface Work {
    List<Output> run(Connection tx, Poll poll) throws Exception;
  }

  private Committed transaction(List<Batch> batches, Work work) throws Exception {
    List<Positions.Advance> advances = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    Map<TopicPartition, Tick> ticks = new HashMap<>();
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
    }
    Instant begun = Instant.now();
    try (Connection tx = open()) {
      try {
        positions.advance(tx, advances);
        long watermark =
            ticks.isEmpty()
                ? 0
                : positions.watermark(
                    tx, settings.tickTopic().topicName(), settings.tickTopic().partitions());
        List<Output> returned = work.run(tx, new Poll(inputs, ticks, watermark));
        List<Output> outputs = Traces.follow(settings.consumer(), begun, inputs, returned);
        positions.keep(tx, advances, Outputs.byPartition(outputs, batches));
        tx.commit();
        return committed(advances, outputs);
      } catch (Exception e) {
        rollback(tx, e);
        throw e;
      }
    }
  }

  private static Positions.Advance advance(Batch batch, @Nullable Tick tick) {
    Assigned assigned = batch.assigned();
    long newest = tick == null ? 0 : tick.at().toEpochMilli();
    return new Positions.Advance(
        batch.partition(), assigned, assigned.next, batch.next(), Math.max(assigned.tick, newest));
  }

  private static Committed committed(List<Positions.Advance> advances, List<Output> outputs) {
    Map<TopicPartition, Long> upTo = new HashMap<>();
    for (Positions.Advance advance : advances) {
      advance.assigned().next = advance.next();
      advance.assigned().tick = advance.tick();
      upTo.put(advance.partition(), advance.next());
    }
    return new Committed(outputs.stream().map(Output::message).toList(), upTo);
  }

  private static void rollback(Connection tx, Exception cause) {
    try {
      tx.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private Connection open() throws SQLException {
    Connection connection = worker.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }
}
