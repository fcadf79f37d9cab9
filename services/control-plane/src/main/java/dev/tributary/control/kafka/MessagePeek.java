package dev.tributary.control.kafka;

import dev.tributary.control.pipeline.LogOffsets.Gap;
import dev.tributary.control.pipeline.Position;
import dev.tributary.control.pipeline.UnreadRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the first message of many ranges at once. Thread-safe: its one consumer serves one caller
 * at a time.
 */
final class MessagePeek implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final KafkaConsumer<byte[], byte[]> reader;

  MessagePeek(KafkaConsumer<byte[], byte[]> reader) {
    this.reader = reader;
  }

  /** The content of each gap; unknown if the broker did not send it within a second. */
  synchronized Map<Position, UnreadRange> over(Map<Position, Gap> gaps) {
    Map<Position, UnreadRange> found = new HashMap<>();
    Map<TopicPartition, Gap> open = new HashMap<>();
    gaps.forEach((position, gap) -> {
      if (gap.isEmpty()) {
        found.put(position, new UnreadRange.Nothing());
      } else {
        found.put(position, new UnreadRange.Unknown());
        open.put(Positions.partition(position), gap);
      }
    });
    reader.assign(open.keySet());
    reader.resume(open.keySet());
    open.forEach((partition, gap) -> reader.seek(partition, gap.from()));
    long start = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() - start < LONGEST_NANOS) {
      var records = reader.poll(POLL);
      open.entrySet()
          .removeIf(place -> {
            TopicPartition partition = place.getKey();
            Optional<UnreadRange> unread =
                look(records.records(partition), partition, place.getValue().to());
            unread.ifPresent(what -> {
              found.put(Positions.of(partition), what);
              reader.pause(List.of(partition));
            });
            return unread.isPresent();
          });
    }
    return found;
  }

  /** Empty as long as the consumer has neither read a message nor passed the end. */
  private Optional<UnreadRange> look(
      List<ConsumerRecord<byte[], byte[]>> records, TopicPartition partition, long end) {
    if (!records.isEmpty() && records.getFirst().offset() < end) {
      Instant written = Instant.ofEpochMilli(records.getFirst().timestamp());
      return Optional.of(new UnreadRange.Since(written));
    }
    return passed(partition, end) ? Optional.of(new UnreadRange.Nothing()) : Optional.empty();
  }

  private boolean passed(TopicPartition partition, long end) {
    try {
      return reader.position(partition, POLL) >= end;
    } catch (TimeoutException e) {
      return false; // The broker cannot be reached, and the offset had to be looked up.
    }
  }

  @Override
  public synchronized void close() {
    reader.close();
  }
}
