package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.event.Tick;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Adds a quarantine to a service's effects. Messages of an unknown type, major version or kind are
 * kept whole, and so are the messages that the effects hand over. All other messages are processed.
 * Messages to redrive are processed together with a poll, in the poll's transaction: their effects,
 * their outgoing messages and their new state count once, together with the poll, or not at all.
 *
 * <p>A redriven message comes late, with its own id and offset. Effects take state by its highest
 * version and events by their id, so it undoes no later change. Confined to the loop's thread.
 */
public final class QuarantiningEffects implements Effects {
  private static final int AT_ONCE = 50;
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** A redrive that fails with the poll must not count as a failure of the poll's inputs. */
  private static final long BACK_OFF_NANOS = Duration.ofMinutes(1).toNanos();

  private final Effects effects;
  private final Quarantine quarantine;
  private final Set<String> types;
  private final List<Topic> topics;
  private final Topic ticking;
  private final LongSupplier nanos;
  private final Map<TopicPartition, Long> looked = new HashMap<>();
  private long notBefore = Long.MIN_VALUE;

  /**
   * @param effects that hand their failed inputs to this quarantine
   * @param topics the loop's inputs; no other loop of this database reads them
   * @param ticking the input topic that carries ticks
   * @param types of the messages that the effects know
   */
  public QuarantiningEffects(
      Effects effects,
      Quarantine quarantine,
      List<Topic> topics,
      Topic ticking,
      Set<String> types) {
    this(effects, quarantine, topics, ticking, types, System::nanoTime);
  }

  QuarantiningEffects(
      Effects effects,
      Quarantine quarantine,
      List<Topic> topics,
      Topic ticking,
      Set<String> types,
      LongSupplier nanos) {
    this.effects = effects;
    this.quarantine = quarantine;
    this.topics = List.copyOf(topics);
    this.ticking = ticking;
    this.types = Set.copyOf(types);
    this.nanos = nanos;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws Exception {
    List<Input> known = new ArrayList<>(poll.inputs().size());
    for (Input input : poll.inputs()) {
      if (knows(input)) {
        known.add(input);
      } else {
        quarantine.keep(tx, input, UnknownMessage.ofType(input.type()));
      }
    }
    List<Output> outputs = new ArrayList<>();
    if (!known.isEmpty() || !poll.ticks().isEmpty()) {
      outputs.addAll(effects.apply(tx, new Poll(known, poll.ticks(), poll.watermark())));
    }
    Set<TopicPartition> polled = polled(poll);
    Set<TopicPartition> now = toLookAt(polled);
    if (!now.isEmpty()) {
      redrive(tx, polled, now, outputs);
    }
    return outputs;
  }

  /** A tombstone is always known: it says that an object is deleted, whatever its type. */
  private boolean knows(Input input) {
    return input.value() == null || types.contains(input.type()) || input.type().equals(Tick.TYPE);
  }

  private static Set<TopicPartition> polled(Poll poll) {
    Set<TopicPartition> polled = new HashSet<>(poll.ticks().keySet());
    poll.inputs().forEach(input -> polled.add(input.partition()));
    return polled;
  }

  /** Each partition asks once per second, because a look costs a query. */
  private Set<TopicPartition> toLookAt(Set<TopicPartition> polled) {
    long now = nanos.getAsLong();
    Set<TopicPartition> chosen = new HashSet<>();
    if (notBefore != Long.MIN_VALUE && now - notBefore < 0) {
      return chosen;
    }
    for (TopicPartition partition : polled) {
      Long last = looked.get(partition);
      if (last == null || now - last >= LOOK_NANOS) {
        looked.put(partition, now);
        chosen.add(partition);
      }
    }
    return chosen;
  }

  private void redrive(
      Connection tx, Set<TopicPartition> polled, Set<TopicPartition> now, List<Output> outputs)
      throws SQLException, InterruptedException {
    for (Quarantine.Due due : quarantine.due(tx, topics, ticking, now, AT_ONCE)) {
      for (Output output : redrive(tx, due)) {
        TopicPartition because = output.because();
        // The messages are published with this poll, which may not have read that partition.
        outputs.add(
            polled.contains(because)
                ? output
                : new Output(polled.iterator().next(), output.message()));
      }
    }
  }

  private List<Output> redrive(Connection tx, Quarantine.Due due)
      throws SQLException, InterruptedException {
    Savepoint before = tx.setSavepoint();
    Throwable failure;
    try {
      if (!knows(due.input())) {
        throw UnknownMessage.ofType(due.input().type());
      }
      List<Output> outputs = effects.apply(tx, new Poll(List.of(due.input()), Map.of(), null));
      quarantine.redriven(tx, due);
      tx.releaseSavepoint(before);
      return outputs;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      @Nullable SQLException database = DatabaseFailures.ofTheDatabase(e);
      if (database != null) {
        notBefore = nanos.getAsLong() + BACK_OFF_NANOS;
        throw database;
      }
      failure = e;
    } catch (StackOverflowError e) {
      failure = e;
    }
    tx.rollback(before);
    quarantine.failedAgain(tx, due, failure);
    return List.of();
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure) throws Exception {
    if (UnknownMessage.causes(failure) && !input.type().equals(Tick.TYPE)) {
      quarantine.keep(tx, input, failure);
      return List.of();
    }
    return effects.quarantine(tx, input, failure);
  }

  /**
   * A tick is not kept: its time would be lost, and the next one would fail for the same reason.
   */
  @Override
  public List<Output> keepWhole(Connection tx, Input input, Exception failure) throws Exception {
    if (input.tick() != null) {
      throw failure;
    }
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
