package dev.tributary.destinations.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.UnknownMessage;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A message on the log. A newer version may have written it. */
record StoredMessage(ConsumerRecord<byte[], byte[]> record) {

  /** The partition and the offset, in the form that operators use. */
  String address() {
    return "%s-%d at offset %d".formatted(record.topic(), record.partition(), record.offset());
  }

  /**
   * @throws IllegalArgumentException if a header is missing
   */
  MessageHeaders headers() {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value());
    }
    return MessageHeaders.from(headers);
  }

  /**
   * @param type the only type that this version knows
   * @throws UnknownMessage if it has another type
   * @throws UncheckedIOException if it is not valid JSON of this type
   */
  <T> T content(String type, Class<T> as) {
    String written = headers().type();
    if (!written.equals(type)) {
      throw UnknownMessage.ofType(written);
    }
    return Json.read(record.value(), as);
  }
}
