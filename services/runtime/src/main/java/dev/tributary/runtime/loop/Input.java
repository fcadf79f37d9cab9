package dev.tributary.runtime.loop;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.Tick;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One record of a poll.
 *
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent")
public record Input(
    TopicPartition partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers) {

  /** As the log holds it. */
  public static Input of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return new Input(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        record.key(),
        record.value(),
        headers);
  }

  /** The CloudEvents type, or the empty string if there is none. */
  public String type() {
    String type = MessageHeaders.text(headers, MessageHeaders.TYPE);
    return type == null ? "" : type;
  }

  /** The time of a tick; null for a record that is not a tick, or an unreadable one. */
  public @Nullable Tick tick() {
    if (value == null || !Tick.TYPE.equals(type())) {
      return null;
    }
    try {
      return Json.read(value, Tick.class);
    } catch (UncheckedIOException e) {
      return null;
    }
  }
}
