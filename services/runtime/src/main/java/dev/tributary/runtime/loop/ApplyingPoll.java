package dev.tributary.runtime.loop;

import dev.tributary.runtime.loop.LoopTransactions.Committed;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import dev.tributary.runtime.loop.failure.DatabaseUnreachable;
import dev.tributary.runtime.loop.failure.EffectsFailed;
import dev.tributary.runtime.loop.failure.NotPublished;
import dev.tributary.runtime.loop.failure.SearchUnfinished;
import dev.tributary.runtime.loop.failure.UnclassifiedFailure;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.loop.settings.RetryLimits;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies a poll in one transaction, repeated on deadlock. If it fails, each partition is tried
 * alone. Then the partitions that failed are divided into smaller and smaller transactions, until
 * one bad input is alone and is quarantined. A failure that may be temporary is repeated within the
 * loop's {@link RetryLimits}; after that, the input counts as its cause. While the database cannot
 * be used at all, nothing is quarantined.
 *
 * <p>A {@link BadInputSearch} outlasts a round, so a round is short: the partitions without failure
 * are applied together in each round, and do not wait for the end of a search. A round that
 * contains partitions with failures tries at least one of them again, however late it is, so each
 * search ends. Confined to the loop's thread.
 */
final class ApplyingPoll {
  private static final Logger LOG = Logger.getLogger(ApplyingPoll.class);

  /**
   * Until when a round repeats a transaction after a deadlock. PostgreSQL needs a second to find
   * one, and the consumer has to poll within a minute.
   */
  private static final Duration REPEATS = Duration.ofSeconds(10);

  private final LoopSettings settings;
  private final LoopTransactions transactions;
  private final Effects effects;
  private final InstantSource clock;

  /** Of the partitions whose last transaction failed. */
  private final Map<TopicPartition, BadInputSearch> searches = new HashMap<>();

  private long turns;

  ApplyingPoll(
      LoopSettings settings, LoopTransactions transactions, Effects effects, InstantSource clock) {
    this.settings = settings;
    this.transactions = transactions;
    this.effects = effects;
    this.clock = clock;
  }

  /**
   * Applies the batches, and hands each committed transaction to {@code publish} before the next
   * one begins. Each batch has its first try before the search in failed batches begins, because a
   * search needs many transactions.
   *
   * @return the partitions that have to be claimed again, with the cause; all others are done.
   *     {@link SearchUnfinished} if only the time of the round was over
   */
  Map<TopicPartition, Exception> apply(List<Batch> batches, Consumer<Committed> publish)
      throws InterruptedException {
    Round round = new Round(publish, clock.instant(), settings.patience().round());
    List<Batch> unsuspected = new ArrayList<>(batches);
    unsuspected.removeIf(batch -> searches.containsKey(batch.partition()));
    if (!unsuspected.isEmpty()) {
      together(unsuspected, round);
    }
    List<Batch> suspected = new ArrayList<>(batches);
    suspected.removeIf(batch -> !searches.containsKey(batch.partition()));
    search(suspected, round);
    leave(batches, round);
    return round.failed;
  }

  /** One round: its time, and the partitions that failed in it. */
  private static final class Round {
    final Map<TopicPartition, Exception> failed = new LinkedHashMap<>();
    final Instant until;
    final Instant repeatsUntil;
    private final Consumer<Committed> publisher;

    /** Whether a failed transaction, or a try of a search, is behind this round. */
    boolean progress;

    Round(Consumer<Committed> publisher, Instant begun, Duration length) {
      this.publisher = publisher;
      this.until = begun.plus(length);
      this.repeatsUntil = begun.plus(REPEATS);
    }

    void publish(Committed committed) throws NotPublished {
      try {
        publisher.accept(committed);
      } catch (RuntimeException e) {
        throw new NotPublished(e);
      }
    }

