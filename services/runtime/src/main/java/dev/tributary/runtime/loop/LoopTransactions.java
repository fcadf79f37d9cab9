package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.event.Tick;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The database side of the loop: one transaction a poll, repeated on deadlock, and cut into ever
 * smaller ones until a poisonous input stands alone and is set aside. A failure that might pass is
 * repeated within the loop's {@link Patience}, and is then the input's: no input stops a partition.
 * While the database cannot be used at all, nothing is set aside.
 */
final class LoopTransactions {
  private static final Logger LOG = Logger.getLogger(LoopTransactions.class);

  private final LoopSettings settings;
  private final DataSource worker;
  private final Effects effects;
  private final Positions positions;
  private final Failures failures;
  private final LookAhead lookAhead;

  LoopTransactions(LoopSettings settings, DataSource worker, Effects effects, LookAhead lookAhead) {
    this.lookAhead = lookAhead;
    this.settings = settings;
    this.worker = worker;
    this.effects = effects;
    this.positions = new Positions(settings.consumer());
    this.failures = new Failures(settings.patience(), Clock.systemUTC());
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
   * begins. Where they fail together, each partition is tried alone.
   *
   * @return the partitions that have to be claimed again, with why; the others are done
   */
  Map<TopicPartition, Exception> apply(List<Batch> batches, Consumer<Committed> publish)
      throws InterruptedException {
    Map<TopicPartition, Exception> failed = new LinkedHashMap<>();
    Round round = new Round(publish, Instant.now().plus(settings.patience().round()));
    try {
      commit(batches, round);
      return failed;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (concernsAll(e)) {
        batches.forEach(batch -> failed.put(batch.partition(), e));
        return failed;
      }
    }
    for (Batch batch : batches) {
      applyAlone(batch, round, failed);
    }
    return failed;
  }

  /** What one round may do. */
  private record Round(Consumer<Committed> publisher, Instant until) {
    void publish(Committed committed) throws NotPublished {
      try {
        publisher.accept(committed);
      } catch (RuntimeException e) {
        throw new NotPublished(e);
      }
    }
  }

  private void applyAlone(Batch batch, Round round, Map<TopicPartition, Exception> failed)
      throws InterruptedException {
    var everywhere =
        failed.values().stream().filter(LoopTransactions::concernsAll).findAny().orElse(null);
    if (everywhere != null) {
      failed.put(batch.partition(), everywhere);
      return;
    }
    try {
      applyAlone(batch, round);
    } catch (Unsettled e) {
      failed.put(batch.partition(), e.reason());
    } catch (EffectsFailed e) {
      failed.put(batch.partition(), e.reason());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failed.put(batch.partition(), e);
    }
  }

  /** Without the broker or the database there is no use in trying the next partition. */
  private static boolean concernsAll(Exception e) {
    return e instanceof NotPublished || e instanceof Unreachable;
  }

  private void applyAlone(Batch batch, Round round) throws Exception {
    try {
      commit(List.of(batch), round);
    } catch (EffectsFailed e) {
      isolate(batch, e.reason(), round, false);
    } catch (Unsettled e) {
      if (!failures.atEnd(batch.partition(), batch.inputs().getFirst().offset())) {
        throw e;
      }
      isolate(batch, e.reason(), round, true);
    }
  }

  /**
   * Halves until the guilty input is alone: the others are delayed by a few transactions only.
   *
   * @param outOfPatience whether a failure that might pass counts as the input's by now
   */
  private void isolate(Batch batch, Exception failure, Round round, boolean outOfPatience)
      throws Exception {
    int size = batch.inputs().size();
    if (Instant.now().isAfter(round.until())) {
      throw new Unsettled(failure);
    }
    if (size == 1) {
      setAside(batch, failure, round);
      return;
    }
    int half = size / 2;
    part(batch.part(0, half), round, outOfPatience);
    part(batch.part(half, size), round, outOfPatience);
  }

  private void part(Batch part, Round round, boolean outOfPatience) throws Exception {
    int tries = outOfPatience && part.inputs().size() == 1 ? settings.patience().tries() : 1;
    for (int tried = 1; ; tried++) {
      try {
        commit(List.of(part), round);
        return;
      } catch (EffectsFailed e) {
        isolate(part, e.reason(), round, outOfPatience);
        return;
      } catch (Unsettled e) {
        if (!outOfPatience) {
          throw e;
        }
        if (tried == tries) {
          isolate(part, e.reason(), round, true);
          return;
        }
        Thread.sleep(settings.retryPause());
      }
    }
  }

  private void setAside(Batch batch, Exception failure, Round round) throws Exception {
    Input guilty = batch.inputs().getFirst();
    LOG.warnf(
        failure,
        "%s sets aside %s at %d",
        settings.consumer(),
        guilty.partition(),
        guilty.offset());
    Committed committed =
        transaction(List.of(batch), (tx, poll) -> effects.setAside(tx, guilty, failure));
    failures.succeeded(batch.partition());
    round.publish(committed);
  }

  private void commit(List<Batch> batches, Round round) throws Exception {
    Committed committed = repeatOnDeadlock(batches);
    batches.forEach(batch -> failures.succeeded(batch.partition()));
    round.publish(committed);
  }

  private Committed repeatOnDeadlock(List<Batch> batches) throws Exception {
    for (int repeat = 0; ; repeat++) {
      try {
        return transaction(batches, effects::apply);
      } catch (Unsettled e) {
        if (repeat == DatabaseFailures.DEADLOCK_REPEATS
            || !(e.reason() instanceof SQLException sql)
            || !DatabaseFailures.isDeadlock(sql)) {
          throw e;
        }
      }
    }
  }

  private interface Work {
    List<Output> run(Connection tx, Poll poll) throws Exception;
  }

  private Committed transaction(List<Batch> batches, Work work) throws Exception {
    List<Positions.Advance> advances = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    Map<TopicPartition, Tick> ticks = new HashMap<>();
    Map<TopicPartition, Tick> told = new HashMap<>();
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
      addTime(batch, ticks.get(batch.partition()), told);
    }
    Instant begun = Instant.now();
    try (Connection tx = open()) {
      try {
        positions.advance(tx, advances);
      } catch (SQLException | Fenced e) {
        rollback(tx, e);
        throw e;
      }
      try {
        Tick newest = told.values().stream().max(Comparator.comparing(Tick::newest)).orElse(null);
        Tick watermark =
            newest == null ? null : positions.watermark(tx, settings.ticks().topic(), newest);
        List<Output> returned = work.run(tx, new Poll(inputs, told, watermark));
        List<Output> outputs = Traces.follow(settings.consumer(), begun, inputs, returned);
        positions.keep(tx, advances, Outputs.byPartition(outputs, batches));
        tx.commit();
        return committed(advances, ticks, told, outputs);
      } catch (Exception e) {
        rollback(tx, e);
        throw reason(e);
      } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
        IllegalStateException failure = new IllegalStateException(e.toString(), e);
        rollback(tx, failure);
        throw e instanceof OutOfMemoryError ? new Unsettled(failure) : new EffectsFailed(failure);
      }
    }
  }

  /** Whose failure it is: nobody's for certain, the input's, or the server's. */
  private static Exception reason(Exception e) {
    if (e instanceof InterruptedException || e instanceof EffectsFailed) {
      return e;
    }
    SQLException database = DatabaseFailures.ofTheDatabase(e);
    if (database == null) {
      return new EffectsFailed(e);
    }
    return DatabaseFailures.isOfTheServer(database) ? database : new Unsettled(database);
  }

  /** Nothing is applied twice, whatever a caller repeats. */
  private Positions.Advance advance(Batch batch, @Nullable Tick tick) throws Fenced {
    Assigned assigned = batch.assigned();
    if (batch.inputs().getFirst().offset() < assigned.next) {
      throw new Fenced(settings.consumer());
    }
    long newest = tick == null ? 0 : tick.at().toEpochMilli();
    return new Positions.Advance(
        batch.partition(), assigned, assigned.next, batch.next(), Math.max(assigned.tick, newest));
  }

  /** What was read of a partition, or a newer time that what was read ahead of it allows. */
  private void addTime(Batch batch, @Nullable Tick read, Map<TopicPartition, Tick> told) {
    Tick ahead = lookAhead.tick(batch.partition(), batch.next());
    if (ahead != null && ahead.newest().isAfter(batch.assigned().told)) {
      told.put(batch.partition(), read == null ? ahead : read.orLater(ahead));
    } else if (read != null) {
      told.put(batch.partition(), read);
    }
  }

  private static Committed committed(
      List<Positions.Advance> advances,
      Map<TopicPartition, Tick> read,
      Map<TopicPartition, Tick> told,
      List<Output> outputs) {
    Map<TopicPartition, Long> upTo = new HashMap<>();
    for (Positions.Advance advance : advances) {
      Assigned assigned = advance.assigned();
      assigned.next = advance.next();
      assigned.tick = advance.tick();
      assigned.read = newest(assigned.read, read.get(advance.partition()));
      assigned.told = newest(assigned.told, told.get(advance.partition()));
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

  private Connection open() throws SQLException {
    try {
      Connection connection = worker.getConnection();
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw new Unreachable(e);
    }
  }
}
