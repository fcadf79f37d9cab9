package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes contacts and companies. A record is found by its unique property, even if another program
 * created it. A record whose unique property changed is updated by HubSpot's own id instead;
 * otherwise HubSpot would get a second record.
 */
final class Objects {
  private final HubSpotApi api;
  private final String type;

  Objects(HubSpotApi api, String type) {
    this.api = api;
    this.type = type;
  }

  List<Outcome> write(List<Item> items) throws EgressFailure {
    List<Item> renamed = items.stream().filter(Objects::renamed).toList();
    List<Item> others = items.stream().filter(item -> !renamed(item)).toList();
    Map<String, Outcome> outcomes = new HashMap<>();
    if (!renamed.isEmpty()) {
      outcomes.putAll(send("update", renamed));
    }
    if (!others.isEmpty()) {
      outcomes.putAll(others(others, outcomes));
    }
    return items.stream().map(item -> outcome(outcomes, item)).toList();
  }

  /** If the first request was answered, a failure of the second one must not hide that answer. */
  private Map<String, Outcome> others(List<Item> items, Map<String, Outcome> before)
      throws EgressFailure {
    try {
      return send("upsert", items);
    } catch (EgressFailure e) {
      if (before.isEmpty()) {
        throw e;
      }
      Map<String, Outcome> failed = new HashMap<>();
      items.forEach(item -> failed.put(item.delivery(), e.outcome()));
      return failed;
    }
  }

  private static Outcome outcome(Map<String, Outcome> outcomes, Item item) {
    Outcome outcome = outcomes.get(item.delivery());
    return outcome == null
        ? new Outcome.Ambiguous("HubSpot's answer does not name this record")
        : outcome;
  }

  private static boolean renamed(Item item) {
    String before = item.deliveredAs();
    return item.vendorId() != null && before != null && !before.equals(item.matchValue());
  }

  /** Ids that HubSpot does not know are no error: the record is gone. */
  List<Outcome> archive(List<Item> items) throws EgressFailure {
    List<Item> known = items.stream().filter(item -> item.vendorId() != null).toList();
    Outcome outcome = new Outcome.Delivered(null);
    if (!known.isEmpty()) {
      Answer answer = api.post(path("archive"), archiveBody(known));
      outcome = answer.successful() ? outcome : api.failure(answer);
    }
    return java.util.Collections.nCopies(items.size(), outcome);
  }

  List<Egress.Exchange> preview(Batch batch) {
    List<Egress.Exchange> shown = new ArrayList<>();
    if (batch.operation() == Batch.Operation.REMOVE) {
      shown.add(api.shown("POST", path("archive"), archiveBody(batch.items())));
      return shown;
    }
    List<Item> renamed = batch.items().stream().filter(Objects::renamed).toList();
    List<Item> others = batch.items().stream().filter(item -> !renamed(item)).toList();
    if (!renamed.isEmpty()) {
      shown.add(api.shown("POST", path("update"), body("update", renamed)));
    }
    if (!others.isEmpty()) {
      shown.add(api.shown("POST", path("upsert"), body("upsert", others)));
    }
    return shown;
  }

  private String path(String action) {
    return "/crm/v3/objects/" + type + "/batch/" + action;
  }

  private Map<String, Outcome> send(String action, List<Item> items) throws EgressFailure {
    Answer answer = api.post(path(action), body(action, items));
    Map<String, Outcome> outcomes = new HashMap<>();
    if (!answer.successful()) {
      Outcome failure = api.failure(answer);
      // Only a single item is known to be at fault. The items of the other request have their own
      // answer.
      items.forEach(item -> outcomes.put(item.delivery(), alone(failure, items)));
      return outcomes;
    }
    JsonNode body = HubSpotApi.json(answer);
    for (JsonNode result : body.path("results")) {
      Item item = find(items, result);
      if (item != null) {
        outcomes.put(item.delivery(), new Outcome.Delivered(result.path("id").asText()));
      }
    }
    for (JsonNode error : body.path("errors")) {
      refused(items, error, outcomes);
    }
    return outcomes;
  }

  private static Outcome alone(Outcome failure, List<Item> items) {
    return failure instanceof Outcome.RefusedTogether(var field, var words) && items.size() == 1
        ? new Outcome.Rejected(field, words)
        : failure;
  }

  /**
   * HubSpot guarantees no order: a result is assigned to its item by trace id, id, or unique
   * property.
   */
  private static @Nullable Item find(List<Item> items, JsonNode result) {
    String trace = result.path("objectWriteTraceId").asText("");
    String id = result.path("id").asText("");
    for (Item item : items) {
      String field = item.matchField();
      String value = field == null ? "" : result.path("properties").path(field).asText("");
      if (item.delivery().equals(trace)
          || id.equals(item.vendorId())
          || (!value.isEmpty() && same(value, item.matchValue()))) {
        return item;
      }
    }
    return null;
  }

  private static boolean same(String a, String b) {
    return a.strip().toLowerCase(Locale.ROOT).equals(b.strip().toLowerCase(Locale.ROOT));
  }

  private static void refused(List<Item> items, JsonNode error, Map<String, Outcome> outcomes) {
    Outcome refusal =
        new Outcome.Rejected(HubSpotErrors.field(error), error.path("message").asText("Refused"));
    JsonNode context = error.path("context");
    for (Item item : items) {
      for (JsonNode named : context.path("objectWriteTraceId")) {
        if (named.asText().equals(item.delivery())) {
          outcomes.put(item.delivery(), refusal);
        }
      }
      for (JsonNode named : context.path("ids")) {
        if (named.asText().equals(item.vendorId()) || same(named.asText(), item.matchValue())) {
          outcomes.put(item.delivery(), refusal);
        }
      }
    }
  }

  private static ObjectNode body(String action, List<Item> items) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode inputs = body.putArray("inputs");
    for (Item item : items) {
      ObjectNode input = inputs.addObject();
      String field = item.matchField();
      if (action.equals("upsert")) {
        input.put("idProperty", field).put("id", item.matchValue());
      } else {
        input.put("id", item.vendorId());
      }
      input.put("objectWriteTraceId", item.delivery());
      ObjectNode properties = input.putObject("properties");
      if (field != null) {
        properties.put(field, item.matchValue());
      }
      item.fields()
          .properties()
          .forEach(each -> properties.put(each.getKey(), text(each.getValue())));
    }
    return body;
  }

  /** HubSpot takes all values as text; the empty text clears a property. */
  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static ObjectNode archiveBody(List<Item> items) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode inputs = body.putArray("inputs");
    items.forEach(item -> inputs.addObject().put("id", item.vendorId()));
    return body;
  }
}
