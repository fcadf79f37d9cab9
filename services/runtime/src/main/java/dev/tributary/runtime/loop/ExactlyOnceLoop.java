package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.log.LogGuard;
import dev.tributary.runtime.loop.failure.Fenced;
import dev.tributary.runtime.loop.failure.NotPublished;
import dev.tributary.runtime.loop.failure.SearchUnfinished;
import dev.tributary.runtime.loop.failure.StalledPartition;
import dev.tributary.runtime.loop.settings.LoopSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Consumes topics exactly once. Each poll is one PostgreSQL transaction that moves the positions,
 * applies the effects and stores the outgoing messages. After the commit, one Kafka transaction
 * publishes the messages together with the "published up to" offsets.
 *
 * <p>PostgreSQL owns the positions. The group's committed offset only says how far everything is
 * published, so never reset it by hand. A partition that failed or has a new owner is claimed again
 * after the next poll. The claim raises its epoch, which fences a former owner, and publishes the
 * messages that the former owner left in the outbox.
 *
 * <p>The loop has one thread. Any thread may call start and close. The consumer's fetch sizes limit
 * the memory: while a transaction runs, nothing is polled.
 */
public final class ExactlyOnceLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ExactlyOnceLoop.class);

  /**
   * How long a poll waits for records. Each poll has a price, also without records, and most
   * fetches are answered after some hundred milliseconds.
   */
  private static final Duration POLL = Duration.ofMillis(500);

  /** The same while a partition waits for its claim, which comes after a poll. */
  private static final Duration POLL_BEFORE_CLAIM = Duration.ofMillis(100);

  private static final Duration CLOSE = Duration.ofSeconds(8);

  /**
   * How long a consumer may take to leave its group. It would also wait for the answer to its last
   * fetch, which takes some seconds on a quiet topic, and which nobody reads.
   */
  private static final Duration LEAVE = Duration.ofMillis(500);

  /** How long a position may stay the same before an operator has to act. */
  public static final Duration STILL = Duration.ofMinutes(1);

  private final LoopSettings settings;
  private final KafkaClients kafka;
  private final LoopTransactions transactions;
  private final ApplyingPoll applying;
  private final LoopMetrics metrics;
  private final LogGuard guard;
  private final LookAhead lookAhead;
  private final InstantSource clock;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile Instant lastRound = Instant.EPOCH;
  private final PartitionProgress standing;
  private volatile boolean failing;
  private volatile BooleanSupplier held = () -> false;
  private volatile Consumer<List<Message>> published = _ -> {};
  private final RetentionLoss retention;
  private volatile boolean logBelongs;

  public ExactlyOnceLoop(
      LoopSettings settings,
      KafkaClients kafka,
      DataSource worker,
      Effects effects,
      LoopMetrics metrics) {
    this(settings, kafka, worker, effects, metrics, (_, _) -> {});
  }

  /**
   * @param acceptance the work in the database when an operator accepts another log
   */
  public ExactlyOnceLoop(
      LoopSettings settings,
      KafkaClients kafka,
      DataSource worker,
      Effects effects,
      LoopMetrics metrics,
      AcceptedLog acceptance) {
    this(settings, kafka, worker, effects, metrics, acceptance, InstantSource.system());
  }

  /**
   * @param clock measures how long a position has not moved, and how long a failure has lasted
   */
  ExactlyOnceLoop(
      LoopSettings settings,
      KafkaClients kafka,
      DataSource worker,
      Effects effects,
      LoopMetrics metrics,
      AcceptedLog acceptance,
      InstantSource clock) {
    this.settings = settings;
    this.kafka = kafka;
    this.metrics = metrics;
    this.clock = clock;
    this.standing = new PartitionProgress(settings.consumer());
    this.lookAhead = new LookAhead(settings, kafka, worker, metrics);
    this.retention = new RetentionLoss(settings.consumer(), metrics);
    this.transactions = new LoopTransactions(settings, worker, lookAhead);
    this.applying = new ApplyingPoll(settings, transactions, effects, clock);
    this.guard =
        new LogGuard(settings.consumer(), settings.topicNames(), kafka, worker, acceptance);
    metrics.standing(() -> stopped(STILL).size());
  }

  public void start() {
    if (running.compareAndSet(false, true)) {
      lastRound = clock.instant();
      lookAhead.start();
      thread = Thread.ofPlatform().name("loop-" + settings.consumer()).start(this::run);
    }
  }

  /** Finishes the running transaction, leaves the group and stops; waits at most 9 s. */
  @Override
  public void close() {
    if (!running.compareAndSet(true, false)) {
      return;
    }
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
    lookAhead.close();
    Thread started = thread;
    if (started != null) {
      LockSupport.unpark(started);
      try {
        started.join(CLOSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** When the loop last began a round, or was started; {@link Instant#EPOCH} before. */
  public Instant lastRound() {
    return lastRound;
  }

  /** Whether a poll is being repeated after a failure, or a partition cannot be claimed. */
  public boolean failing() {
    return failing || standing.failing();
  }

  /**
   * The partitions of this member whose position has not moved, although there is more to read.
   *
   * @param still for how long it has not moved
   */
  public List<StalledPartition> stopped(Duration still) {
    return standing.longerThan(still, clock.instant());
  }

  /** The names of the topics that the loop reads. */
  public List<String> topics() {
    return settings.topicNames();
  }

  /** Why the loop has stopped, and what an operator can do; null while it may work. */
  public @Nullable String logProblem() {
    return guard.problem();
  }

  /**
   * Whether the log was the one that the database's positions belong to, at the loop's last
   * comparison. It is false before the first comparison. For other readers of the same log.
   */
  public boolean logBelongs() {
    return logBelongs;
  }

  /** Continues with a log that an operator accepts, by the code that the problem names. */
  public void acceptLog(Set<String> codes) {
    guard.accept(codes);
  }

  /**
   * The loop also stops while the service may not publish. Call this before the start.
   *
   * @param otherLog whether a topic that the service writes is certainly another one
   */
  public void heldWhile(BooleanSupplier otherLog) {
    held = otherLog;
  }

  /**
   * Passes on the messages of each poll after they are published. A message can be missing: those
   * that a former owner left are not passed on. Call this before the start.
   *
   * @param listener runs on the loop's thread, so it never blocks and never fails
   */
  public void afterPublishing(Consumer<List<Message>> listener) {
    published = listener;
  }

  @SuppressWarnings("CatchingUnchecked") // An Error in one round must not end the consumer forever.
  private void run() {
    while (running.get()) {
      logBelongs = guard.permits();
      if (held.getAsBoolean() || !logBelongs) {
        failing = true;
        lastRound = clock.instant();
        pause();
        continue;
      }
      try (KafkaConsumer<byte[], byte[]> member =
              kafka.groupMember(
                  settings.consumer(),
                  settings.instance(),
                  (int) settings.sessionTimeout().toMillis(),
                  settings.gathering().fetch(),
                  FairPoll.turnOf(settings.gathering().maxRecords()));
          Publisher publisher =
              new Publisher(kafka, settings.consumer() + "-" + settings.instance())) {
        consumer = member;
        Ownership ownership =
            new Ownership(
                settings.consumer(), member, publisher, transactions, metrics, guard, retention);
        member.subscribe(settings.topicNames(), ownership);
        consume(member, publisher, ownership);
        member.close(
            CloseOptions.timeout(LEAVE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      } catch (RuntimeException | Error e) {
        LOG.errorf(e, "%s starts again after a failure of its consumer", settings.consumer());
        failing = true;
        lastRound = clock.instant();
        pause();
      } finally {
        lookAhead.update(Map.of());
      }
    }
    guard.close();
  }

  private void consume(
      KafkaConsumer<byte[], byte[]> member, Publisher publisher, Ownership ownership) {
    FairPoll turns = new FairPoll(settings.gathering().maxRecords());
    RoundSpacing spacing = new RoundSpacing(settings.gathering());
    while (running.get()) {
      LockSupport.parkNanos(spacing.left(System.nanoTime()));
      ConsumerRecords<byte[], byte[]> records;
      try {
        records = turns.poll(member, ownership.settled() ? POLL : POLL_BEFORE_CLAIM);
      } catch (WakeupException e) {
        continue;
      }
      long begun = System.nanoTime();
      lastRound = clock.instant();
      if (held.getAsBoolean()) {
        return;
      }
      if (!guard.stillPermits()) {
        logBelongs = false;
        return;
      }
      Set<TopicPartition> trusted = ownership.trusted();
      boolean complete = ownership.claim();
      failing = !complete;
      if (!complete) {
        pause();
      }
      List<Batch> batches = batches(records, trusted, ownership);
      retention.compare(member, batches);
      ownership.polled(records);
      Map<TopicPartition, Long> behind = behind(member, ownership, batches);
      standing.round(lastRound, ownership.positions(), behind);
      ownership.unclaimed().causes().forEach(standing::failed);
      if (settings.ticks().lookedAhead()) {
        lookAhead.update(ownership.states(behind));
      }
      if (!batches.isEmpty()) {
        handle(member, publisher, ownership, batches);
      }
      metrics.round(member, records.count());
      spacing.ended(begun, records.count(), ownership.settled());
    }
  }

  /**
   * How many records each partition has yet to apply: those beyond the poll, those of the poll, and
   * those that were dropped because the partition could not be claimed yet.
   */
  private static Map<TopicPartition, Long> behind(
      KafkaConsumer<byte[], byte[]> member, Ownership ownership, List<Batch> batches) {
    Map<TopicPartition, Long> behind = ownership.unclaimed().counts();
    Set<TopicPartition> known = ownership.trusted();
    known.addAll(behind.keySet());
    for (TopicPartition partition : known) {
      behind.merge(partition, member.currentLag(partition).orElse(0), Long::sum);
    }
    batches.forEach(
        batch -> behind.merge(batch.partition(), (long) batch.inputs().size(), Long::sum));
    return behind;
  }

  /**
   * Drops records of partitions that had to be claimed. They are read again from the claimed
   * position.
   */
  private List<Batch> batches(
      ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> trusted, Ownership ownership) {
    List<Batch> batches = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      AssignedPartition mine = ownership.of(partition);
      if (mine != null
          && trusted.contains(partition)
          && guard.goesOn(partition, mine.next, records.records(partition).getFirst().offset())) {
        batches.add(Batch.of(partition, mine, records.records(partition)));
      }
    }
    return batches;
  }

  private void handle(
      KafkaConsumer<byte[], byte[]> member,
      Publisher publisher,
      Ownership ownership,
      List<Batch> batches) {
    Map<TopicPartition, Exception> failed;
    try {
      failed =
          metrics.timed(() ->
              applying.apply(
                  batches, committed -> publish(member, publisher, ownership, committed)));
    } catch (InterruptedException e) {
      failed = new HashMap<>();
      for (Batch batch : batches) {
        failed.put(batch.partition(), e);
      }
    }
    Set<TopicPartition> done = new HashSet<>();
    batches.forEach(batch -> done.add(batch.partition()));
    done.removeAll(failed.keySet());
    standing.succeeded(done);
    if (!failed.isEmpty()) {
      repeat(ownership, failed, batches.size());
    }
  }

  /**
   * The other partitions continue while a partition waits. If all failed, the loop waits. A search
   * continues at once.
   */
  private void repeat(Ownership ownership, Map<TopicPartition, Exception> failed, int partitions) {
    Set<TopicPartition> waiting = new HashSet<>();
    Set<Exception> logged = new HashSet<>();
    failed.forEach((partition, failure) -> {
      if (failure instanceof SearchUnfinished unfinished) {
        standing.failed(partition, unfinished.reason());
        LOG.debugf("%s continues the search in %s", settings.consumer(), partition);
        return;
      }
      Exception e = failure instanceof NotPublished late ? late.reason() : failure;
      if (e instanceof WakeupException) {
        LOG.debugf("%s was stopped before it confirmed a poll", settings.consumer());
        return;
      }
      if (logged.add(e)) {
        metrics.failed(e);
      }
      if (!(e instanceof Fenced)) {
        waiting.add(partition);
        standing.failed(partition, e);
      }
    });
    logged.removeIf(Fenced.class::isInstance);
    logged.forEach(e -> LOG.warnf(e, "%s repeats a poll of %s", settings.consumer(), waiting));
    ownership.distrust(failed.keySet(), Instant.MIN);
    if (waiting.size() == partitions) {
      pause();
    } else {
      ownership.distrust(waiting, Instant.now().plus(settings.retryPause()));
    }
  }

  private void publish(
      KafkaConsumer<byte[], byte[]> member,
      Publisher publisher,
      Ownership ownership,
      LoopTransactions.Committed committed) {
    if (committed.messages().isEmpty()) {
      // Waits for the commit: otherwise a late commit could move back the offsets that a later
      // transaction has published.
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      committed.upTo().forEach((p, next) -> offsets.put(p, new OffsetAndMetadata(next)));
      member.commitSync(offsets);
    } else {
      publisher.publish(committed.messages(), committed.upTo(), member.groupMetadata());
    }
    for (TopicPartition partition : committed.upTo().keySet()) {
      AssignedPartition mine = ownership.of(partition);
      if (mine != null) {
        mine.allPublished();
      }
    }
    published.accept(committed.messages());
  }

  private void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(settings.retryPause().toMillis()));
  }
}
