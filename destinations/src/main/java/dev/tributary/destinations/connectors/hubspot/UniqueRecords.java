package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.FurtherSearch;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads records by a unique property, such as the address of a contact. HubSpot documents updates
 * by a unique property, and does not say that the address counts as one. So contacts are read by
 * address, then updated or archived by their id.
 */
final class UniqueRecords {
  static final String EMAIL = "email";

  private UniqueRecords() {}

  /** The engine refuses contacts that are not found, so it creates none. */
  static FindThenWrite updateByEmail(Batch batch) {
    return new FindThenWrite(
        items -> lookup(batch, batch.object(), EMAIL, items, "A sync that only updates contacts"),
        items -> Objects.call(batch, "create", items),
        items -> Objects.call(batch, "update", items));
  }

  /** Contacts are read by the match field, then by further ones, and created or updated by id. */
  static FindThenWrite write(Batch batch, String property) {
    String what = "A sync with further match fields";
    return new FindThenWrite(
        items -> lookup(batch, batch.object(), property, items, what),
        batch.furtherMatches().stream()
            .map(field ->
                new FurtherSearch(
                    field,
                    items -> further(batch, property, field, items, what),
                    item -> comparable(field, String.valueOf(item.furtherMatchValue(field)))))
            .toList(),
        items -> Objects.call(batch, "create", items),
        items -> Objects.call(batch, "update", items),
        Duration.ZERO,
        batch.mode() == Mode.CREATE_ONLY ? Objects.createdBefore(batch) : Map.of());
  }

  /**
   * @param property names the items
   * @param field another unique property
   */
  private static Lookup further(
      Batch batch, String property, String field, List<Item> items, String what) {
    List<Item> named =
        items.stream()
            .map(item ->
                ItemBuilder.builder(item)
                    .matchField(field)
                    .matchValue(String.valueOf(item.furtherMatchValue(field)))
                    .build())
            .toList();
    ObjectNode body = reading(field, named);
    body.withArrayProperty("properties").add(property);
    String forbidden = forbidden(batch.object(), what);
    return new Lookup(
        HubSpotApi.post(batch.target(), path(batch.object()), body),
        (answer, now) ->
            withoutOthers(
                items, property, field, answer, matches(field, named, forbidden, answer, now)));
  }

  /** A record that has the match value of another item is of that item. */
  private static Matches withoutOthers(
      List<Item> items, String property, String field, Answer answer, Matches matches) {
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))) {
      return matches;
    }
    Map<String, String> values = new HashMap<>();
    for (JsonNode result : HubSpotApi.json(answer).path("results")) {
      values.put(result.path("id").asText(""), result.path("properties").path(property).asText(""));
    }
    Map<String, String> own = new HashMap<>(ids);
    Map<String, Outcome> all = new HashMap<>(refused);
    for (Item item : items) {
      String id = ids.get(item.delivery());
      Outcome refusal =
          id == null
              ? null
              : FurtherSearch.ofAnother(
                  item,
                  id,
                  values.getOrDefault(id, ""),
                  field,
                  value -> comparable(property, value));
      if (refusal != null) {
        own.remove(item.delivery());
        all.put(item.delivery(), refusal);
      }
    }
    return new Matches.Found(own, all);
  }

  static FindThenWrite archive(Batch batch, String property) {
    String what =
        batch.object().equals("contacts")
            ? "The removal of a contact whose id is not known"
            : "The removal of a record of %s whose id is not known".formatted(batch.object());
    return Objects.archive(
        batch, items -> lookup(batch, batch.object(), property, items, what), Duration.ZERO);
  }

  static FindThenWrite erase(Batch batch, String property) {
    String what = "The erasure of a contact whose id is not known";
    return Objects.eraseById(batch, items -> lookup(batch, batch.object(), property, items, what));
  }

  /**
   * The ids of records that are named by the match values of items.
   *
   * @param what needs the right to read the records, which a token can lack
   */
  static Lookup lookup(Batch batch, String object, String property, List<Item> items, String what) {
    String forbidden = forbidden(object, what);
    return new Lookup(
        HubSpotApi.post(batch.target(), path(object), reading(property, items)),
        (answer, now) -> matches(property, items, forbidden, answer, now));
  }

  private static String forbidden(String object, String what) {
    return "%s needs an access token with the scope %s"
        .formatted(what, HubSpotApi.readScope(object));
  }

  private static String path(String object) {
    return "/crm/v3/objects/" + object + "/batch/read";
  }

  private static ObjectNode reading(String property, List<Item> items) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("idProperty", property);
    ArrayNode inputs = body.putArray("inputs");
    items.stream()
        .map(item -> comparable(property, item.matchValue()))
        .distinct()
        .forEach(id -> inputs.addObject().put("id", id));
    body.putArray("properties").add(property);
    body.putArray("propertiesWithHistory");
    return body;
  }

  private static Matches matches(
      String property, List<Item> items, String forbidden, Answer answer, Instant now) {
    if (!answer.successful()) {
      if (property.equals(Properties.OWN_ID) && HubSpotErrors.lacksOwnKey(answer)) {
        return new Matches.Found(Map.of(), Map.of());
      }
      Outcome failure = HubSpotApi.failure(answer, now);
      return new Matches.Failed(
          answer.status() == 403
              ? new Outcome.Misconfigured(
                  "%s. HubSpot's answer: %s".formatted(forbidden, failure.words()))
              : failure);
    }
    JsonNode results = HubSpotApi.json(answer).path("results");
    if (!results.isArray()) {
      return new Matches.Failed(
          new Outcome.Transient("HubSpot's answer about the records cannot be read", null));
    }
    Map<String, String> byValue = new HashMap<>();
    for (JsonNode result : results) {
      String value = result.path("properties").path(property).asText("");
      byValue.put(comparable(property, value), result.path("id").asText(""));
    }
    Set<String> asked =
        items.stream()
            .map(item -> comparable(property, item.matchValue()))
            .collect(Collectors.toSet());
    if (!asked.containsAll(byValue.keySet())) {
      return new Matches.Failed(
          new Outcome.RefusedTogether(
              property, "HubSpot found a record by a value that it shows differently"));
    }
    Map<String, String> ids = new HashMap<>();
    for (Item item : items) {
      String id = byValue.getOrDefault(comparable(property, item.matchValue()), "");
      if (!id.isBlank()) {
        ids.put(item.delivery(), id);
      }
    }
    return new Matches.Found(ids, Map.of());
  }

  /** HubSpot compares addresses in lower case. */
  private static String comparable(String property, String value) {
    String stripped = value.strip();
    return EMAIL.equals(property) ? stripped.toLowerCase(Locale.ROOT) : stripped;
  }
}
