package dev.tributary.runtime.loop;

import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

  private final LoopSettings settings;
  private final KafkaClients kafka;
  private final LoopTransactions transactions;
  private final LoopMetrics metrics;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile Instant lastRound = Instant.EPOCH;
  private volatile boolean failing;
  private volatile boolean repeating;

  public ExactlyOnceLoop(
      LoopSettings settings,
      KafkaClients kafka,
      DataSource worker,
      Effects effects,
      LoopMetrics metrics) {
    this.settings = settings;
    this.kafka = kafka;
    this.metrics = metrics;
    this.transactions = new LoopTransactions(settings, worker, effects);
  }

  public void start() {
    if (running.compareAndSet(false, true)) {
      lastRound = Instant.now();
      thread = Thread.ofPlatform().name("loop-" + settings.consumer()).start(this::run);
    }
  }

  /** Finishes the running transaction, leaves the group and stops; waits at most 8 s. */
  @Override
  public void close() {
    if (!running.compareAndSet(true, false)) {
      return;
    }
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
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
    return failing;
  }

  @SuppressWarnings(
      "CatchingUnchecked") // An Error in one round must not end the consumer for good.
  private void run() {
    while (running.get()) {
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
            new Ownership(settings.consumer(), member, publisher, transactions, metrics);
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
      }
    }
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
      Set<TopicPartition> trusted = ownership.trusted();
      boolean complete = ownership.claim();
      failing = repeating || !complete;
      if (!complete) {
        pause();
      }
      List<Batch> batches = batches(records, trusted, ownership);
      if (!batches.isEmpty()) {
        handle(member, publisher, ownership, batches);
      }
      metrics.round(member, records.count());
    }
  }

  /** Records of partitions that had to be claimed are dropped: they are read again from there. */
  private static List<Batch> batches(
      ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> trusted, Ownership ownership) {
    List<Batch> batches = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      Assigned mine = ownership.of(partition);
      if (mine != null && trusted.contains(partition)) {
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
    try {
      metrics.timed(() ->
          transactions.apply(
              batches, committed -> publish(member, publisher, ownership, committed)));
      repeating = false;
    } catch (WakeupException e) {
      LOG.debugf("%s was stopped before it confirmed a poll", settings.consumer());
    } catch (Exception e) {
      ownership.distrust(batches.stream().map(Batch::partition).toList());
      metrics.failed(e);
      if (!(e instanceof Fenced)) {
        repeating = true;
        LOG.warnf(e, "%s repeats a poll", settings.consumer());
        pause();
      }
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
