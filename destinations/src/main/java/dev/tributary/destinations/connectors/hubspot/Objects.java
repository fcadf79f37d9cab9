package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes records. A record is found by its unique property, even if another program created it. A
 * record whose unique property changed is updated by HubSpot's own id instead; otherwise HubSpot
 * would get a second record. So is each known record that the property of Tributary names: users of
 * HubSpot can clear or delete this property, and an update writes it again.
 */
final class Objects {
  private Objects() {}

  static DirectCalls write(Batch batch) {
    switch (batch.mode()) {
      case CREATE_ONLY -> {
        return create(batch);
      }
      case UPDATE_ONLY -> {
        return update(batch);
      }
      case UPSERT, MIRROR, APPEND, DELETE -> {}
    }
    List<Item> byId = batch.items().stream().filter(Objects::writtenById).toList();
    List<Item> others = batch.items().stream().filter(item -> !writtenById(item)).toList();
    List<Call> calls = new ArrayList<>();
    if (!byId.isEmpty()) {
      calls.add(call(batch, "update", byId));
    }
    if (!others.isEmpty()) {
      calls.add(call(batch, "upsert", others));
    }
    return new DirectCalls(calls);
  }

  /**
   * Only the property of Tributary keeps HubSpot from a second record. So a record that was created
   * before is not sent again.
   */
  private static DirectCalls create(Batch batch) {
    List<Item> others = batch.items().stream().filter(item -> !knownByOwnId(item)).toList();
    return new DirectCalls(
        others.isEmpty() ? List.of() : List.of(call(batch, "create", others)),
        createdBefore(batch));
  }

  static Map<String, Outcome> createdBefore(Batch batch) {
    Outcome exists =
        new Outcome.RefusedExisting(
            "The sync has created this record before, and only creates records");
    Map<String, Outcome> decided = new HashMap<>();
    batch.items().stream()
        .filter(Objects::knownByOwnId)
        .forEach(item -> decided.put(item.delivery(), exists));
    return decided;
  }

  /** Records that we know by id are updated by it, others by the unique property. */
  private static DirectCalls update(Batch batch) {
    List<Item> known = batch.items().stream().filter(item -> item.vendorId() != null).toList();
    List<Item> others = batch.items().stream().filter(item -> item.vendorId() == null).toList();
    List<Call> calls = new ArrayList<>();
    if (!known.isEmpty()) {
      calls.add(call(batch, "update", known));
    }
    if (!others.isEmpty()) {
      calls.add(call(batch, "update", others));
    }
    return new DirectCalls(calls);
  }

  static Call call(Batch batch, String action, List<Item> items) {
    // A contact that the searches did not find can exist by now. The next search finds it.
    boolean searched = action.equals("create") && !batch.furtherMatches().isEmpty();
    boolean createsOnly = searched || batch.mode() == Mode.CREATE_ONLY;
    return new Call(
        HubSpotApi.post(batch.target(), path(batch, action), body(action, items)),
        items,
        (answer, now) -> written(items, createsOnly, answer, now));
  }

  private static boolean writtenById(Item item) {
    String before = item.deliveredAs();
    boolean renamed =
        item.vendorId() != null && before != null && !before.equals(item.matchValue());
    return renamed || knownByOwnId(item);
  }

  private static boolean knownByOwnId(Item item) {
    return item.vendorId() != null && Properties.OWN_ID.equals(item.matchField());
  }

  /**
   * Archives records by their id. Ids that HubSpot does not know are no error: the record is gone.
   * A record without a known id can be there, because its creation had no answer. So it is searched
   * for.
   *
   * @param search by the match value of items
   * @param findableAfter until the search finds what was created before the removal was desired
   */
  static FindThenWrite archive(Batch batch, FindThenWrite.Search search, Duration findableAfter) {
    return new FindThenWrite(
        items -> {
          Lookup lookup = search.of(items.stream().map(Objects::asDelivered).toList());
          return new Lookup(
              lookup.request(),
              (answer, now) ->
                  absent(
                      lookup.reading().matches(answer, now),
                      items,
                      findableAfter,
                      new Outcome.Delivered(null),
                      now));
        },
        // A preview shows it. Records that are not there need no request.
        items -> archiveCall(batch, items.stream().map(Objects::withSomeId).toList()),
        items -> archiveCall(batch, items));
  }

