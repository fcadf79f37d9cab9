package dev.tributary.runtime.loop;

import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.LogGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
 * applies the effects and keeps the outgoing messages; after the commit the messages leave in one
 * Kafka transaction together with the "published up to" offsets.
 *
 * <p>PostgreSQL owns the positions. The group's committed offset only says how far everything is
 * published, so it is never reset by hand. A partition that failed or changed hands is claimed
 * again after the next poll: the claim raises its epoch, which fences a predecessor, and publishes
 * what the predecessor left in the outbox.
 *
 * <p>One thread; start and close from any. Memory is bounded by the consumer's fetch sizes: while a
 * transaction runs, nothing is polled.
 */
public final class ExactlyOnceLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ExactlyOnceLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(8);

  /** How long a position may stand before somebody has to look. */
  public static final Duration STILL = Duration.ofMinutes(1);

  private final LoopSettings settings;
  private final KafkaClients kafka;
  private final LoopTransactions transactions;
  private final LoopMetrics metrics;
  private final LogGuard guard;
  private final LookAhead lookAhead;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile Instant lastRound = Instant.EPOCH;
  private final Standing standing;
  private volatile boolean failing;

  public ExactlyOnceLoop(
      LoopSettings settings,
      KafkaClients kafka,
      DataSource worker,
      Effects effects,
      LoopMetrics metrics) {
    this.settings = settings;
    this.kafka = kafka;
    this.metrics = metrics;
    this.standing = new Standing(settings.consumer());
    this.lookAhead = new LookAhead(settings, kafka, worker, metrics);
    this.transactions = new LoopTransactions(settings, worker, effects, lookAhead);
    this.guard = new LogGuard(settings.consumer(), settings.topicNames(), kafka, worker);
  }

  public void start() {
    if (running.compareAndSet(false, true)) {
      lastRound = Instant.now();
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
      try {
        started.join(CLOSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** When the loop last came round, or was started; {@link Instant#EPOCH} before. */
  public Instant lastRound() {
    return lastRound;
  }

  /** Whether a poll is being repeated after a failure, or a partition cannot be claimed. */
  public boolean failing() {
    return failing || standing.failing();
  }

  /**
   * The partitions of this member whose position has not moved although there is more to read.
   *
   * @param still for how long it has not
   */
  public List<Stopped> stopped(Duration still) {
    return standing.longerThan(still, Instant.now());
  }

  /** Why the loop has stopped, and what an operator can do; null while it may work. */
  public @Nullable String logProblem() {
    return guard.problem();
  }

  /** Goes on with a log that an operator accepts, by the code that the problem names. */
  public void acceptLog(Set<String> codes) {
    guard.accept(codes);
  }

  @SuppressWarnings(
      "CatchingUnchecked") // An Error in one round must not end the consumer for good.
  private void run() {
    while (running.get()) {
      if (!guard.permits()) {
        failing = true;
        lastRound = Instant.now();
        pause();
        continue;
      }
      try (KafkaConsumer<byte[], byte[]> member =
              kafka.groupMember(
                  settings.consumer(),
                  settings.instance(),
                  (int) settings.sessionTimeout().toMillis(),
                  Turns.turnOf(settings.maxPollRecords()));
          Publisher publisher =
              new Publisher(kafka, settings.consumer() + "-" + settings.instance())) {
        consumer = member;
        Ownership ownership =
            new Ownership(settings.consumer(), member, publisher, transactions, metrics, guard);
        member.subscribe(settings.topicNames(), ownership);
        consume(member, publisher, ownership);
        member.close(
            CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      } catch (RuntimeException | Error e) {
        LOG.errorf(e, "%s starts again after a failure of its consumer", settings.consumer());
        failing = true;
        lastRound = Instant.now();
        pause();
      } finally {
        lookAhead.stands(Map.of());
      }
    }
    guard.close();
  }

  private void consume(
      KafkaConsumer<byte[], byte[]> member, Publisher publisher, Ownership ownership) {
    Turns turns = new Turns(settings.maxPollRecords());
    while (running.get()) {
      ConsumerRecords<byte[], byte[]> records;
      try {
        records = turns.poll(member, POLL);
      } catch (WakeupException e) {
        continue;
      }
      lastRound = Instant.now();
      if (!guard.stillPermits()) {
        return;
      }
      Set<TopicPartition> trusted = ownership.trusted();
      boolean complete = ownership.claim();
      failing = !complete;
      if (!complete) {
        pause();
      }
      List<Batch> batches = batches(records, trusted, ownership);
      Map<TopicPartition, Long> behind = behind(member, ownership.trusted(), batches);
      standing.round(lastRound, ownership.positions(), behind);
      if (settings.ticks().lookedAhead()) {
        lookAhead.stands(ownership.stands(behind));
      }
      if (!batches.isEmpty()) {
        handle(member, publisher, ownership, batches);
      }
      metrics.round(member, records.count());
      metrics.standing(stopped(STILL).size());
    }
  }

  /** What each partition has yet to apply: beyond what was polled, and what is in hand. */
  private static Map<TopicPartition, Long> behind(
      KafkaConsumer<byte[], byte[]> member, Set<TopicPartition> trusted, List<Batch> batches) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    for (TopicPartition partition : trusted) {
      behind.put(partition, member.currentLag(partition).orElse(0));
    }
    batches.forEach(
        batch -> behind.merge(batch.partition(), (long) batch.inputs().size(), Long::sum));
    return behind;
  }

  /** Records of partitions that had to be claimed are dropped: they are read again from there. */
  private List<Batch> batches(
      ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> trusted, Ownership ownership) {
    List<Batch> batches = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      Assigned mine = ownership.of(partition);
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
              transactions.apply(
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
      repeat(ownership, failed, failed.size() == batches.size());
    }
  }

  /** Others go on while a partition waits; if all failed, so does the loop. */
  private void repeat(
      Ownership ownership, Map<TopicPartition, Exception> failed, boolean everything) {
    Set<TopicPartition> waiting = new HashSet<>();
    Set<Exception> told = new HashSet<>();
    failed.forEach((partition, failure) -> {
      Exception e = failure instanceof NotPublished late ? late.reason() : failure;
      if (e instanceof WakeupException) {
        LOG.debugf("%s was stopped before it confirmed a poll", settings.consumer());
        return;
      }
      if (told.add(e)) {
        metrics.failed(e);
      }
      if (!(e instanceof Fenced)) {
        waiting.add(partition);
        standing.failed(partition, e);
      }
    });
    told.removeIf(Fenced.class::isInstance);
    told.forEach(e -> LOG.warnf(e, "%s repeats a poll of %s", settings.consumer(), waiting));
    ownership.distrust(failed.keySet(), Instant.MIN);
    if (everything && !waiting.isEmpty()) {
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
      // Awaited: a late commit could otherwise move back what a later transaction has published.
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      committed.upTo().forEach((p, next) -> offsets.put(p, new OffsetAndMetadata(next)));
      member.commitSync(offsets);
    } else {
      publisher.publish(committed.messages(), committed.upTo(), member.groupMetadata());
    }
    for (TopicPartition partition : committed.upTo().keySet()) {
      Assigned mine = ownership.of(partition);
      if (mine != null) {
        mine.allPublished();
      }
    }
  }

  private void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(settings.retryPause().toMillis()));
  }
}
