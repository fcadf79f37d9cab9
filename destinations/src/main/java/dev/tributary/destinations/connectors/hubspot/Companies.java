package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes companies by a property that need not be unique, such as the domain: HubSpot refuses to
 * upsert by it. A company is searched for, then updated by its id, or created.
 */
final class Companies {
  private static final String SEARCH = "/crm/v3/objects/companies/search";

  /** HubSpot answers with at most this many companies. */
  private static final int PAGE = 200;

  private Companies() {}

  static FindThenWrite protocol(Batch batch, String field) {
    return new FindThenWrite(
        items ->
            new Lookup(
                HubSpotApi.post(batch.target(), SEARCH, search(field, items)),
                (answer, now) -> matches(field, items, answer, now)),
        items -> Objects.call(batch, "create", items),
        items -> Objects.call(batch, "update", items));
  }

  /** HubSpot compares the values of IN in lower case. */
  private static ObjectNode search(String field, List<Item> items) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode filter = body.putArray("filterGroups").addObject().putArray("filters").addObject();
    filter.put("propertyName", field).put("operator", "IN");
    var values = filter.putArray("values");
    items.stream().map(Companies::key).distinct().forEach(values::add);
    body.putArray("properties").add(field);
    body.putArray("sorts");
    return body.put("limit", PAGE).put("after", "0");
  }

  private static Matches matches(String field, List<Item> items, Answer answer, Instant now) {
    if (!answer.successful()) {
      return new Matches.Failed(HubSpotApi.failure(answer, now));
    }
    JsonNode body = HubSpotApi.json(answer);
    JsonNode results = body.path("results");
    if (body.path("total").asInt() > results.size()) {
      return new Matches.Failed(
          new Outcome.RefusedTogether(
              field, "HubSpot has more than %d companies with these values".formatted(PAGE)));
    }
    Map<String, List<String>> ids = new HashMap<>();
    for (JsonNode result : results) {
      String value = result.path("properties").path(field).asText("");
      ids.computeIfAbsent(key(value), some -> new ArrayList<>()).add(result.path("id").asText());
    }
    Map<String, String> found = new HashMap<>();
    Map<String, Outcome> refused = new HashMap<>();
    for (Item item : items) {
      List<String> matching = ids.getOrDefault(key(item), List.of());
      if (matching.size() == 1) {
        found.put(item.delivery(), matching.getFirst());
      } else if (matching.size() > 1) {
        refused.put(item.delivery(), ambiguous(field, matching));
      }
    }
    return new Matches.Found(found, refused);
  }

  private static Outcome ambiguous(String field, List<String> ids) {
    return new Outcome.Rejected(
        field,
        "HubSpot has %d companies with this value: %s. Merge them, or match by a unique property"
            .formatted(ids.size(), String.join(", ", ids)));
  }

  private static String key(Item item) {
    return key(item.matchValue());
  }

  private static String key(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
