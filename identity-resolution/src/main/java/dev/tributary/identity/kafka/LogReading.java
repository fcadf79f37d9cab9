package dev.tributary.identity.kafka;

import dev.tributary.identity.acceptance.LogPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads single records back from where they stand in the log. */
final class LogReading {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int EMPTY_POLLS = 6;

  /** Reading on is cheaper than seeking to something this near. */
  private static final long NEAR = 2_000;

  private LogReading() {}

  /** Hands over what the log still holds; positions whose retention has passed are left out. */
  static void read(
      KafkaConsumer<byte[], byte[]> reader,
      Collection<LogPosition> positions,
      BiConsumer<LogPosition, ConsumerRecord<byte[], byte[]>> found) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    for (LogPosition position : positions) {
      wanted
          .computeIfAbsent(
              new TopicPartition(position.topic(), position.partition()), _ -> new TreeSet<>())
          .add(position.offset());
    }
    if (wanted.isEmpty()) {
      return;
    }
    var beginnings = reader.beginningOffsets(wanted.keySet());
    wanted.forEach((partition, offsets) -> {
      long beginning = beginnings.getOrDefault(partition, 0L);
      read(reader, partition, offsets.tailSet(beginning, true), found);
    });
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> reader,
      TopicPartition partition,
      NavigableSet<Long> offsets,
      BiConsumer<LogPosition, ConsumerRecord<byte[], byte[]>> found) {
    reader.assign(List.of(partition));
    NavigableSet<Long> left = new TreeSet<>(offsets);
    int empty = 0;
    while (!left.isEmpty() && empty < EMPTY_POLLS) {
      long position = reader.position(partition);
      if (left.first() < position || left.first() > position + NEAR) {
        reader.seek(partition, left.first());
      }
      var records = reader.poll(POLL).records(partition);
      empty = records.isEmpty() ? empty + 1 : 0;
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (left.remove(record.offset())) {
          found.accept(
              new LogPosition(partition.topic(), partition.partition(), record.offset()), record);
        }
      }
      if (!records.isEmpty()) {
        // What is before the last one read and was not there is gone.
        left.headSet(records.getLast().offset(), true).clear();
      }
    }
  }
}
