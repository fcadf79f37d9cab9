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
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Linked;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Links records with those that their fields name, such as a contact with its company. A record
 * waits for a record that HubSpot lacks.
 *
 * <p>HubSpot does not say who has made a link. So each record has the property {@link
 * Properties#OWN_LINKS}: the ids that Tributary has linked, by field, as in {@code
 * company.domain=12 contact.email=7}. An id is added before its link is made, and taken out after
 * the link is removed. So a failure in between loses no link.
 */
final class Associations {
  private static final String DOMAIN = "domain";

  private final Batch batch;
  private final List<Reference> references;

  /** The place of each lookup in what was found. The last ones read the links. */
  private final List<Lookup> lookups = new ArrayList<>();

  private final Map<String, Integer> lookupOf = new HashMap<>();

  /**
   * A field that names another record.
   *
   * @param field of the item, such as {@code company.domain}
   * @param object of the other record
   * @param property of the other record
   */
  private record Reference(String field, String object, String property) {
    static Reference of(String field) {
      int dot = field.indexOf('.');
      String object = field.startsWith("company.") ? "companies" : "contacts";
      return new Reference(field, object, field.substring(dot + 1));
    }

    boolean isIn(Item item) {
      return item.fields().has(field);
    }

    /** Empty for none. */
    String value(Item item) {
      JsonNode value = item.fields().path(field);
      return value.isNull() ? "" : value.asText("").strip();
    }
  }

  private Associations(Batch batch, List<Reference> references) {
    this.batch = batch;
    this.references = references;
    for (Reference reference : references) {
      List<Item> naming =
          batch.items().stream().filter(item -> !reference.value(item).isEmpty()).toList();
      if (!naming.isEmpty()) {
        lookupOf.put(reference.field(), lookups.size());
        lookups.add(named(reference, naming));
      }
    }
    // A record whose match value has changed is found by its id only.
    links(item -> item.vendorId() != null, null);
    links(item -> item.vendorId() == null, batch.items().getFirst().matchField());
  }

  private void links(Predicate<Item> which, @Nullable String key) {
    List<Item> items = batch.items().stream().filter(which).toList();
    if (!items.isEmpty()) {
      lookups.add(UniqueRecords.property(batch, key, Properties.OWN_LINKS, items));
    }
  }

  /** Whether an item of the batch has one of the fields. */
  static boolean areIn(Batch batch, Set<String> fields) {
    return batch.items().stream()
        .anyMatch(item -> fields.stream().anyMatch(field -> item.fields().has(field)));
  }

  /**
   * @param fields of the object that name other records
   * @param writing how items without these fields are written
   */
  static Linked protocol(Batch batch, Set<String> fields, Linked.Writing writing) {
    List<Reference> references =
        new TreeSet<>(fields)
            .stream().filter(field -> areIn(batch, Set.of(field))).map(Reference::of).toList();
    Associations associations = new Associations(batch, references);
    return new Linked(associations.lookups, associations::prepared, writing, associations::links);
  }

  private Lookup named(Reference reference, List<Item> naming) {
    List<Item> others =
        naming.stream()
            .map(item -> ItemBuilder.builder(item).matchValue(reference.value(item)).build())
            .toList();
    Lookup lookup =
        reference.property().equals(DOMAIN)
            ? Companies.lookup(batch, DOMAIN, others)
            : UniqueRecords.lookup(
                batch,
                reference.object(),
                reference.property(),
                others,
                "A sync that names " + reference.object());
    return new Lookup(
        lookup.request(),
        (answer, now) -> waiting(reference, others, lookup.reading().matches(answer, now)));
  }

