package dev.tributary.identity.kafka;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.runtime.loop.Input;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads single messages back from where they stood in the log. A message with another id or of
 * another workspace counts as absent.
 */
final class LogReading {
  /** Reading on is cheaper than seeking to something this near. */
  private static final long NEAR = 2_000;

  private static final Logger LOG = Logger.getLogger(LogReading.class);

  private LogReading() {}

  /**
   * Hands over what the log still holds. Left out are messages whose retention has passed, and
   * those in whose place the log holds another one.
   *
   * @param stopped asked between polls: it then ends, having read some
   * @throws KafkaException if the log cannot be read, or is silent for a minute
   */
  static void read(
      Consumer<byte[], byte[]> reader,
      Collection<LogEntry> entries,
      BooleanSupplier stopped,
      BiConsumer<LogPosition, Input> found) {
    Map<TopicPartition, NavigableMap<Long, LogEntry>> wanted = new HashMap<>();
    for (LogEntry entry : entries) {
      LogPosition position = entry.position();
      wanted
          .computeIfAbsent(
              new TopicPartition(position.topic(), position.partition()), _ -> new TreeMap<>())
          .put(position.offset(), entry);
    }
    if (wanted.isEmpty()) {
      return;
    }
    var beginnings = reader.beginningOffsets(wanted.keySet());
    wanted.forEach((partition, offsets) -> {
      long beginning = beginnings.getOrDefault(partition, 0L);
      read(reader, partition, offsets.tailMap(beginning, true), stopped, found);
    });
  }

  private static void read(
      Consumer<byte[], byte[]> reader,
      TopicPartition partition,
      NavigableMap<Long, LogEntry> entries,
      BooleanSupplier stopped,
      BiConsumer<LogPosition, Input> found) {
    reader.assign(List.of(partition));
    NavigableMap<Long, LogEntry> left = new TreeMap<>(entries);
    Silence silence = new Silence();
    while (!left.isEmpty() && !stopped.getAsBoolean()) {
      long position = reader.position(partition);
      if (left.firstKey() < position || left.firstKey() > position + NEAR) {
        position = left.firstKey();
        reader.seek(partition, position);
      }
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(Silence.POLL).records(partition)) {
        LogEntry entry = left.remove(record.offset());
        if (entry != null) {
          check(entry, Input.of(record), found);
        }
      }
      long reached = reader.position(partition);
      // What was jumped over is gone.
      left.headMap(reached).clear();
      silence.polled(reached > position);
    }
  }

  private static void check(LogEntry entry, Input input, BiConsumer<LogPosition, Input> found) {
    if (entry.id().equals(MessageHeaders.text(input.headers(), MessageHeaders.ID))
        && entry
            .workspace()
            .equals(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE))) {
      found.accept(entry.position(), input);
    } else {
      LOG.warnf(
          "%s at %d is not %s: the log was recreated or restored since",
          input.partition(), input.offset(), entry.id());
    }
  }
}
