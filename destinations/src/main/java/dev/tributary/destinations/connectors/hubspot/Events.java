package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends custom events. HubSpot takes events of its definitions only. Its answer has no content, so
 * it confirms that the events were received. HubSpot keeps the first event of a definition and a
 * key, so an event can be sent again.
 */
final class Events {
  private static final String NAME = "eventName";
  private static final String PROPERTIES = "properties";

  /** The fields of an event beside its properties. */
  private static final List<String> FIELDS =
      List.of(NAME, "email", "objectId", "utk", "occurredAt");

  private Events() {}

  /**
   * @param deduplication makes the keys of the events
   */
  static DirectCalls protocol(Batch batch, Deduplication deduplication) {
    Map<String, Outcome> decided = new HashMap<>();
    List<Item> valid = new ArrayList<>();
    for (Item item : batch.items()) {
      Outcome fault = fault(item);
      if (fault == null) {
        valid.add(item);
      } else {
        decided.put(item.delivery(), fault);
      }
    }
    if (valid.isEmpty()) {
      return new DirectCalls(List.of(), decided);
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode inputs = body.putArray("inputs");
    valid.forEach(item -> inputs.add(input(item, deduplication)));
    Call call =
        new Call(
            HubSpotApi.post(batch.target(), "/events/v3/send/batch", body),
            valid,
            (answer, now) -> Objects.each(valid, outcome(answer, now)));
    return new DirectCalls(List.of(call), decided);
  }

  private static @Nullable Outcome fault(Item item) {
    if (text(item.fields().path(NAME)).isBlank()) {
      return new Outcome.Rejected(
          NAME,
          "The event has no name. HubSpot accepts the name of an event definition, such as"
              + " pe24680135_order_completed");
    }
    JsonNode properties = item.fields().path(PROPERTIES);
    return properties.isMissingNode() || properties.isNull() || properties.isObject()
        ? null
        : new Outcome.Rejected(
            PROPERTIES, "The properties are no object of names and values, such as {\"plan\": 1}");
  }

  private static ObjectNode input(Item item, Deduplication deduplication) {
    ObjectNode input = Json.MAPPER.createObjectNode();
    for (String field : FIELDS) {
      String value = text(item.fields().path(field)).strip();
      if (!value.isEmpty()) {
        input.put(field, value);
      }
    }
    input.put("uuid", deduplication.key(item.delivery()));
    ObjectNode properties = input.putObject(PROPERTIES);
    put(properties, item.fields().path(PROPERTIES));
    ObjectNode further = item.fields().deepCopy();
    further.remove(FIELDS);
    further.remove(PROPERTIES);
    // The custom properties of the destination.
    put(properties, further);
    return input;
  }

  /** An event has nothing to clear, so properties without a value are left out. */
  private static void put(ObjectNode properties, JsonNode values) {
    values
        .properties()
        .forEach(each -> {
          if (!each.getValue().isNull()) {
            properties.put(each.getKey(), text(each.getValue()));
          }
        });
  }

  /** HubSpot takes all values as text. */
  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static Outcome outcome(Answer answer, Instant now) {
    if (answer.successful()) {
      return HubSpotApi.readable(answer)
          ? new Outcome.Accepted(null)
          : new Outcome.Ambiguous("HubSpot's answer to the events cannot be read");
    }
    Outcome failure = HubSpotApi.failure(answer, now);
    return answer.status() == 403
        ? new Outcome.Misconfigured(
            "Tributary may not send events. Use an access token with the scope"
                + " analytics.behavioral_events.send, of an account with an Enterprise"
                + " subscription. HubSpot's answer: "
                + failure.words())
        : failure;
  }
}
