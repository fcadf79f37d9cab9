package dev.tributary.runtime.loop;

import dev.tributary.runtime.log.LogGuard;
import dev.tributary.runtime.loop.failure.UnclaimedRecords;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this member owns, and which of them need a new claim. A claim reads the
 * position again, raises the epoch and publishes the messages that a former owner left in the
 * outbox. Confined to the loop's thread: the callbacks run inside of its polls.
 */
final class Ownership implements ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(Ownership.class);

  private final String name;
  private final KafkaConsumer<byte[], byte[]> member;
  private final Publisher publisher;
  private final LoopTransactions transactions;
  private final LoopMetrics metrics;
  private final LogGuard guard;
  private final RetentionLoss retention;
  private final Map<TopicPartition, AssignedPartition> assigned = new HashMap<>();
  private final UnclaimedRecords unclaimed = new UnclaimedRecords();

  /** Until when each partition waits before it is claimed again. */
  private final Map<TopicPartition, Instant> distrusted = new HashMap<>();

  Ownership(
      String name,
      KafkaConsumer<byte[], byte[]> member,
      Publisher publisher,
      LoopTransactions transactions,
      LoopMetrics metrics,
      LogGuard guard,
      RetentionLoss retention) {
    this.name = name;
    this.member = member;
    this.publisher = publisher;
    this.transactions = transactions;
    this.metrics = metrics;
    this.guard = guard;
    this.retention = retention;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> assigned.put(partition, new AssignedPartition()));
    partitions.forEach(partition -> distrusted.put(partition, Instant.MIN));
    claim();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(assigned::remove);
    partitions.forEach(distrusted::remove);
    unclaimed.forget(partitions);
  }

  @Nullable AssignedPartition of(TopicPartition partition) {
    return assigned.get(partition);
  }

  /**
   * The position of each claimed partition, and of each partition that has records to read and
   * could not be claimed yet.
   */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    assigned.forEach((partition, mine) -> {
      Long first = unclaimed.first(partition);
      if (mine.epoch > 0) {
        positions.put(partition, mine.next);
      } else if (first != null) {
        positions.put(partition, first);
      }
    });
    return positions;
  }

  /** Remembers the records of partitions that could not be claimed yet. */
  void polled(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      AssignedPartition mine = assigned.get(partition);
      if (mine != null && mine.epoch == 0) {
        unclaimed.add(partition, records.records(partition));
      }
    }
  }

  UnclaimedRecords unclaimed() {
    return unclaimed;
  }

  /**
   * The state of each claimed partition for the reader that reads ahead.
   *
   * @param behind how much each partition has to read; a partition that waits for its next try has
   *     at least one record
   */
  Map<TopicPartition, LookAhead.State> states(Map<TopicPartition, Long> behind) {
    Map<TopicPartition, LookAhead.State> states = new HashMap<>();
    assigned.forEach((partition, mine) -> {
      if (mine.epoch > 0) {
        boolean more = behind.getOrDefault(partition, 1L) > 0;
        states.put(
            partition,
            new LookAhead.State(mine.epoch, mine.published, mine.publishedTick, mine.read, more));
      }
    });
    return states;
  }

  /** The partitions to which the last poll may be applied: owned, and claimed before that poll. */
  Set<TopicPartition> trusted() {
    Set<TopicPartition> trusted = new HashSet<>(assigned.keySet());
    trusted.removeAll(distrusted.keySet());
    return trusted;
  }

  /** Whether no partition waits for its claim. */
  boolean settled() {
    return distrusted.isEmpty();
  }

  /**
   * Something failed in these partitions: they are claimed again, after the next poll.
   *
   * @param waits until when they are not read; the others continue in the meantime
   */
  void distrust(Collection<TopicPartition> partitions, Instant waits) {
    Set<TopicPartition> mine = new HashSet<>(partitions);
    mine.retainAll(assigned.keySet());
    mine.forEach(partition -> distrusted.put(partition, waits));
    mine.retainAll(member.assignment());
    member.pause(mine);
  }

  /**
   * Claims the partitions that need it and have waited. Call this only after a poll or within it:
   * the rebalance callbacks have run then, and only partitions that this member still owns are
   * left.
   *
   * @return false if a claim failed
   */
  boolean claim() {
    Instant now = Instant.now();
    Set<TopicPartition> claimed = new HashSet<>();
    distrusted.forEach((partition, waits) -> {
      if (!waits.isAfter(now)) {
        claimed.add(partition);
      }
    });
    if (claimed.isEmpty()) {
      return true;
    }
    try {
      Map<TopicPartition, AssignedPartition> mine = new HashMap<>();
      claimed.forEach(partition -> mine.put(partition, new AssignedPartition()));
      transactions.claim(mine);
      Map<TopicPartition, OffsetAndMetadata> committed = member.committed(claimed);
      Map<TopicPartition, Long> oldest = member.beginningOffsets(claimed);
      Map<TopicPartition, Long> ends = member.endOffsets(claimed);
      for (TopicPartition partition : claimed) {
        AssignedPartition position = mine.getOrDefault(partition, new AssignedPartition());
        OffsetAndMetadata published = committed.get(partition);
        if (!guard.permits(
            partition,
            position.next,
            published == null ? null : published.offset(),
            ends.getOrDefault(partition, Long.MAX_VALUE))) {
          continue;
        }
        retention.compare(partition, position.next, oldest.getOrDefault(partition, 0L));
        finish(partition, position, published);
      }
    } catch (SQLException | RuntimeException e) {
      claimed.retainAll(distrusted.keySet());
      failed(claimed, e);
    }
    claimed.retainAll(distrusted.keySet());
    return claimed.isEmpty();
  }

  private void finish(
      TopicPartition partition, AssignedPartition mine, @Nullable OffsetAndMetadata committed) {
    try {
      publishLeftovers(partition, mine, committed);
      member.seek(partition, mine.next);
      assigned.put(partition, mine);
      distrusted.remove(partition);
      unclaimed.forget(Set.of(partition));
      member.resume(Set.of(partition));
    } catch (SQLException | RuntimeException e) {
      failed(Set.of(partition), e);
    }
  }

  /**
   * The group's committed offset says what is published; it can be ahead of the table's column. A
   * position without messages to publish, which was not confirmed before a failure, is confirmed
   * here, because maybe no later record would confirm it.
   */
  private void publishLeftovers(
      TopicPartition partition, AssignedPartition mine, @Nullable OffsetAndMetadata committed)
      throws SQLException {
    long confirmed = committed == null ? 0 : committed.offset();
    if (committed != null) {
      mine.published = committed.offset();
    }
    for (Positions.Unpublished batch : transactions.unpublished(partition, mine.published)) {
      publisher.publish(batch.messages(), Map.of(partition, batch.next()), member.groupMetadata());
      confirmed = batch.next();
    }
    if (confirmed < mine.next) {
      member.commitSync(Map.of(partition, new OffsetAndMetadata(mine.next)));
    }
    mine.allPublished();
  }

  private void failed(Set<TopicPartition> partitions, Exception e) {
    partitions.forEach(partition -> unclaimed.failed(partition, e));
    LOG.warnf(e, "%s could not claim all of %s yet", name, distrusted.keySet());
    metrics.failed(e);
  }
}
