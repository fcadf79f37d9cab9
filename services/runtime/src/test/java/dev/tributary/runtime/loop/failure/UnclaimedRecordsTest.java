package dev.tributary.runtime.loop.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnclaimedRecordsTest {
  private static final TopicPartition PARTITION = new TopicPartition("events", 3);
  private static final TopicPartition OTHER = new TopicPartition("events", 4);

  private final UnclaimedRecords unclaimed = new UnclaimedRecords();

  @Test
  void theFirstRecordOfAllPollsCounts() {
    unclaimed.add(PARTITION, records(7, 8));
    unclaimed.add(PARTITION, records(9, 11));
    assertThat(unclaimed.first(PARTITION)).isEqualTo(7);
    assertThat(unclaimed.counts()).containsOnlyKeys(PARTITION).containsEntry(PARTITION, 5L);
    assertThat(unclaimed.first(OTHER)).isNull();
  }

  @Test
  void onlyAPartitionWithRecordsHasACause() {
    IllegalStateException cause = new IllegalStateException();
    unclaimed.failed(PARTITION, cause);
    unclaimed.failed(OTHER, cause);
    unclaimed.add(PARTITION, records(7, 7));
    assertThat(unclaimed.causes()).containsOnlyKeys(PARTITION).containsEntry(PARTITION, cause);
  }

  @Test
  void aClaimedPartitionIsForgotten() {
    unclaimed.failed(PARTITION, new IllegalStateException());
    unclaimed.add(PARTITION, records(7, 7));
    unclaimed.forget(Set.of(PARTITION));
    assertThat(unclaimed.first(PARTITION)).isNull();
    assertThat(unclaimed.counts()).isEmpty();
    assertThat(unclaimed.causes()).isEmpty();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(offset ->
            new ConsumerRecord<>(
                PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]))
        .toList();
  }
}
