package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.runtime.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private final Map<TopicPartition, Assigned> assigned = new HashMap<>();
  private final Set<TopicPartition> dirty = new HashSet<>();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile Instant lastRound = Instant.EPOCH;
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
    this.transactions = new LoopTransactions(settings, worker, effects);
  }

  public void start() {
    if (running.compareAndSet(false, true)) {
      Thread started = Thread.ofPlatform().name("loop-" + settings.consumer()).start(this::run);
      thread = started;
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

  /** When the loop last came round; {@link Instant#EPOCH} before the first time. */
  public Instant lastRound() {
    return lastRound;
  }

  /** Whether a partition waits to be claimed again after a failure. */
  public boolean failing() {
    return failing;
  }

  private void run() {
    while (running.get()) {
      try (KafkaConsumer<byte[], byte[]> member =
              kafka.groupMember(
                  settings.consumer(),
                  settings.instance(),
                  (int) settings.sessionTimeout().toMillis(),
                  settings.maxPollRecords());
          Publisher publisher = new Publisher(kafka, settings.consumer())) {
        consumer = member;
        assigned.clear();
        dirty.clear();
        member.subscribe(settings.topicNames(), new Rebalances(member, publisher));
        consume(member, publisher);
        member.close(
            CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      } catch (RuntimeException e) {
        LOG.errorf(e, "%s starts again after a failure of its consumer", settings.consumer());
        pause();
      }
    }
  }

  private void consume(KafkaConsumer<byte[], byte[]> member, Publisher publisher) {
    while (running.get()) {
      ConsumerRecords<byte[], byte[]> records;
      try {
        records = member.poll(POLL);
      } catch (WakeupException e) {
        continue;
      }
      lastRound = Instant.now();
      Set<TopicPartition> usable = new HashSet<>(assigned.keySet());
      usable.removeAll(dirty);
      reclaim(member, publisher);
      failing = !dirty.isEmpty();
      List<Batch> batches = new ArrayList<>();
      for (TopicPartition partition : records.partitions()) {
        Assigned mine = assigned.get(partition);
        if (mine != null && usable.contains(partition)) {
          batches.add(Batch.of(partition, mine, records.records(partition)));
        }
      }
      if (!batches.isEmpty()) {
        handle(member, publisher, batches);
      }
      metrics.round(member, records.count());
    }
  }

  private void handle(
      KafkaConsumer<byte[], byte[]> member, Publisher publisher, List<Batch> batches) {
    try {
      transactions.apply(batches, committed -> publish(member, publisher, committed));
    } catch (Exception e) {
      batches.forEach(batch -> dirty.add(batch.partition()));
      metrics.failed(e);
      if (!(e instanceof Fenced)) {
        LOG.warnf(e, "%s repeats a poll", settings.consumer());
        pause();
      }
    }
  }

  private void publish(
      KafkaConsumer<byte[], byte[]> member,
      Publisher publisher,
      LoopTransactions.Committed committed) {
    if (committed.messages().isEmpty()) {
      // Awaited: a late commit could otherwise move back what a later transaction has published.
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      committed.upTo().forEach((p, next) -> offsets.put(p, new OffsetAndMetadata(next)));
      member.commitSync(offsets);
    } else {
      publisher.publish(committed.messages(), committed.upTo(), member.groupMetadata());
    }
    committed
        .upTo()
        .keySet()
        .forEach(partition -> {
          Assigned mine = assigned.get(partition);
          if (mine != null) {
            mine.allPublished();
          }
        });
  }

  /** After a poll, so that the rebalance callbacks have run and only what is still ours is left. */
  private void reclaim(KafkaConsumer<byte[], byte[]> member, Publisher publisher) {
    for (TopicPartition partition : List.copyOf(dirty)) {
      if (!assigned.containsKey(partition)) {
        dirty.remove(partition);
        continue;
      }
      try {
        claim(member, publisher, partition);
        dirty.remove(partition);
      } catch (SQLException | RuntimeException e) {
        LOG.warnf(e, "%s could not claim %s yet", settings.consumer(), partition);
        metrics.failed(e);
        pause();
      }
    }
  }

  private void claim(
      KafkaConsumer<byte[], byte[]> member, Publisher publisher, TopicPartition partition)
      throws SQLException {
    Assigned mine = assigned.computeIfAbsent(partition, p -> new Assigned());
    transactions.claim(partition, mine);
    OffsetAndMetadata committed = member.committed(Set.of(partition)).get(partition);
    if (committed != null && committed.offset() > mine.next) {
      LOG.errorf(
          "%s of %s is published up to %d, but applied only up to %d: was the database restored?",
          partition, settings.consumer(), committed.offset(), mine.next);
    } else if (committed != null) {
      mine.published = committed.offset();
    }
    for (Positions.Unpublished batch : transactions.unpublished(partition, mine.published)) {
      publisher.publish(batch.messages(), Map.of(partition, batch.next()), member.groupMetadata());
    }
    mine.allPublished();
    member.seek(partition, mine.next);
  }

  private void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(settings.retryPause().toMillis()));
  }

  /** The records of one partition in one poll. */
  record Batch(TopicPartition partition, Assigned assigned, List<Input> inputs) {
    static Batch of(
        TopicPartition partition, Assigned assigned, List<ConsumerRecord<byte[], byte[]>> records) {
      List<Input> inputs = new ArrayList<>(records.size());
      records.forEach(record -> inputs.add(Input.of(record)));
      return new Batch(partition, assigned, inputs);
    }

    /** Where the next poll goes on; compaction and transaction markers may leave gaps before. */
    long next() {
      return inputs.getLast().offset() + 1;
    }
  }

  private final class Rebalances implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> member;
    private final Publisher publisher;

    Rebalances(KafkaConsumer<byte[], byte[]> member, Publisher publisher) {
      this.member = member;
      this.publisher = publisher;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        assigned.put(partition, new Assigned());
        try {
          claim(member, publisher, partition);
        } catch (SQLException | RuntimeException e) {
          LOG.warnf(e, "%s could not claim %s yet", settings.consumer(), partition);
          dirty.add(partition);
        }
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(assigned::remove);
      partitions.forEach(dirty::remove);
    }
  }

  static Map<TopicPartition, List<Message>> byPartition(List<Output> outputs) {
    Map<TopicPartition, List<Message>> grouped = new LinkedHashMap<>();
    for (Output output : outputs) {
      grouped.computeIfAbsent(output.because(), p -> new ArrayList<>()).add(output.message());
    }
    return grouped;
  }
}