  private static Matches waiting(Reference reference, List<Item> others, Matches matches) {
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))) {
      return matches;
    }
    Map<String, Outcome> decided = new HashMap<>();
    for (Item other : others) {
      Outcome refusal = refused.get(other.delivery());
      if (refusal instanceof Outcome.Rejected(String field, String words)) {
        decided.put(other.delivery(), new Outcome.Rejected(reference.field(), words));
      } else if (!ids.containsKey(other.delivery())) {
        decided.put(
            other.delivery(),
            new Outcome.WaitsForRecord(
                "HubSpot has no %s whose %s is %s"
                    .formatted(
                        HubSpotApi.singular(reference.object()),
                        reference.property(),
                        other.matchValue())));
      }
    }
    return new Matches.Found(ids, decided);
  }

  /** Without the fields that name others; with the links that it has and those that it gets. */
  private List<Item> prepared(List<Item> items, List<Map<String, String>> found) {
    return items.stream()
        .map(item -> {
          Map<String, Set<String>> links = before(item, found);
          after(item, found)
              .forEach((field, ids) ->
                  links.computeIfAbsent(field, some -> new TreeSet<>()).addAll(ids));
          ObjectNode content = item.content();
          return ItemBuilder.builder(item)
              .fields(withLinks(item.fields(), links))
              .content(content == null ? null : withLinks(content, links))
              .build();
        })
        .toList();
  }

  private ObjectNode withLinks(ObjectNode fields, Map<String, Set<String>> links) {
    ObjectNode written = fields.deepCopy();
    references.forEach(reference -> written.remove(reference.field()));
    String text = text(links);
    return text.isEmpty() ? written : written.put(Properties.OWN_LINKS, text);
  }

  /** The links that Tributary has made, by field. */
  private Map<String, Set<String>> before(Item item, List<Map<String, String>> found) {
    Map<String, Set<String>> links = new TreeMap<>();
    for (int i = lookupOf.size(); i < found.size(); i++) {
      for (String part : found.get(i).getOrDefault(item.delivery(), "").split(" ")) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          links.put(
              part.substring(0, equals),
              new TreeSet<>(Set.of(part.substring(equals + 1).split(","))));
        }
      }
    }
    return links;
  }

  /** The links that the item is to have. A field that the item lacks keeps its links. */
  private Map<String, Set<String>> after(Item item, List<Map<String, String>> found) {
    Map<String, Set<String>> links = before(item, found);
    for (Reference reference : references) {
      if (reference.isIn(item)) {
        String id = id(reference, item, found);
        links.remove(reference.field());
        if (id != null) {
          links.put(reference.field(), Set.of(id));
        }
      }
    }
    return links;
  }

  private @Nullable String id(Reference reference, Item item, List<Map<String, String>> found) {
    Integer lookup = lookupOf.get(reference.field());
    return lookup == null || reference.value(item).isEmpty()
        ? null
        : found.get(lookup).get(item.delivery());
  }

  private static String text(Map<String, Set<String>> links) {
    return links.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> each.getKey() + "=" + String.join(",", new TreeSet<>(each.getValue())))
        .collect(Collectors.joining(" "));
  }

  /** Links the new ones, unlinks the former ones, and then forgets the former ones. */
  private List<Linked.Step> links(List<Item> written, List<Map<String, String>> found) {
    List<Linked.Step> steps = new ArrayList<>();
    for (Reference reference : references) {
      List<Item> linked =
          written.stream().filter(item -> id(reference, item, found) != null).toList();
      if (!linked.isEmpty()) {
        steps.add(new Linked.Step(linked, items -> link(reference, items, found)));
      }
    }
    for (String object : new TreeSet<>(references.stream().map(Reference::object).toList())) {
      List<Item> unlinked =
          written.stream().filter(item -> !former(object, item, found).isEmpty()).toList();
      if (!unlinked.isEmpty()) {
        steps.add(new Linked.Step(unlinked, items -> unlink(object, items, found)));
      }
    }
    List<Item> changed =
        written.stream()
            .filter(item -> !before(item, found).equals(after(item, found)))
            .filter(item -> !before(item, found).isEmpty())
            .toList();
    if (!changed.isEmpty()) {
      steps.add(new Linked.Step(changed, items -> forget(items, found)));
    }
    return steps;
  }

  /** The records that the item is no longer linked with. */
  private Set<String> former(String object, Item item, List<Map<String, String>> found) {
    Set<String> former = new TreeSet<>();
    before(item, found).forEach((field, ids) -> addIf(field, object, ids, former));
    Set<String> kept = new HashSet<>();
    after(item, found).forEach((field, ids) -> addIf(field, object, ids, kept));
    former.removeAll(kept);
    return former;
  }

  private static void addIf(String field, String object, Set<String> ids, Set<String> to) {
    if (Reference.of(field).object().equals(object)) {
      to.addAll(ids);
    }
  }

  private Call link(Reference reference, List<Item> items, List<Map<String, String>> found) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode inputs = body.putArray("inputs");
    for (Item item : items) {
      ObjectNode input = inputs.addObject();
      input.putObject("from").put("id", item.vendorId());
      input.putObject("to").put("id", id(reference, item, found));
    }
    return new Call(
        HubSpotApi.post(batch.target(), path(reference.object()) + "/associate/default", body),
        items,
        (answer, now) -> linked(items, answer, now));
  }

  private Call unlink(String object, List<Item> items, List<Map<String, String>> found) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode inputs = body.putArray("inputs");
    for (Item item : items) {
      ObjectNode input = inputs.addObject();
      input.putObject("from").put("id", item.vendorId());
      ArrayNode to = input.putArray("to");
      former(object, item, found).forEach(id -> to.addObject().put("id", id));
    }
    return new Call(
        HubSpotApi.post(batch.target(), path(object) + "/archive", body),
        items,
        (answer, now) -> Objects.each(items, Objects.archived(answer, now)));
  }

  private Call forget(List<Item> items, List<Map<String, String>> found) {
    List<Item> changed =
        items.stream()
            .map(item ->
                ItemBuilder.builder(item)
                    .fields(
                        Json.MAPPER
                            .createObjectNode()
                            .put(Properties.OWN_LINKS, text(after(item, found))))
                    .build())
            .toList();
    return Objects.call(batch, "update", changed);
  }

  private String path(String object) {
    return "/crm/v4/associations/%s/%s/batch".formatted(batch.object(), object);
  }

  private static List<Outcome> linked(List<Item> items, Answer answer, Instant now) {
    if (!answer.successful()) {
      return Objects.each(items, HubSpotApi.failure(answer, now));
    }
    JsonNode body = HubSpotApi.json(answer);
    Set<String> linked = new HashSet<>();
    body.path("results").forEach(result -> linked.add(result.path("from").path("id").asText()));
    String words = body.path("errors").path(0).path("message").asText("");
    Outcome missing =
        words.isEmpty()
            ? new Outcome.Ambiguous("HubSpot's answer does not name the link of this record")
            : new Outcome.Transient(words, null);
    return items.stream()
        .map(item ->
            linked.contains(String.valueOf(item.vendorId()))
                ? new Outcome.Delivered(null)
                : missing)
        .toList();
  }
}
