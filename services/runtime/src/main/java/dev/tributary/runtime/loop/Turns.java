package dev.tributary.runtime.loop;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets each partition have its turn. A consumer hands out all that it has fetched of one partition
 * before it comes to the next, and a fetch may hold tens of thousands of records: so a backlog of
 * one would hold up all others. Here whoever filled a poll stands back for the next one, unless
 * nobody else has anything. What was fetched of them is kept meanwhile. Confined to the loop's
 * thread.
 */
final class Turns {
  private final int full;
  private Set<TopicPartition> hadTheirTurn = Set.of();

  /**
   * @param full as many records as a poll holds at most
   */
  Turns(int full) {
    this.full = full;
  }

  ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> member, Duration patience) {
    ConsumerRecords<byte[], byte[]> records = others(member);
    if (records.isEmpty()) {
      records = member.poll(patience);
    }
    hadTheirTurn = records.count() < full ? Set.of() : Set.copyOf(records.partitions());
    return records;
  }

  private ConsumerRecords<byte[], byte[]> others(KafkaConsumer<byte[], byte[]> member) {
    Set<TopicPartition> back = new HashSet<>(hadTheirTurn);
    // Some may have gone to another instance since.
    back.retainAll(member.assignment());
    if (back.isEmpty()) {
      return ConsumerRecords.empty();
    }
    member.pause(back);
    try {
      return member.poll(Duration.ZERO);
    } finally {
      back.retainAll(member.assignment());
      member.resume(back);
    }
  }
}
