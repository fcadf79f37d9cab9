package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes memberships of static lists. A list is found by name, or created. */
final class Lists {
  private static final String CONTACT_TYPE = "0-1";

  /** The text of previews in the place of an id that only HubSpot knows. */
  private static final String LIST_ID = "LIST-ID";

  private static final String CONTACT_ID = "CONTACT-ID";

  private final HubSpotApi api;

  Lists(HubSpotApi api) {
    this.api = api;
  }

  List<Outcome> perform(Batch batch) throws EgressFailure {
    List<Item> items = batch.items();
    String name = name(batch);
    if (name.isEmpty()) {
      return Collections.nCopies(
          items.size(), new Outcome.Misconfigured("The sync names no list in its settings"));
    }
    Answer found = list(name, batch.operation());
    if (!found.successful()) {
      boolean nothingToRemove = found.status() == 404 && batch.operation() == Operation.REMOVE;
      Outcome outcome =
          nothingToRemove ? new Outcome.Delivered(null) : together(api.failure(found));
      return Collections.nCopies(items.size(), outcome);
    }
    String id = HubSpotApi.json(found).path("list").path("listId").asText();
    Answer answer = api.put(path(id, batch.operation()), ids(items));
    if (!answer.successful()) {
      return Collections.nCopies(items.size(), together(api.failure(answer)));
    }
    return items.stream().map(item -> outcome(item, batch.operation(), answer)).toList();
  }

  /** When the list itself is refused, no single record is at fault. */
  private static Outcome together(Outcome failure) {
    return failure instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Misconfigured(words)
        : failure;
  }

  /** A removal from a list that does not exist needs no request. */
  private Answer list(String name, Operation operation) throws EgressFailure {
    Answer found = api.get(byName(name));
    if (found.status() != 404 || operation == Operation.REMOVE) {
      return found;
    }
    Answer created = api.post("/crm/v3/lists", creation(name));
    if (created.status() != 400 && created.status() != 409) {
      return created;
    }
    // Another client may have created the list in between; otherwise HubSpot has refused it.
    Answer again = api.get(byName(name));
    return again.status() == 404 ? created : again;
  }

  /** A contact that HubSpot has deleted is missing from the list as well. */
  private static Outcome outcome(Item item, Operation operation, Answer answer) {
    Set<String> missing = new HashSet<>();
    for (JsonNode id : HubSpotApi.json(answer).path("recordIdsMissing")) {
      missing.add(id.asText());
    }
    return operation == Operation.WRITE && missing.contains(item.parentVendorId())
        ? new Outcome.Rejected(null, "HubSpot no longer has the contact of this member")
        : new Outcome.Delivered(null);
  }

  List<Egress.Exchange> preview(Batch batch) {
    String name = name(batch);
    return List.of(
        api.shown("GET", byName(name), null),
        api.shown("PUT", path(LIST_ID, batch.operation()), shownIds(batch.items())));
  }

  private static String name(Batch batch) {
    return batch.syncSettings().path(HubSpotManifest.LIST).asText("").strip();
  }

  private static String byName(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "/crm/v3/lists/object-type-id/" + CONTACT_TYPE + "/name/" + encoded;
  }

  private static String path(String listId, Operation operation) {
    return "/crm/v3/lists/"
        + listId
        + "/memberships/"
        + (operation == Operation.WRITE ? "add" : "remove");
  }

  private static ObjectNode creation(String name) {
    return Json.MAPPER
        .createObjectNode()
        .put("name", name)
        .put("objectTypeId", CONTACT_TYPE)
        .put("processingType", "MANUAL");
  }

  /** A contact that is not created yet has no id. */
  private static ArrayNode shownIds(List<Item> items) {
    ArrayNode ids = Json.MAPPER.createArrayNode();
    for (Item item : items) {
      String id = item.parentVendorId();
      ids.add(id == null ? CONTACT_ID : id);
    }
    return ids;
  }

  private static ArrayNode ids(List<Item> items) {
    ArrayNode ids = Json.MAPPER.createArrayNode();
    items.forEach(item -> ids.add(item.parentVendorId()));
    return ids;
  }
}