  /**
   * @param absent the outcome of items that the search does not find
   */
  private static Matches absent(
      Matches matches, List<Item> items, Duration findableAfter, Outcome absent, Instant now) {
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))) {
      return matches;
    }
    Map<String, Outcome> decided = new HashMap<>(refused);
    for (Item item : items) {
      Instant findable = item.since().plus(findableAfter);
      if (!ids.containsKey(item.delivery())) {
        decided.putIfAbsent(
            item.delivery(),
            now.isBefore(findable)
                ? new Outcome.Transient("A search may not find this record yet", findable)
                : absent);
      }
    }
    return new Matches.Found(ids, decided);
  }

  private static Call archiveCall(Batch batch, List<Item> items) {
    return new Call(
        HubSpotApi.post(batch.target(), path(batch, "archive"), archiveBody(items)),
        items,
        (answer, now) -> each(items, archived(answer, now)));
  }

  /** The item with the match value that HubSpot has. */
  private static Item asDelivered(Item item) {
    String delivered = item.deliveredAs();
    return delivered == null ? item : ItemBuilder.builder(item).matchValue(delivered).build();
  }

  private static Item withSomeId(Item item) {
    return ItemBuilder.builder(item).vendorId("ID").build();
  }

  static List<Outcome> each(List<Item> items, Outcome outcome) {
    return Collections.nCopies(items.size(), outcome);
  }

  /**
   * Deletes contacts for good by their address. HubSpot answers the same for a contact that it
   * lacks. A contact whose id is known is deleted by it.
   */
  static DirectCalls eraseByAddress(Batch batch) {
    return new DirectCalls(
        batch.items().stream()
            .map(Objects::asDelivered)
            .map(item -> erasure(batch, item))
            .toList());
  }

  /**
   * Deletes contacts for good by their id. HubSpot documents no other name but the address. A
   * search does not find archived contacts, which HubSpot deletes later. So the erasure of a
   * contact that is not found is never confirmed.
   */
  static FindThenWrite eraseById(Batch batch, FindThenWrite.Search search) {
    return new FindThenWrite(
        items -> {
          Lookup lookup = search.of(items.stream().map(Objects::asDelivered).toList());
          return new Lookup(
              lookup.request(),
              (answer, now) ->
                  absent(
                      lookup.reading().matches(answer, now),
                      items,
                      Duration.ZERO,
                      new Outcome.Accepted(null),
                      now));
        },
        // A preview shows it. Records that are not there need no request.
        items -> erasure(batch, withSomeId(items.getFirst())),
        new Erasures(batch));
  }

  /** One request for each contact. */
  private record Erasures(Batch batch) implements FindThenWrite.Write {
    @Override
    public Call of(List<Item> items) {
      return erasure(batch, items.getFirst());
    }

    @Override
    public List<Call> calls(List<Item> items) {
      return items.stream().map(item -> erasure(batch, item)).toList();
    }
  }

  private static Call erasure(Batch batch, Item item) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    if (item.vendorId() == null) {
      body.put("objectId", item.matchValue()).put("idProperty", item.matchField());
    } else {
      body.put("objectId", item.vendorId());
    }
    return new Call(
        HubSpotApi.post(batch.target(), path(batch.object()) + "/gdpr-delete", body),
        List.of(item),
        (answer, now) -> List.of(erased(answer, now)));
  }

  /** A 404 of a gateway or of a path that has ended does not say that the contact is gone. */
  private static Outcome erased(Answer answer, Instant now) {
    boolean gone =
        answer.status() == 404
            && HubSpotApi.json(answer).path("category").asText().equals("OBJECT_NOT_FOUND");
    // A contact that was merged or created again has its values under another id.
    return gone
        ? new Outcome.Missing(HubSpotApi.failure(answer, now).words())
        : archived(answer, now);
  }

  /** The outcome of a request whose answer has no content. */
  static Outcome archived(Answer answer, Instant now) {
    if (!answer.successful()) {
      return HubSpotApi.failure(answer, now);
    }
    return HubSpotApi.readable(answer)
        ? new Outcome.Delivered(null)
        : new Outcome.Ambiguous("HubSpot's answer to the removal cannot be read");
  }

  private static String path(Batch batch, String action) {
    return path(batch.object()) + "/batch/" + action;
  }

  private static String path(String object) {
    return "/crm/v3/objects/" + object;
  }

  private static List<Outcome> written(
      List<Item> items, boolean createsOnly, Answer answer, Instant now) {
    if (createsOnly && answer.status() == 409 && items.size() == 1) {
      return List.of(new Outcome.Exists(null, HubSpotApi.failure(answer, now).words()));
    }
    if (!answer.successful()) {
      Outcome failure = HubSpotApi.failure(answer, now);
      return each(
          items,
          HubSpotErrors.lacksOwnProperty(HubSpotApi.json(answer))
              ? new Outcome.PlaceGone(failure.words())
              : failure);
    }
    Map<String, Outcome> outcomes = new HashMap<>();
    JsonNode body = HubSpotApi.json(answer);
    for (JsonNode result : body.path("results")) {
      Item item = find(items, result);
      String id = result.path("id").asText("");
      if (item != null && !id.isBlank()) {
        outcomes.put(item.delivery(), new Outcome.Delivered(id));
      }
    }
    for (JsonNode error : body.path("errors")) {
      refused(items, createsOnly, error, outcomes);
    }
    Outcome unnamed = new Outcome.Ambiguous("HubSpot's answer does not name this record");
    return items.stream().map(item -> outcomes.getOrDefault(item.delivery(), unnamed)).toList();
  }

  /**
   * HubSpot guarantees no order: a result is assigned to its item by trace id, else by id, else by
   * the property that names the record. Two items can have the same value there.
   */
  private static @Nullable Item find(List<Item> items, JsonNode result) {
    String trace = result.path("objectWriteTraceId").asText("");
    String id = result.path("id").asText("");
    Stream<Predicate<Item>> ways =
        Stream.of(
            item -> item.delivery().equals(trace),
            item -> id.equals(item.vendorId()),
            item -> hasValue(result, item));
    return ways.flatMap(way -> items.stream().filter(way)).findFirst().orElse(null);
  }

  private static boolean hasValue(JsonNode result, Item item) {
    String field = item.matchField();
    String value = field == null ? "" : result.path("properties").path(field).asText("");
    return !value.isEmpty() && same(value, item.matchValue());
  }

  private static boolean same(String a, String b) {
    return a.strip().toLowerCase(Locale.ROOT).equals(b.strip().toLowerCase(Locale.ROOT));
  }

  private static void refused(
      List<Item> items, boolean createsOnly, JsonNode error, Map<String, Outcome> outcomes) {
    String words = error.path("message").asText("Refused");
    Outcome refusal =
        error.path("category").asText().equals("OBJECT_NOT_FOUND")
            ? new Outcome.Missing(words)
            : createsOnly && HubSpotErrors.exists(error)
                ? new Outcome.Exists(null, words)
                : HubSpotErrors.lacksOwnProperty(error)
                    ? new Outcome.PlaceGone(words)
                    : new Outcome.Rejected(HubSpotErrors.field(error), words);
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
      switch (action) {
        case "upsert" -> input.put("idProperty", field).put("id", item.matchValue());
        case "update" -> {
          if (item.vendorId() == null) {
            input.put("idProperty", field).put("id", item.matchValue());
          } else {
            input.put("id", item.vendorId());
          }
        }
        default -> input.putArray("associations");
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
