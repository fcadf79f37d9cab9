package dev.tributary.runtime.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets each partition have its turn. A consumer hands out all that it has fetched of one partition
 * before it comes to the next, and a fetch may hold tens of thousands of records: so a backlog of
 * one would hold up all others. Here a round takes a turn of it, and then what the others have; a
 * backlog gets more of a round only after nobody else had anything for several. Confined to the
 * loop's thread.
 */
final class Turns {
  /** Turns of a round. The smaller they are, the less others wait, and the more a record costs. */
  private static final int OF_A_ROUND = 4;

  /** That many rounds take longer than the broker may keep a fetch of the others. */
  private static final int SOON = 10;

  private final int round;
  private final int turn;
  private int alone;

  /**
   * @param round as many records as a round holds at most
   */
  Turns(int round) {
    this.round = round;
    this.turn = turnOf(round);
  }

  /** As many records as the consumer may hand out at once. */
  static int turnOf(int round) {
    return Math.max(1, round / OF_A_ROUND);
  }

  ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> member, Duration patience) {
    ConsumerRecords<byte[], byte[]> first = member.poll(patience);
    if (first.count() < turn) {
      alone = 0;
      return first;
    }
    int generation = member.groupMetadata().generationId();
    Round taken = new Round();
    taken.add(first);
    boolean others = true;
    while (taken.count < round) {
      ConsumerRecords<byte[], byte[]> more =
          others ? pollOthers(member, taken) : member.poll(Duration.ZERO);
      if (member.groupMetadata().generationId() != generation) {
        // Everything was claimed anew, and what was taken before will be read again.
        return more;
      }
      if (!more.isEmpty()) {
        taken.add(more);
      } else if (others && soleOwner(taken, first)) {
        others = false;
      } else {
        break;
      }
    }
    return taken.records();
  }

  /** Whether nobody else has had anything for so long that the round may be filled with one. */
  private boolean soleOwner(Round taken, ConsumerRecords<byte[], byte[]> first) {
    alone = taken.count > first.count() ? 0 : Math.min(alone + 1, SOON);
    return alone == SOON;
  }

  private static ConsumerRecords<byte[], byte[]> pollOthers(
      Consumer<byte[], byte[]> member, Round taken) {
    Set<TopicPartition> back = new HashSet<>(taken.byPartition.keySet());
    // Some may have gone to another instance since.
    back.retainAll(member.assignment());
    member.pause(back);
    try {
      return member.poll(Duration.ZERO);
    } finally {
      back.retainAll(member.assignment());
      member.resume(back);
    }
  }

  /** What was taken so far, each partition in its order. */
  private static final class Round {
    final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition =
        new LinkedHashMap<>();
    int count;

    void add(ConsumerRecords<byte[], byte[]> records) {
      for (TopicPartition partition : records.partitions()) {
        byPartition
            .computeIfAbsent(partition, _ -> new ArrayList<>())
            .addAll(records.records(partition));
      }
      count += records.count();
    }

    ConsumerRecords<byte[], byte[]> records() {
      return new ConsumerRecords<>(byPartition, Map.of());
    }
  }
}