    /** The failure of the broker or the database, with which the next partition would fail too. */
    @Nullable Exception everywhere() {
      for (Exception e : failed.values()) {
        if (e instanceof NotPublished || e instanceof DatabaseUnreachable) {
          return e;
        }
      }
      return null;
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void attempt(List<Batch> batches, Round round, Attempt attempt)
      throws InterruptedException {
    try {
      attempt.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      batches.forEach(batch -> round.failed.put(batch.partition(), reason(e)));
    }
  }

  private static Exception reason(Exception e) {
    return switch (e) {
      case UnclassifiedFailure unclassified -> unclassified.reason();
      case EffectsFailed failed -> failed.reason();
      default -> e;
    };
  }

  /** After a failure, each of the partitions is tried alone. */
  private void together(List<Batch> batches, Round round) throws InterruptedException {
    attempt(
        batches,
        round,
        () -> {
          try {
            commit(batches, round);
          } catch (NotPublished | DatabaseUnreachable | InterruptedException e) {
            throw e;
          } catch (Exception e) {
            for (Batch batch : batches) {
              searches.put(
                  batch.partition(),
                  new BadInputSearch(settings.patience(), clock, batch, reason(e)));
            }
            round.progress = true;
            if (batches.size() == 1) {
              searchIn(batches.getFirst()).turn(++turns);
              failed(batches.getFirst(), e, round);
            }
          }
        });
  }

  /**
   * First the partitions that were not tried alone yet. Then each search has an equal share of the
   * round's time, and the next ones may use the time that one does not need. The searches without a
   * turn in this round are the first of the next round.
   */
  private void search(List<Batch> suspected, Round round) throws InterruptedException {
    List<Batch> inTurn = new ArrayList<>(suspected);
    inTurn.sort(Comparator.comparingLong(batch -> searchIn(batch).turn()));
    for (Batch batch : inTurn) {
      if (searchIn(batch).turn() == 0 && mayTry(batch, round, round.until)) {
        attempt(List.of(batch), round, () -> step(batch, round));
      }
    }
    inTurn.sort(Comparator.comparingLong(batch -> searchIn(batch).turn()));
    for (int i = 0; i < inTurn.size(); i++) {
      Batch batch = inTurn.get(i);
      Instant now = clock.instant();
      Duration share = Duration.between(now, round.until).dividedBy(inTurn.size() - i);
      while (mayTry(batch, round, now.plus(share))) {
        attempt(List.of(batch), round, () -> step(batch, round));
      }
    }
  }

  /** The time does not count before the round's first try. */
  private boolean mayTry(Batch batch, Round round, Instant end) {
    return batch.left() != null
        && !round.failed.containsKey(batch.partition())
        && round.everywhere() == null
        && (!round.progress || clock.instant().isBefore(end));
  }

  private BadInputSearch searchIn(Batch batch) {
    BadInputSearch search = searches.get(batch.partition());
    if (search == null) {
      throw new IllegalStateException("No failure is known in " + batch.partition());
    }
    return search;
  }

  /** One try, with which the search always comes nearer to its end. */
  private void step(Batch batch, Round round) throws Exception {
    BadInputSearch search = searchIn(batch);
    Batch left = batch.left();
    if (left == null) {
      return;
    }
    search.turn(++turns);
    round.progress = true;
    Batch part = search.next(left);
    try {
      commit(List.of(part), round);
    } catch (EffectsFailed | UnclassifiedFailure e) {
      failed(part, e, round);
    }
  }

  /** The other inputs of a bad input's batch are delayed by a few transactions only. */
  private void failed(Batch part, Exception e, Round round) throws Exception {
    BadInputSearch search = searchIn(part);
    search.failed(reason(e));
    boolean ofAnInput =
        e instanceof EffectsFailed
            || (e instanceof UnclassifiedFailure && search.outOfPatience(part));
    if (!ofAnInput) {
      throw e;
    }
    if (part.inputs().size() > 1) {
      search.divide(part);
    } else {
      quarantine(part, reason(e), round);
    }
  }

  private void quarantine(Batch batch, Exception failure, Round round) throws Exception {
    Input guilty = batch.inputs().getFirst();
    log(Logger.Level.WARN, failure, "%s quarantines %s at %d", guilty);
    Committed committed;
    try {
      committed =
          transactions.run(List.of(batch), (tx, poll) -> effects.quarantine(tx, guilty, failure));
    } catch (EffectsFailed e) {
      committed = keepWhole(batch, guilty, e.reason());
    }
    searchIn(batch).passed(batch.next());
    round.publish(committed);
  }

  private Committed keepWhole(Batch batch, Input guilty, Exception failure) throws Exception {
    log(Logger.Level.ERROR, failure, "%s can only keep the bytes of %s at %d", guilty);
    try {
      return transactions.run(List.of(batch), (tx, poll) -> effects.keepWhole(tx, guilty, failure));
    } catch (EffectsFailed e) {
      log(Logger.Level.ERROR, e.reason(), "%s cannot quarantine %s at %d and stops there", guilty);
      throw e;
    }
  }

  private void log(Logger.Level level, Exception failure, String text, Input input) {
    LOG.logf(level, failure, text, settings.consumer(), input.partition(), input.offset());
  }

  private void commit(List<Batch> batches, Round round) throws Exception {
    Committed committed = repeatOnDeadlock(batches, round);
    for (Batch batch : batches) {
      BadInputSearch search = searches.get(batch.partition());
      if (search != null) {
        search.passed(batch.next());
      }
    }
    round.publish(committed);
  }

  private Committed repeatOnDeadlock(List<Batch> batches, Round round) throws Exception {
    for (int repeat = 0; ; repeat++) {
      try {
        return transactions.run(batches, effects::apply);
      } catch (UnclassifiedFailure e) {
        if (repeat == DatabaseFailures.DEADLOCK_REPEATS
            || !clock.instant().isBefore(round.repeatsUntil)
            || !(e.reason() instanceof SQLException sql)
            || !DatabaseFailures.isDeadlock(sql)) {
          throw e;
        }
      }
    }
  }

  /** Records why the rest of a batch is not applied. The loop reads this rest again. */
  private void leave(List<Batch> batches, Round round) {
    @Nullable Exception everywhere = round.everywhere();
    for (Batch batch : batches) {
      TopicPartition partition = batch.partition();
      BadInputSearch search = searches.get(partition);
      if (batch.left() != null && everywhere != null) {
        round.failed.putIfAbsent(partition, everywhere);
      } else if (batch.left() != null && search != null) {
        round.failed.putIfAbsent(partition, new SearchUnfinished(search.failure()));
      }
      if (search != null && search.over()) {
        searches.remove(partition);
      }
    }
  }
}
