package dev.tributary.identity.kafka;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.runtime.loop.Input;
import java.util.ArrayList;
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
 * Reads single messages from their positions in the log. A message with another id or of another
 * workspace counts as absent. Several entries may have one position: a recreated log uses its
 * offsets again, and the records of the old log stay in the database.
 */
public final class LogReading {
  /** For a distance up to this, in offsets, to read on is cheaper than to seek. */
  private static final long NEAR = 2_000;

  private static final Logger LOG = Logger.getLogger(LogReading.class);

  private LogReading() {}

  /**
   * Passes on the messages that the log still holds. It leaves out messages whose retention has
   * passed, positions with another message, and positions beyond the end of a recreated log.
   *
   * @param stopped asked between polls: if true, the read ends with the messages so far
   * @throws KafkaException if the log cannot be read, or does not answer for a minute
   */
  public static void read(
      Consumer<byte[], byte[]> reader,
      Collection<LogEntry> entries,
      BooleanSupplier stopped,
      BiConsumer<LogEntry, Input> found) {
    Map<TopicPartition, NavigableMap<Long, List<LogEntry>>> wanted = new HashMap<>();
    for (LogEntry entry : entries) {
      LogPosition position = entry.position();
      wanted
          .computeIfAbsent(
              new TopicPartition(position.topic(), position.partition()), _ -> new TreeMap<>())
          .computeIfAbsent(position.offset(), _ -> new ArrayList<>())
          .add(entry);
    }
    if (wanted.isEmpty()) {
      return;
    }
    // A consumer warns about the offsets of partitions that it does not have.
    reader.assign(wanted.keySet());
    var beginnings = reader.beginningOffsets(wanted.keySet());
    var ends = reader.endOffsets(wanted.keySet());
    wanted.forEach((partition, offsets) -> {
      long beginning = beginnings.getOrDefault(partition, 0L);
      long end = Math.max(beginning, ends.getOrDefault(partition, 0L));
      read(reader, partition, offsets.subMap(beginning, true, end, false), stopped, found);
    });
  }

  private static void read(
      Consumer<byte[], byte[]> reader,
      TopicPartition partition,
      NavigableMap<Long, List<LogEntry>> entries,
      BooleanSupplier stopped,
      BiConsumer<LogEntry, Input> found) {
    reader.assign(List.of(partition));
    NavigableMap<Long, List<LogEntry>> left = new TreeMap<>(entries);
    BrokerTimeout timeout = new BrokerTimeout();
    while (!left.isEmpty() && !stopped.getAsBoolean()) {
      long position = reader.position(partition);
      if (left.firstKey() < position || left.firstKey() > position + NEAR) {
        position = left.firstKey();
        reader.seek(partition, position);
      }
      for (ConsumerRecord<byte[], byte[]> record :
          reader.poll(BrokerTimeout.POLL).records(partition)) {
        List<LogEntry> here = left.remove(record.offset());
        if (here != null) {
          Input input = Input.of(record);
          here.forEach(entry -> check(entry, input, found));
        }
      }
      long reached = reader.position(partition);
      // The log no longer holds the offsets that the reader has skipped.
      left.headMap(reached).clear();
      timeout.polled(reached > position);
    }
  }

  private static void check(LogEntry entry, Input input, BiConsumer<LogEntry, Input> found) {
    if (entry.id().equals(MessageHeaders.text(input.headers(), MessageHeaders.ID))
        && entry
            .workspace()
            .value()
            .equals(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE))) {
      found.accept(entry, input);
    } else {
      LOG.warnf(
          "%s at %d is not %s: the log was recreated or restored since",
          input.partition(), input.offset(), entry.id());
    }
  }
}
