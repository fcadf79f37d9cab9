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
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.Link;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.RecordLink;
import dev.tributary.destinations.connector.RecordLink.Pair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Associates records with the companies and contacts that their fields name, by the default type of
 * association. It adds associations, and removes none: HubSpot does not say who has made one.
 */
final class Associations {
  private final Batch batch;

  private Associations(Batch batch) {
    this.batch = batch;
  }

  /** Those of the fields that the batch has. */
  static List<RecordLink> links(Batch batch, ObjectType object) {
    if (batch.operation() == Operation.REMOVE || batch.mode() == Mode.CREATE_ONLY) {
      return List.of();
    }
    Associations associations = new Associations(batch);
    return object.links().stream()
        .map(associations::link)
        .filter(link -> batch.items().stream().anyMatch(link::isIn))
        .toList();
  }

  /**
   * A record that exists is not written again in the mode {@code create-only}. So it would never
   * get the association that failed after its creation.
   *
   * @return null if the batch is accepted
   */
  static @Nullable DirectCalls refusal(Batch batch, ObjectType object) {
    if (batch.mode() != Mode.CREATE_ONLY || batch.operation() == Operation.REMOVE) {
      return null;
    }
    List<String> mapped =
        object.links().stream()
            .map(Link::field)
            .filter(field -> batch.items().stream().anyMatch(item -> item.fields().has(field)))
            .toList();
    if (mapped.isEmpty()) {
      return null;
    }
    Outcome refusal =
        new Outcome.Misconfigured(
            "A sync that only creates records cannot associate them. Take %s out of the mapping"
                .formatted(String.join(", ", mapped)));
    Map<String, Outcome> decided = new HashMap<>();
    batch.items().forEach(item -> decided.put(item.delivery(), refusal));
    return new DirectCalls(List.of(), decided);
  }

  /** The same batch without the fields that name other records. */
  static Batch without(Batch batch, ObjectType object) {
    List<String> fields = object.links().stream().map(Link::field).toList();
    return fields.isEmpty()
        ? batch
        : batch.of(batch.items().stream().map(item -> without(item, fields)).toList());
  }

  private static Item without(Item item, List<String> fields) {
    ObjectNode content = item.content();
    return ItemBuilder.builder(item)
        .fields(item.fields().deepCopy().without(fields))
        .content(content == null ? null : content.deepCopy().without(fields))
        .build();
  }

  /** A field is named like {@code company.domain}: what it links with, and how that is found. */
  private RecordLink link(Link link) {
    String property = link.field().substring(link.field().indexOf('.') + 1);
    return new RecordLink(
        link.field(),
        items -> search(link, property, items),
        pairs -> association(link.object(), pairs));
  }

  private Lookup search(Link link, String property, List<Item> items) {
    List<Item> others =
        items.stream()
            .map(item ->
                ItemBuilder.builder(item)
                    .matchValue(item.fields().path(link.field()).asText().strip())
                    .build())
            .toList();
    String what = "A sync with the field " + link.field();
    Lookup lookup =
        link.object().equals("companies")
            ? Companies.lookup(batch, property, others, what)
            : UniqueRecords.lookup(batch, link.object(), property, others, what);
    return new Lookup(
        lookup.request(), (answer, now) -> refused(lookup.reading().matches(answer, now)));
  }

  /** Only a refusal is one of the item: a company that another item creates is missing. */
  private static Matches refused(Matches matches) {
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))) {
      return matches;
    }
    Map<String, Outcome> rejected = new HashMap<>(refused);
    rejected.values().removeIf(outcome -> !(outcome instanceof Outcome.Rejected));
    return new Matches.Found(ids, rejected);
  }

  private Call association(String object, List<Pair> pairs) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode inputs = body.putArray("inputs");
    for (Pair pair : pairs) {
      ObjectNode input = inputs.addObject();
      input.putObject("from").put("id", pair.item().vendorId());
      input.putObject("to").put("id", pair.other());
    }
    String path =
        "/crm/v4/associations/%s/%s/batch/associate/default".formatted(batch.object(), object);
    return new Call(
        HubSpotApi.post(batch.target(), path, body),
        pairs.stream().map(Pair::item).toList(),
        (answer, now) -> associated(pairs, answer, now));
  }

  /** HubSpot can name an association by either of its two directions. */
  private static List<Outcome> associated(List<Pair> pairs, Answer answer, Instant now) {
    if (!answer.successful()) {
      return Objects.each(pairs.stream().map(Pair::item).toList(), HubSpotApi.failure(answer, now));
    }
    JsonNode body = HubSpotApi.json(answer);
    Set<Set<String>> made = new HashSet<>();
    for (JsonNode result : body.path("results")) {
      Set<String> ends = new HashSet<>();
      ends.add(result.path("from").path("id").asText(""));
      ends.add(result.path("to").path("id").asText(""));
      made.add(ends);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Pair pair : pairs) {
      Set<String> ends = new HashSet<>();
      ends.add(String.valueOf(pair.item().vendorId()));
      ends.add(pair.other());
      outcomes.add(
          made.contains(ends)
              ? new Outcome.Delivered(null)
              : new Outcome.Ambiguous(words(pair, body.path("errors"))));
    }
    return outcomes;
  }

  /** The words of the error that names both ids. */
  private static String words(Pair pair, JsonNode errors) {
    for (JsonNode error : errors) {
      Set<String> named = new HashSet<>();
      error.path("context").forEach(list -> list.forEach(id -> named.add(id.asText())));
      if (named.contains(pair.item().vendorId()) && named.contains(pair.other())) {
        return error.path("message").asText("");
      }
    }
    return "HubSpot's answer does not name the association";
  }
}
