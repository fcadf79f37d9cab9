package dev.tributary.destinations.connectors.apachekafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.SimpleRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message about an item. The messages with one key are in one partition, in their order.
 *
 * @param value JSON; null for a tombstone
 */
record Message(Item item, String key, @Nullable ObjectNode value, Map<String, String> headers) {
  static final String EVENTS = "events";
  private static final String MEMBERS = "audience-members";

  /**
   * The messages of an item. The value is the first one; removals of former keys follow it, and may
   * be sent only after it was accepted. Otherwise, a refused value would remove the record.
   */
  static List<Message> of(Batch batch, Item item) {
    if (batch.object().equals(EVENTS)) {
      return List.of(
          new Message(item, eventKey(batch, item), item.fields(), headers(batch, item, "event")));
    }
    List<Message> messages = new ArrayList<>();
    boolean removed = batch.operation() == Operation.REMOVE;
    if (!removed) {
      messages.add(
          new Message(
              item,
              item.matchValue(),
              value(item, item.matchValue(), item.fields()),
              headers(batch, item, batch.object().equals(MEMBERS) ? "member" : "upserted")));
    }
    for (String key : formerKeys(item, removed)) {
      messages.add(removal(batch, item, key));
    }
    return messages;
  }

  /**
   * The keys under which the topic has the record, or may have it. Of a removal, the current value
   * is one of them: an attempt without an answer may have written it.
   */
  private static Set<String> formerKeys(Item item, boolean removed) {
    Set<String> keys = new LinkedHashSet<>(item.formerMatchValues());
    String delivered = item.deliveredAs();
    if (delivered != null) {
      keys.add(delivered);
    }
    if (removed) {
      keys.add(item.matchValue());
    } else {
      keys.remove(item.matchValue());
    }
    return keys;
  }

  private static Message removal(Batch batch, Item item, String key) {
    boolean tombstone = !batch.syncSettings().path(Settings.REMOVALS).asText("").equals("message");
    String operation = batch.object().equals(MEMBERS) ? "left" : "removed";
    return new Message(
        item,
        key,
        tombstone ? null : value(item, key, Json.MAPPER.createObjectNode()),
        headers(batch, item, operation));
  }

  private static ObjectNode value(Item item, String key, ObjectNode fields) {
    ObjectNode value = Json.MAPPER.createObjectNode();
    String field = item.matchField();
    if (field != null) {
      value.put(field, key);
    }
    value.setAll(fields);
    return value;
  }

  /** A field can name the person of an event: then the events of a person are in one partition. */
  private static String eventKey(Batch batch, Item item) {
    JsonNode key = item.fields().path(batch.syncSettings().path(Settings.KEY_FIELD).asText(""));
    String text = key.isValueNode() && !key.isNull() ? key.asText() : "";
    return text.isEmpty() ? item.matchValue() : text;
  }

  private static Map<String, String> headers(Batch batch, Item item, String operation) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("tributary-operation", operation);
    headers.put("tributary-sync", batch.sync().value());
    headers.put("tributary-delivery", item.delivery());
    headers.put("tributary-version", Long.toString(item.version()));
    headers.put("tributary-time", item.since().toString());
    return headers;
  }

  /**
   * @param time of the message, in milliseconds since 1970: the retention of a topic counts from it
   */
  SimpleRecord record(long time) {
    Header[] fields =
        headers.entrySet().stream()
            .map(header -> new RecordHeader(header.getKey(), bytes(header.getValue())))
            .toArray(Header[]::new);
    return new SimpleRecord(time, bytes(key), value == null ? null : Json.write(value), fields);
  }

  byte[] keyBytes() {
    return bytes(key);
  }

  /** For people. */
  ObjectNode shown() {
    ObjectNode shown = Json.MAPPER.createObjectNode().put("key", key);
    shown.set("value", value);
    shown.putPOJO("headers", headers);
    return shown;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
