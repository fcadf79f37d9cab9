package dev.tributary.destinations.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.row.RowChange;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A row on the log. A newer version may have written it. */
record StoredRow(ConsumerRecord<byte[], byte[]> record) {

  /** The partition and the offset, in the form that operators use. */
  String address() {
    return "%s-%d at offset %d".formatted(record.topic(), record.partition(), record.offset());
  }

  /** False only if the headers say that the row belongs to another model. */
  boolean mayBeOf(ModelId model) {
    try {
      JsonNode named = Json.read(record.value(), JsonNode.class).path("model");
      return !named.isTextual() || named.textValue().equals(model.value());
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  /**
   * @throws UnknownMessage if this version does not know its type
   * @throws UncheckedIOException if it is not valid JSON of this type
   */
  RowChange change() {
    String type = headers().type();
    if (!type.equals(RowChange.TYPE)) {
      throw UnknownMessage.ofType(type);
    }
    return Json.read(record.value(), RowChange.class);
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
}
