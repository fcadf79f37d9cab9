package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.Link;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.NamedRecords;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes associations: an item names two records by fields such as {@code contact.email} and {@code
 * company.domain}. Both records are searched for, then they are associated by HubSpot's default
 * type. The ids of the two records are the vendor id of the item. By them, an item that names other
 * records than before, or none, loses its former association.
 */
final class Associations {
  private final Batch batch;
  private final ObjectType object;
  private final AssociationCalls calls;

  /** By {@link Item#delivery}. */
  private final Map<String, Outcome> decided = new HashMap<>();

  private Associations(Batch batch, ObjectType object) {
    this.batch = batch;
    this.object = object;
    this.calls = new AssociationCalls(batch, ends(object));
  }

  static Protocol protocol(Batch batch, ObjectType object) {
    Associations associations = new Associations(batch, object);
    return batch.operation() == Operation.REMOVE ? associations.remove() : associations.write();
  }

  /** The names of the two objects whose records are associated. */
  private static List<String> ends(ObjectType object) {
    return object.links().stream().map(Link::object).distinct().toList();
  }

  /**
   * An item without a vendor id was never confirmed. It may have been associated by a request
   * without an answer, so its removal is not confirmed either.
   */
  private Protocol remove() {
    for (Item item : batch.items()) {
      if (RecordPair.of(item) == null) {
        decided.put(
            item.delivery(),
            item.vendorId() == null ? new Outcome.Accepted(null) : RecordPair.removed(item));
      }
    }
    return new ResolveThenSend(List.of(), List.of(this::removals), decided);
  }

  private Protocol write() {
    Outcome fault = fault();
    if (fault != null) {
      batch.items().forEach(item -> decided.put(item.delivery(), fault));
      return new DirectCalls(List.of(), decided);
    }
    List<Item> complete = complete();
    List<NamedRecords> lookups = new ArrayList<>();
    for (String end : ends(object)) {
      for (Link link : links(end)) {
        List<Item> named = complete.stream().filter(item -> value(item, link) != null).toList();
        if (!named.isEmpty()) {
          lookups.add(new NamedRecords(named, lookup(link, named)));
        }
      }
    }
    return new ResolveThenSend(lookups, List.of(this::removals, this::additions), decided);
  }

  private List<Call> removals(List<Resolved> items) {
    List<Resolved> former =
        items.stream()
            .filter(each -> {
              RecordPair before = RecordPair.of(each.item());
              return before != null && !before.equals(RecordPair.of(each));
            })
            .toList();
    return former.isEmpty() ? List.of() : List.of(calls.removal(former));
  }

  private List<Call> additions(List<Resolved> items) {
    List<Resolved> named = items.stream().filter(each -> RecordPair.of(each) != null).toList();
    return named.isEmpty() ? List.of() : List.of(calls.addition(named));
  }

  private List<Link> links(String end) {
    return object.links().stream().filter(link -> link.object().equals(end)).toList();
  }

  /** The reason why no item of the sync can be sent; null if there is none. */
  private @Nullable Outcome fault() {
    TreeSet<String> names = new TreeSet<>(batch.mapping());
    for (Item item : batch.items()) {
      item.whole().fields().fieldNames().forEachRemaining(names::add);
    }
    TreeSet<String> unknown = new TreeSet<>(names);
    object.fields().forEach(field -> unknown.remove(field.name()));
    if (!unknown.isEmpty()) {
      return new Outcome.Misconfigured(
          "An association has no fields of its own. Take %s out of the mapping"
              .formatted(String.join(", ", unknown)));
    }
    if (batch.mapping().isEmpty()) {
      return null;
    }
    String match = batch.items().getFirst().matchField();
    for (String end : ends(object)) {
      List<String> fields = links(end).stream().map(Link::field).toList();
      if (fields.stream().noneMatch(name -> names.contains(name) || name.equals(match))) {
        return new Outcome.Misconfigured(
            "The sync does not say which record of %s is associated. Map %s"
                .formatted(end, String.join(" or ", fields)));
      }
    }
    return null;
  }

  /**
   * The items that name both records. An item that names one of them, or none, should have no
   * association. Without a former one, it needs no request.
   */
  private List<Item> complete() {
    List<Item> complete = new ArrayList<>();
    for (Item item : batch.items()) {
      Outcome refusal = refusal(item);
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      } else if (ends(object).stream().noneMatch(end -> named(item, end).isEmpty())) {
        complete.add(item);
      } else if (RecordPair.of(item) == null) {
        decided.put(item.delivery(), RecordPair.removed(item));
      }
    }
    return complete;
  }

  private @Nullable Outcome refusal(Item item) {
    for (String end : ends(object)) {
      List<Link> named = named(item, end);
      for (Link link : named) {
        if (raw(item, link).isContainerNode()) {
          return new Outcome.Rejected(link.field(), "The value is a list or an object");
        }
      }
      if (named.size() > 1) {
        return new Outcome.Rejected(
            named.get(1).field(),
            "The record is named by %s already".formatted(named.getFirst().field()));
      }
    }
    return null;
  }

  private List<Link> named(Item item, String end) {
    return links(end).stream().filter(link -> value(item, link) != null).toList();
  }

  /** Null if the item does not name a record by this field. */
  private static @Nullable String value(Item item, Link link) {
    if (link.field().equals(item.matchField())) {
      return item.matchValue().strip();
    }
    JsonNode value = raw(item, link);
    if (value.isContainerNode()) {
      return value.toString();
    }
    String text = value.isNull() ? "" : value.asText("").strip();
    return text.isEmpty() ? null : text;
  }

  /** A field that is set once is left out of an update, and is still desired. */
  private static JsonNode raw(Item item, Link link) {
    return item.whole().fields().path(link.field());
  }

  /** A field is named like {@code company.domain}: one record, then the property that names it. */
  private Lookup lookup(Link link, List<Item> items) {
    String property = link.field().substring(link.field().indexOf('.') + 1);
    List<Item> named =
        items.stream()
            .map(item ->
                ItemBuilder.builder(item)
                    .matchField(property)
                    .matchValue(String.valueOf(value(item, link)))
                    .build())
            .toList();
    String what = "A sync with the field " + link.field();
    Lookup lookup =
        link.object().equals("companies") && !property.equals(Properties.OWN_ID)
            ? Companies.lookup(batch, property, named, what)
            : UniqueRecords.lookup(batch, link.object(), property, named, what);
    return new Lookup(
        lookup.request(),
        (answer, now) -> matches(link, items, lookup.reading().matches(answer, now)));
  }

  /** The field of the property becomes the one of the association. */
  private static Matches matches(Link link, List<Item> items, Matches matches) {
    return switch (matches) {
      case Matches.Failed(Outcome.RefusedTogether(var property, String words)) ->
          new Matches.Failed(new Outcome.RefusedTogether(link.field(), words));
      case Matches.Failed failed -> failed;
      case Matches.Found(Map<String, String> ids, Map<String, Outcome> refused) -> {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (Item item : items) {
          Outcome refusal = refused.get(item.delivery());
          if (refusal instanceof Outcome.Rejected(var property, String words)) {
            outcomes.put(item.delivery(), new Outcome.Rejected(link.field(), words));
          } else if (!ids.containsKey(item.delivery())) {
            outcomes.put(
                item.delivery(),
                new Outcome.WaitsForRecord(
                    "HubSpot does not have the %s that %s names"
                        .formatted(HubSpotApi.singular(link.object()), link.field())));
          }
        }
        yield new Matches.Found(ids, outcomes);
      }
    };
  }
}
