package dev.tributary.destinations.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.row.RowChange;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A row on the log. A newer version may have written it. */
record StoredRow(ConsumerRecord<byte[], byte[]> record) {

  private StoredMessage message() {
    return new StoredMessage(record);
  }

  /** The partition and the offset, in the form that operators use. */
  String address() {
    return message().address();
  }

  /** Whether the text has this id; much cheaper than {@link #mayBeOf}. */
  boolean names(byte[] model) {
    byte[] value = record.value();
    for (int i = 0; i + model.length <= value.length; i++) {
      if (value[i] == model[0]
          && Arrays.equals(value, i, i + model.length, model, 0, model.length)) {
        return true;
      }
    }
    return false;
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
    return message().content(RowChange.TYPE, RowChange.class);
  }

  /**
   * @throws IllegalArgumentException if a header is missing
   */
  MessageHeaders headers() {
    return message().headers();
  }
}
