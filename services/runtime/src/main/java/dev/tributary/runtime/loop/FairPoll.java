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
 * Gives each partition its share of a round. A consumer returns all fetched records of one
 * partition before those of the next, and a fetch may contain tens of thousands of records. So a
 * backlog of one partition would delay all others. Here a round takes a limited part of the
 * backlog, and then the records of the other partitions. A backlog gets more of a round only after
 * the other partitions had no records for several rounds. Confined to the loop's thread.
 */
final class FairPoll {
  /**
   * The number of turns in a round. The smaller a turn is, the less other partitions wait, and the
   * more a record costs.
   */
  private static final int OF_A_ROUND = 4;

  /**
   * This number of rounds takes longer than the broker may delay a fetch of the other partitions.
   */
  private static final int SOON = 20;

  private final int round;
  private final int turn;
  private int alone;

  /**
   * @param round the largest number of records in a round
   */
  FairPoll(int round) {
    this.round = round;
    this.turn = turnOf(round);
  }

  /** The largest number of records that the consumer may return at once. */
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
        // All partitions were claimed again, so the records of this round will be read again.
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

  /**
   * Whether no other partition has had records for so long that one partition may fill the round.
   */
  private boolean soleOwner(Round taken, ConsumerRecords<byte[], byte[]> first) {
    alone = taken.count > first.count() ? 0 : Math.min(alone + 1, SOON);
    return alone == SOON;
  }

  private static ConsumerRecords<byte[], byte[]> pollOthers(
      Consumer<byte[], byte[]> member, Round taken) {
    Set<TopicPartition> back = new HashSet<>(taken.byPartition.keySet());
    // Some partitions may belong to another instance by now.
    back.retainAll(member.assignment());
    member.pause(back);
    try {
      return member.poll(Duration.ZERO);
    } finally {
      back.retainAll(member.assignment());
      member.resume(back);
    }
  }

  /** The records of the round so far, each partition in its order. */
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
