package dev.tributary.identity.kafka;

import dev.tributary.identity.acceptance.LogPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single records back from where they stand in the log. */
final class LogReading {
  /** Reading on is cheaper than seeking to something this near. */
  private static final long NEAR = 2_000;

  private LogReading() {}

  /**
   * Hands over what the log still holds; positions whose retention has passed are left out.
   *
   * @param stopped asked between polls: it then ends, having read some
   * @throws KafkaException if the log cannot be read, or is silent for a minute
   */
  static void read(
      Consumer<byte[], byte[]> reader,
      Collection<LogPosition> positions,
      BooleanSupplier stopped,
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
      read(reader, partition, offsets.tailSet(beginning, true), stopped, found);
    });
  }

  private static void read(
      Consumer<byte[], byte[]> reader,
      TopicPartition partition,
      NavigableSet<Long> offsets,
      BooleanSupplier stopped,
      BiConsumer<LogPosition, ConsumerRecord<byte[], byte[]>> found) {
    reader.assign(List.of(partition));
    NavigableSet<Long> left = new TreeSet<>(offsets);
    Silence silence = new Silence();
    while (!left.isEmpty() && !stopped.getAsBoolean()) {
      long position = reader.position(partition);
      if (left.first() < position || left.first() > position + NEAR) {
        position = left.first();
        reader.seek(partition, position);
      }
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(Silence.POLL).records(partition)) {
        if (left.remove(record.offset())) {
          found.accept(
              new LogPosition(partition.topic(), partition.partition(), record.offset()), record);
        }
      }
      long reached = reader.position(partition);
      // What was jumped over is gone.
      left.headSet(reached).clear();
      silence.polled(reached > position);
    }
  }
}
