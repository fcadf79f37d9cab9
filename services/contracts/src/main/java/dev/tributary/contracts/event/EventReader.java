package dev.tributary.contracts.event;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.event.Reading.Readable;
import dev.tributary.contracts.event.Reading.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item together with its envelope. All consumers use this class, so that every consumer
 * sees the same event. Stateless.
 */
public final class EventReader {
  private static final String IP = "ip";

  private EventReader() {}

  /** Never throws for any input of a client. */
  public static Reading read(CollectedEvent collected) {
    JsonNode read;
    JsonNode envelope;
    try {
      read = SanitisedJson.read(collected.item());
      envelope = SanitisedJson.read(collected.envelope());
    } catch (StreamConstraintsException e) {
      return new Unreadable(QuarantineReason.EVENT_TOO_DEEP, "The item is nested too deep", null);
    } catch (IOException e) {
      return new Unreadable(
          QuarantineReason.NOT_AN_OBJECT, "The item is not a JSON object that can be read", null);
    }
    if (!(read instanceof ObjectNode item)) {
      return new Unreadable(QuarantineReason.NOT_AN_OBJECT, "An item must be a JSON object", null);
    }
    HeadReading head =
        EventHead.read(
            collected.pathType(), fields(item), fields(envelope), collected.receivedAt());
    return switch (head) {
      case Unreadable unreadable -> unreadable;
      case EventHead readable -> new Readable(event(collected, readable, item, envelope));
    };
  }

  private static TrackingEvent event(
      CollectedEvent collected, EventHead head, ObjectNode item, JsonNode envelope) {
    ObjectNode context = context(collected, item, envelope);
    ObjectNode traits = object(item, ItemField.TRAITS);
    if (head.type() == CallType.IDENTIFY) {
      traits = merged(context, item, ItemField.TRAITS);
    }
    String messageId = head.messageId();
    ObjectNode others = others(item);
    return TrackingEventBuilder.builder()
        .eventId(collected.eventId())
        .workspace(collected.workspace())
        .source(collected.source())
        .type(head.type())
        .messageId(messageId == null ? collected.eventId().value() : messageId)
        .userId(head.userId())
        .anonymousId(head.anonymousId())
        .previousId(head.previousId())
        .groupId(head.groupId())
        .name(head.name())
        .timestamp(head.timestamp())
        .originalTimestamp(head.originalTimestamp())
        .sentAt(head.sentAt())
        .receivedAt(collected.receivedAt())
        .properties(object(item, ItemField.PROPERTIES))
        .traits(traits)
        .context(context)
        .integrations(merged(envelope, item, ItemField.INTEGRATIONS))
        .consent(EventConsent.of(context))
        .contentHash(ContentHash.of(item))
        .category(category(head.type(), others))
        .others(others)
        .build();
  }

  private static ObjectNode others(ObjectNode item) {
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    item.properties()
        .forEach(field -> {
          String name = field.getKey();
          boolean known = ItemField.isNamed(name) || name.equals(ContentHash.METADATA);
          if (!known && !field.getValue().isNull()) {
            others.set(name, field.getValue());
          }
        });
    return others;
  }

  /** Removed from the other fields if it is the call's own category. */
  private static @Nullable String category(CallType type, ObjectNode others) {
    JsonNode category = others.path(ItemField.CATEGORY);
    boolean own = type == CallType.PAGE || type == CallType.SCREEN;
    if (!own || !(category.isTextual() || category.isNumber()) || category.asText().isBlank()) {
      return null;
    }
    others.remove(ItemField.CATEGORY);
    return category.asText();
  }

  /** Both contexts merged, with the client's address if neither contains one. */
  private static ObjectNode context(CollectedEvent collected, ObjectNode item, JsonNode envelope) {
    ObjectNode context = merged(envelope, item, ItemField.CONTEXT);
    String address = collected.clientAddress();
    if (address != null) {
      context.putIfAbsent(IP, TextNode.valueOf(address));
    }
    return context;
  }

  private static ItemFields fields(JsonNode object) {
    ItemFields fields = new ItemFields();
    for (ItemField field : ItemField.values()) {
      JsonNode value = object.path(field.jsonName());
      fields.set(field, kind(value), value.asText());
    }
    return fields;
  }

  private static JsonKind kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> JsonKind.OBJECT;
      case ARRAY -> JsonKind.ARRAY;
      case STRING, BINARY -> JsonKind.TEXT;
      case NUMBER -> JsonKind.NUMBER;
      case BOOLEAN -> JsonKind.BOOLEAN;
      case NULL, MISSING -> JsonKind.NULL;
    };
  }

  /** A field of two objects, merged name by name; {@code winner} has priority. */
  private static ObjectNode merged(JsonNode other, ObjectNode winner, ItemField field) {
    ObjectNode both = object(other, field);
    both.setAll(object(winner, field));
    return both;
  }

  /** A copy; empty if the field is absent or not an object. */
  private static ObjectNode object(JsonNode parent, ItemField field) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (parent.path(field.jsonName()) instanceof ObjectNode object) {
      copy.setAll(object);
    }
    return copy;
  }
}
