package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes memberships of static lists. A list is found by name, or created. */
final class Lists {
  private static final String CONTACT_TYPE = "0-1";

  /** The text of previews in the place of an id that only HubSpot knows. */
  private static final String LIST_ID = "LIST-ID";

  /** The setting of a sync with the name of its list. */
  private static final String LIST = "list";

  private static final String CONTACT_ID = "CONTACT-ID";

  private Lists() {}

  /** The list, or null if the sync names none. */
  static @Nullable Place place(Batch batch) {
    String name = name(batch);
    return name.isEmpty()
        ? null
        : new Place(
            "list " + name,
            LIST_ID,
            new Place.Step(HubSpotApi.get(batch.target(), byName(name)), Lists::found),
            new Place.Step(
                HubSpotApi.post(batch.target(), "/crm/v3/lists", creation(name)), Lists::created));
  }

  private static Finding found(Answer answer, Instant now) {
    if (answer.status() == 404) {
      return new Finding.Missing(HubSpotApi.failure(answer, now).words());
    }
    if (!answer.successful()) {
      return new Finding.Failed(together(HubSpotApi.failure(answer, now)));
    }
    String id = HubSpotApi.json(answer).path("list").path("listId").asText("");
    return id.isBlank()
        ? new Finding.Failed(new Outcome.Transient("HubSpot's answer names no list", null))
        : new Finding.Found(id);
  }

  /** HubSpot refuses a name that another list has. */
  private static Finding created(Answer answer, Instant now) {
    return answer.status() == 400 || answer.status() == 409
        ? new Finding.Refused(HubSpotApi.failure(answer, now).words())
        : found(answer, now);
  }

  static DirectCalls protocol(Batch batch) {
    String list = batch.place();
    if (list == null) {
      Outcome unnamed = new Outcome.Misconfigured("The sync names no list in its settings");
      Map<String, Outcome> decided = new HashMap<>();
      batch.items().forEach(item -> decided.put(item.delivery(), unnamed));
      return new DirectCalls(List.of(), decided);
    }
    return new DirectCalls(
        List.of(
            new Call(
                HubSpotApi.put(batch.target(), path(list, batch.operation()), ids(batch.items())),
                batch.items(),
                (answer, now) -> outcomes(batch, answer, now))));
  }

  private static List<Outcome> outcomes(Batch batch, Answer answer, Instant now) {
    if (!answer.successful()) {
      Outcome failure = HubSpotApi.failure(answer, now);
      return batch.each(
          answer.status() == 404 ? new Outcome.PlaceGone(failure.words()) : together(failure));
    }
    if (!HubSpotApi.readable(answer)) {
      return batch.each(new Outcome.Ambiguous("HubSpot's answer to the change cannot be read"));
    }
    Set<String> missing = new HashSet<>();
    for (JsonNode id : HubSpotApi.json(answer).path("recordIdsMissing")) {
      missing.add(id.asText());
    }
    return batch.items().stream().map(item -> outcome(item, batch.operation(), missing)).toList();
  }

  /** A contact that HubSpot has deleted is missing from the list as well. */
  private static Outcome outcome(Item item, Operation operation, Set<String> missing) {
    return operation == Operation.WRITE && missing.contains(String.valueOf(item.parentVendorId()))
        ? new Outcome.Rejected(null, "HubSpot no longer has the contact of this member")
        : new Outcome.Delivered(null);
  }

  /** When the list itself is refused, no single record is at fault. */
  private static Outcome together(Outcome failure) {
    return failure instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Misconfigured(words)
        : failure;
  }

  private static String name(Batch batch) {
    return batch.syncSettings().path(LIST).asText("").strip();
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

  /** A contact that is not created yet has no id; only a preview shows such a contact. */
  private static ArrayNode ids(List<Item> items) {
    ArrayNode ids = Json.MAPPER.createArrayNode();
    for (Item item : items) {
      String id = item.parentVendorId();
      ids.add(id == null ? CONTACT_ID : id);
    }
    return ids;
  }
}
