package dev.tributary.runtime.loop;

import dev.tributary.runtime.log.LogGuard;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this member owns, and those of them whose memory it no longer trusts. A claim
 * reads the position anew, raises the epoch and publishes what a predecessor left in the outbox.
 * Confined to the loop's thread: the callbacks run inside of its polls.
 */
final class Ownership implements ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(Ownership.class);

  private final String name;
  private final KafkaConsumer<byte[], byte[]> member;
  private final Publisher publisher;
  private final LoopTransactions transactions;
  private final LoopMetrics metrics;
  private final LogGuard guard;
  private final Map<TopicPartition, Assigned> assigned = new HashMap<>();

  /** Until when each waits before it is claimed again. */
  private final Map<TopicPartition, Instant> distrusted = new HashMap<>();

  Ownership(
      String name,
      KafkaConsumer<byte[], byte[]> member,
      Publisher publisher,
      LoopTransactions transactions,
      LoopMetrics metrics,
      LogGuard guard) {
    this.name = name;
    this.member = member;
    this.publisher = publisher;
    this.transactions = transactions;
    this.metrics = metrics;
    this.guard = guard;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> assigned.put(partition, new Assigned()));
    partitions.forEach(partition -> distrusted.put(partition, Instant.MIN));
    claim();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(assigned::remove);
    partitions.forEach(distrusted::remove);
  }

  @Nullable Assigned of(TopicPartition partition) {
    return assigned.get(partition);
  }

  /** Where each that was claimed stands. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    assigned.forEach((partition, mine) -> {
      if (mine.epoch > 0) {
        positions.put(partition, mine.next);
      }
    });
    return positions;
  }

  /**
   * Where each that was claimed stands for a reader that goes ahead.
   *
   * @param behind how much each has to read; one that waits for its next try has some
   */
  Map<TopicPartition, LookAhead.Stand> stands(Map<TopicPartition, Long> behind) {
    Map<TopicPartition, LookAhead.Stand> stands = new HashMap<>();
    assigned.forEach((partition, mine) -> {
      if (mine.epoch > 0) {
        boolean more = behind.getOrDefault(partition, 1L) > 0;
        stands.put(
            partition,
            new LookAhead.Stand(mine.epoch, mine.published, mine.publishedTick, mine.read, more));
      }
    });
    return stands;
  }

  /** What the last poll may be applied to: owned, and trusted before that poll. */
  Set<TopicPartition> trusted() {
    Set<TopicPartition> trusted = new HashSet<>(assigned.keySet());
    trusted.removeAll(distrusted.keySet());
    return trusted;
  }

  /**
   * Something failed half-way: claim it again, after the next poll.
   *
   * @param waits until when it is not read: the others go on meanwhile
   */
  void distrust(Collection<TopicPartition> partitions, Instant waits) {
    Set<TopicPartition> mine = new HashSet<>(partitions);
    mine.retainAll(assigned.keySet());
    mine.forEach(partition -> distrusted.put(partition, waits));
    mine.retainAll(member.assignment());
    member.pause(mine);
  }

  /**
   * Claims what is not trusted and has waited. Only after a poll or within it, so that the
   * rebalance callbacks have run and only what is still ours is left.
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
      Map<TopicPartition, Assigned> mine = new HashMap<>();
      claimed.forEach(partition -> mine.put(partition, new Assigned()));
      transactions.claim(mine);
      Map<TopicPartition, OffsetAndMetadata> committed = member.committed(claimed);
      Map<TopicPartition, Long> oldest = member.beginningOffsets(claimed);
      Map<TopicPartition, Long> ends = member.endOffsets(claimed);
      for (TopicPartition partition : claimed) {
        Assigned position = mine.getOrDefault(partition, new Assigned());
        OffsetAndMetadata published = committed.get(partition);
        if (!guard.permits(
            partition,
            position.next,
            published == null ? null : published.offset(),
            ends.getOrDefault(partition, Long.MAX_VALUE))) {
          continue;
        }
        reportGap(partition, position, oldest.getOrDefault(partition, 0L));
        finish(partition, position, published);
      }
    } catch (SQLException | RuntimeException e) {
      failed(e);
    }
    claimed.retainAll(distrusted.keySet());
    return claimed.isEmpty();
  }

  private void finish(
      TopicPartition partition, Assigned mine, @Nullable OffsetAndMetadata committed) {
    try {
      publishLeftovers(partition, mine, committed);
      member.seek(partition, mine.next);
      assigned.put(partition, mine);
      distrusted.remove(partition);
      member.resume(Set.of(partition));
    } catch (SQLException | RuntimeException e) {
      failed(e);
    }
  }

  /**
   * The group's committed offset says what is published; it can be ahead of the table's column.
   * What had nothing to publish, and was not confirmed before a failure, is confirmed here: maybe
   * no record ever comes that would do so later.
   */
  private void publishLeftovers(
      TopicPartition partition, Assigned mine, @Nullable OffsetAndMetadata committed)
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

  /** Records that retention took before they were applied cannot come back: someone must know. */
  private void reportGap(TopicPartition partition, Assigned mine, long oldest) {
    if (mine.next > 0 && mine.next < oldest) {
      metrics.lost(oldest - mine.next);
      LOG.errorf(
          "%s lost the records %d to %d of %s to retention before they were applied",
          name, mine.next, oldest - 1, partition);
    }
  }

  private void failed(Exception e) {
    LOG.warnf(e, "%s could not claim all of %s yet", name, distrusted.keySet());
    metrics.failed(e);
  }
}
