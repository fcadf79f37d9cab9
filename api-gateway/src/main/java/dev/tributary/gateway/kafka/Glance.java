package dev.tributary.gateway.kafka;

import dev.tributary.gateway.pipeline.Log.Gap;
import dev.tributary.gateway.pipeline.Position;
import dev.tributary.gateway.pipeline.Unread;
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
 * Looks at the first message of many places at once. Thread-safe: its one consumer serves one
 * caller at a time.
 */
final class Glance implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final KafkaConsumer<byte[], byte[]> reader;

  Glance(KafkaConsumer<byte[], byte[]> reader) {
    this.reader = reader;
  }

  /** What stands in each gap; unknown where the broker did not show it within a second. */
  synchronized Map<Position, Unread> over(Map<Position, Gap> gaps) {
    Map<Position, Unread> found = new HashMap<>();
    Map<TopicPartition, Gap> open = new HashMap<>();
    gaps.forEach((position, gap) -> {
      if (gap.isEmpty()) {
        found.put(position, new Unread.Nothing());
      } else {
        found.put(position, new Unread.Unknown());
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
            Optional<Unread> unread =
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

  /** Empty as long as the reader has neither met a message nor passed the end. */
  private Optional<Unread> look(
      List<ConsumerRecord<byte[], byte[]>> records, TopicPartition partition, long end) {
    if (!records.isEmpty() && records.getFirst().offset() < end) {
      Instant written = Instant.ofEpochMilli(records.getFirst().timestamp());
      return Optional.of(new Unread.Since(written));
    }
    return passed(partition, end) ? Optional.of(new Unread.Nothing()) : Optional.empty();
  }

  private boolean passed(TopicPartition partition, long end) {
    try {
      return reader.position(partition, POLL) >= end;
    } catch (TimeoutException e) {
      return false; // The broker is away, and the place had to be looked up.
    }
  }

  @Override
  public synchronized void close() {
    reader.close();
  }
}
