package dev.tributary.runtime.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares the positions of channels with the log. The positions are those of consumer groups, and
 * a message that is read again has no further effect. The channels have {@code
 * auto.offset.reset=none}: with another setting, Kafka would move a position that does not fit the
 * log, without a sign.
 *
 * <ul>
 *   <li>A group without a position begins at the oldest record. If it is the log of another
 *       database, {@link WriterGuard} says so.
 *   <li>A position before the oldest record: retention has deleted records. They are reported, and
 *       the channel goes on at the oldest record, as a loop does.
 *   <li>A position beyond the end: the log has lost records. The channel stops until an operator
 *       accepts exactly this finding by its code. Then it begins at the oldest record.
 * </ul>
 *
 * <p>Thread-safe. The comparisons are made on the thread of a consumer.
 */
public final class ChannelPositions {
  private static final Logger LOG = Logger.getLogger(ChannelPositions.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** The end of a transaction takes one offset, which no consumer sees. */
  private static final int MARKER = 1;

  private final Map<TopicPartition, LogMismatch.BeyondTheEnd> lost = new ConcurrentHashMap<>();
  private final Set<String> restarted = ConcurrentHashMap.newKeySet();
  private volatile Set<String> accepted = Set.of();

  /**
   * Accepts findings, at once or when they appear.
   *
   * @param codes as problems name them; other codes accept nothing
   */
  public void accept(Set<String> codes) {
    accepted = Set.copyOf(codes);
  }

  /** An operator has accepted other topics with these names: they are read from the beginning. */
  public void restart(Set<String> topics) {
    restarted.addAll(topics);
  }

  /** Why the channels have stopped, and what an operator can do; null while they may work. */
  public @Nullable String problem() {
    List<LogMismatch.BeyondTheEnd> found = lost.values().stream().toList();
    return found.isEmpty()
        ? null
        : "The channels have stopped. %s. Bring the old log back, or accept this one: set TRIBUTARY_KAFKA_ACCEPT_LOG=%s and restart; docs/operate.md says what that costs"
            .formatted(
                found.stream().map(LogMismatch::found).sorted().collect(Collectors.joining("; ")),
                found.stream()
                    .map(ChannelPositions::code)
                    .sorted()
                    .collect(Collectors.joining(",")));
  }

  /**
   * Compares the position of each assigned partition, and moves those that may be moved.
   *
   * @throws RuntimeException if the cluster does not answer; the next comparison does the work
   */
  public void compare(Consumer<?, ?> consumer) {
    Set<TopicPartition> assigned = consumer.assignment();
    forgetOthers(consumer, assigned);
    Map<TopicPartition, Long> positions = positions(consumer, assigned);
    Map<TopicPartition, Long> oldest = consumer.beginningOffsets(assigned, ANSWER);
    Map<TopicPartition, Long> ends = consumer.endOffsets(assigned, ANSWER);
    Set<String> begunAgain = new HashSet<>();
    Set<TopicPartition> before = Set.copyOf(lost.keySet());
    for (TopicPartition partition : assigned) {
      long first = oldest.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, Long.MAX_VALUE);
      Long next = positions.get(partition);
      if (next == null || restarted.contains(partition.topic())) {
        begunAgain.add(partition.topic());
        begin(consumer, partition, first);
      } else if (next < first) {
        reportLoss(consumer, partition, next, first);
        begin(consumer, partition, first);
      } else if (next > end) {
        beyond(consumer, new LogMismatch.BeyondTheEnd(partition, next, end), first);
      } else {
        lost.remove(partition);
      }
    }
    restarted.removeAll(begunAgain);
    if (!before.containsAll(lost.keySet())) {
      LOG.error(problem());
    }
  }

  private static void reportLoss(
      Consumer<?, ?> consumer, TopicPartition partition, long next, long first) {
    if (next + MARKER < first) {
      LOG.errorf(
          "%s lost the records %d to %d of %s to retention before they were applied",
          consumer.groupMetadata().groupId(), next, first - 1, partition);
    }
  }

  private void beyond(Consumer<?, ?> consumer, LogMismatch.BeyondTheEnd found, long first) {
    if (accepted.contains(code(found))) {
      LOG.warnf("A channel goes on with the log that was accepted: %s", found.found());
      begin(consumer, found.partition(), first);
    } else {
      lost.put(found.partition(), found);
    }
  }

  private void begin(Consumer<?, ?> consumer, TopicPartition partition, long first) {
    consumer.seek(partition, first);
    lost.remove(partition);
  }

  /** Another instance compares the partitions that this consumer had before. */
  private void forgetOthers(Consumer<?, ?> consumer, Set<TopicPartition> assigned) {
    Set<String> topics = consumer.subscription();
    lost.keySet()
        .removeIf(partition -> topics.contains(partition.topic()) && !assigned.contains(partition));
  }

  /** Without the partitions of which the group has no position. */
  private static Map<TopicPartition, Long> positions(
      Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    Set<TopicPartition> unplaced = new HashSet<>();
    for (TopicPartition partition : assigned) {
      try {
        positions.put(partition, consumer.position(partition, ANSWER));
      } catch (InvalidOffsetException e) {
        unplaced.add(partition); // This or another partition has no position.
      }
    }
    if (!unplaced.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(unplaced, ANSWER);
      committed.forEach((partition, stored) -> {
        if (stored != null) {
          positions.put(partition, stored.offset());
        }
      });
    }
    return positions;
  }

  private static String code(LogMismatch.BeyondTheEnd found) {
    return LogMismatch.code(List.of(found));
  }
}
