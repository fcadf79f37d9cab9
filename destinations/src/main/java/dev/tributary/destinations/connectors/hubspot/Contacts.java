package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Updates or archives contacts by their address, and creates none. HubSpot documents updates by a
 * unique property, and does not say that the address counts as one. So contacts are read by
 * address, then updated or archived by their id.
 */
final class Contacts {
  static final String EMAIL = "email";

  private static final String READ = "/crm/v3/objects/contacts/batch/read";
  private static final String SCOPE = "crm.objects.contacts.read";

  private Contacts() {}

  /** The engine refuses contacts that are not found, so it creates none. */
  static FindThenWrite update(Batch batch) {
    return new FindThenWrite(
        items -> lookup(batch, items, "A sync that only updates contacts"),
        items -> Objects.call(batch, "create", items),
        items -> Objects.call(batch, "update", items));
  }

  static FindThenWrite archive(Batch batch) {
    return Objects.archive(
        batch,
        items -> lookup(batch, items, "The removal of a contact whose id is not known"),
        Duration.ZERO);
  }

  /**
   * @param what needs the right to read contacts, which a token can lack
   */
  private static Lookup lookup(Batch batch, List<Item> items, String what) {
    return new Lookup(
        HubSpotApi.post(batch.target(), READ, reading(items)),
        (answer, now) -> matches(items, what, answer, now));
  }

  private static ObjectNode reading(List<Item> items) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("idProperty", EMAIL);
    ArrayNode inputs = body.putArray("inputs");
    items.stream()
        .map(Contacts::key)
        .distinct()
        .forEach(address -> inputs.addObject().put("id", address));
    body.putArray("properties").add(EMAIL);
    body.putArray("propertiesWithHistory");
    return body;
  }

  private static Matches matches(List<Item> items, String what, Answer answer, Instant now) {
    if (!answer.successful()) {
      Outcome failure = HubSpotApi.failure(answer, now);
      return new Matches.Failed(
          answer.status() == 403
              ? new Outcome.Misconfigured(
                  "%s needs an access token with the scope %s. HubSpot's answer: %s"
                      .formatted(what, SCOPE, failure.words()))
              : failure);
    }
    JsonNode results = HubSpotApi.json(answer).path("results");
    if (!results.isArray()) {
      return new Matches.Failed(
          new Outcome.Transient("HubSpot's answer about the contacts cannot be read", null));
    }
    Map<String, String> byAddress = new HashMap<>();
    for (JsonNode result : results) {
      String address = key(result.path("properties").path(EMAIL).asText(""));
      byAddress.put(address, result.path("id").asText(""));
    }
    Map<String, String> ids = new HashMap<>();
    for (Item item : items) {
      String id = byAddress.getOrDefault(key(item), "");
      if (!id.isBlank()) {
        ids.put(item.delivery(), id);
      }
    }
    return new Matches.Found(ids, Map.of());
  }

  private static String key(Item item) {
    return key(item.matchValue());
  }

  /** HubSpot compares addresses in lower case. */
  private static String key(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }
}
