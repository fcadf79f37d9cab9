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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes companies by a property that need not be unique, such as the domain: HubSpot refuses to
 * upsert by it. A company is searched for, then updated by its id, or created.
 */
final class Companies {
  private static final String SEARCH = "/crm/v3/objects/companies/search";

  /** HubSpot answers with at most this many companies. */
  private static final int PAGE = 200;

  /** HubSpot finds a company some seconds after its creation. */
  private static final Duration FINDABLE_AFTER = Duration.ofSeconds(30);

  private static final Outcome UNREADABLE =
      new Outcome.Transient("HubSpot's answer to the search cannot be read", null);

  private static final String SYNC = "A sync of companies";
  private static final String SCOPE = "crm.objects.companies.read";

  private Companies() {}

  static FindThenWrite protocol(Batch batch, String field) {
    return new FindThenWrite(
        items -> lookup(batch, field, items, SYNC),
        items -> Objects.call(batch, "create", items),
        items -> Objects.call(batch, "update", items),
        FINDABLE_AFTER);
  }

  static FindThenWrite archive(Batch batch, String field) {
    return Objects.archive(batch, items -> lookup(batch, field, items, SYNC), FINDABLE_AFTER);
  }

  /**
   * The ids of companies that have the match values of items.
   *
   * @param what needs the right to read companies, which a token can lack
   */
  static Lookup lookup(Batch batch, String field, List<Item> items, String what) {
    return new Lookup(
        HubSpotApi.post(batch.target(), SEARCH, search(field, items)),
        (answer, now) -> matches(field, items, what, answer, now));
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

  private static Matches matches(
      String field, List<Item> items, String what, Answer answer, Instant now) {
    if (!answer.successful()) {
      return new Matches.Failed(refusal(what, HubSpotApi.failure(answer, now), answer));
    }
    JsonNode body = HubSpotApi.json(answer);
    JsonNode results = body.path("results");
    if (!results.isArray() || !body.path("total").canConvertToInt()) {
      return new Matches.Failed(UNREADABLE);
    }
    if (body.path("total").asInt() > results.size()) {
      return new Matches.Failed(
          new Outcome.RefusedTogether(
              field, "HubSpot has more than %d companies with these values".formatted(PAGE)));
    }
    Map<String, List<String>> ids = new HashMap<>();
    for (JsonNode result : results) {
      String id = result.path("id").asText("");
      if (id.isBlank()) {
        return new Matches.Failed(UNREADABLE);
      }
      String value = result.path("properties").path(field).asText("");
      ids.computeIfAbsent(key(value), some -> new ArrayList<>()).add(id);
    }
    if (!items.stream().map(Companies::key).toList().containsAll(ids.keySet())) {
      return new Matches.Failed(
          new Outcome.RefusedTogether(
              field, "HubSpot found a company by a value that it shows differently"));
    }
    return matches(field, items, ids, now);
  }

  /**
   * An item whose value an earlier item has waits until a search can find what that one created.
   */
  private static Matches matches(
      String field, List<Item> items, Map<String, List<String>> ids, Instant now) {
    Map<String, String> found = new HashMap<>();
    Map<String, Outcome> refused = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Item item : items) {
      List<String> matching = ids.getOrDefault(key(item), List.of());
      boolean first = seen.add(key(item));
      if (matching.size() == 1) {
        found.put(item.delivery(), matching.getFirst());
      } else if (matching.size() > 1) {
        refused.put(item.delivery(), ambiguous(field, matching));
      } else if (!first) {
        refused.put(
            item.delivery(),
            new Outcome.Transient(
                "Another record of this batch has the same value", now.plus(FINDABLE_AFTER)));
      }
    }
    return new Matches.Found(found, refused);
  }

  /**
   * A token of a private app that writes contacts and lists may lack the right to read companies.
   */
  private static Outcome refusal(String what, Outcome failure, Answer answer) {
    return answer.status() == 403
        ? new Outcome.Misconfigured(
            "%s needs an access token with the scope %s. HubSpot's answer: %s"
                .formatted(what, SCOPE, failure.words()))
        : failure;
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
