package dev.tributary.sandbox.customerio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.customerio.CustomerIoWords.Fault;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The effects of items of {@code /api/v2/batch} and {@code /api/v2/entity}. */
final class Workspace {
  private static final int MAXIMUM_BYTES = 32_000;
  private static final int MAXIMUM_ATTRIBUTES = 300;
  private static final int MAXIMUM_NAME_BYTES = 150;
  private static final int MAXIMUM_VALUE_BYTES = 1_000;
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}");
  private static final List<String> KEYS = List.of("id", "email");

  private final Parts parts;
  private final RecordStore people;
  private final RecordStore objects;
  private final EventLog events;
  private final Members segments;
  private final Members relationships;

  Workspace(Parts parts, RecordStore people, Members segments) {
    this.parts = parts;
    this.people = people;
    this.segments = segments;
    objects =
        parts.store(
            "objects",
            List.of(KeyRule.exact("key")),
            MergedIds.GONE,
            () -> "obj_%012x".formatted(parts.nextNumber()));
    events = parts.events("events");
    relationships = parts.members("relationships");
  }

  /** Does what the item says, or nothing if it is invalid. */
  Optional<Fault> apply(JsonNode item) {
    var fault = fault(item);
    if (fault.isPresent()) {
      return fault;
    }
    return item.path("type").asText().equals("object") ? object(item) : change((ObjectNode) item);
  }

  private static Optional<Fault> fault(JsonNode item) {
    if (item.toString().getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
      return invalid("batch", "item must be 32kb or smaller");
    }
    for (var field : List.of("type", "action")) {
      if (!item.path(field).isTextual()) {
        return required(field);
      }
    }
    if (!List.of("person", "object").contains(item.path("type").asText())) {
      return invalid("type", "unknown type");
    }
    return item.path("action").asText().equals("event")
        ? eventFault(item)
        : attributesFault(item.path("attributes"));
  }

  private static Optional<Fault> eventFault(JsonNode item) {
    if (item.path("name").asText("").isEmpty()) {
      return required("name");
    }
    return item.has("id") && !ULID.matcher(item.path("id").asText()).matches()
        ? invalid("id", "id must be a valid ULID")
        : Optional.empty();
  }

  private static Optional<Fault> attributesFault(JsonNode attributes) {
    if (attributes.size() > MAXIMUM_ATTRIBUTES) {
      return invalid("attributes", "too many attributes");
    }
    return attributes.properties().stream()
        .filter(field ->
            bytes(field.getKey()) > MAXIMUM_NAME_BYTES
                || bytes(field.getValue().asText("")) > MAXIMUM_VALUE_BYTES)
        .findFirst()
        .flatMap(field -> invalid("attributes." + field.getKey(), "name or value is too long"));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The person that identifiers name; {@code cio_id} is the id of the record. */
  Optional<StoredRecord> person(JsonNode identifiers) {
    if (identifiers.path("cio_id").isTextual()) {
      return people.find(identifiers.path("cio_id").asText());
    }
    return KEYS.stream()
        .filter(key -> identifiers.path(key).isValueNode())
        .findFirst()
        .flatMap(key -> people.findBy(key, identifiers.path(key).asText()));
  }

  private Optional<Fault> change(ObjectNode item) {
    var action = item.path("action").asText();
    if (action.equals("merge")) {
      merge(item);
      return Optional.empty();
    }
    var identifiers = item.path("identifiers");
    if (Stream.of("id", "email", "cio_id").noneMatch(key -> identifiers.path(key).isValueNode())) {
      return required("identifiers");
    }
    return switch (action) {
      case "identify" -> identify(identifiers, item);
      case "event", "page", "screen" -> event(identifiers, item);
      case "delete" -> {
        person(identifiers).ifPresent(this::delete);
        yield Optional.empty();
      }
      case "suppress" -> {
        person(identifiers).ifPresent(this::delete);
        keys(identifiers).forEach((key, value) -> people.block(key, String.valueOf(value)));
        yield Optional.empty();
      }
      case "unsuppress" -> {
        keys(identifiers).forEach((key, value) -> people.unblock(key, String.valueOf(value)));
        yield Optional.empty();
      }
      case "add_relationships", "delete_relationships" -> {
        person(identifiers).ifPresent(person -> relate(person.id(), item));
        yield Optional.empty();
      }
      case "add_device", "delete_device" -> Optional.empty();
      default -> invalid("action", "unknown action");
    };
  }

  /** A suppressed person is ignored in silence, and so is an unknown one with {@code _update}. */
  private Optional<Fault> identify(JsonNode identifiers, JsonNode item) {
    var attributes =
        item.path("attributes") instanceof ObjectNode given
            ? given.deepCopy()
            : Json.LENIENT.createObjectNode();
    boolean updateOnly = attributes.path("_update").asBoolean();
    var keys = keys(identifiers);
    keys.putAll(keys(attributes));
    attributes.remove(List.of("_update", "id", "email", "cio_id"));
    // An empty text removes an attribute.
    attributes
        .properties()
        .forEach(field -> {
          if (field.getValue().isTextual() && field.getValue().asText().isEmpty()) {
            field.setValue(attributes.nullNode());
          }
        });
    var change = new Change(keys, attributes, Nulls.CLEAR, Change.Objects.REPLACED);
    var known = person(identifiers);
    if (known.isEmpty() && (updateOnly || identifiers.has("cio_id"))) {
      return Optional.empty();
    }
    var result = known.isPresent() ? people.update(known.get().id(), change) : created(change);
    if (result instanceof WriteResult.Taken(var key, var holder)) {
      return invalid(key.name(), "another person has this " + key.name());
    }
    result.shown().ifPresent(person -> relate(person.id(), item));
    return Optional.empty();
  }

  /** A campaign for new people sends each of them a mail. */
  private WriteResult created(Change change) {
    var result = people.create(change);
    if (result instanceof WriteResult.Created(var person)) {
      var email = person.key("email");
      if (email != null) {
        parts.mails().send(email);
      }
    }
    return result;
  }

  /** An event of an unknown person creates the person. */
  private Optional<Fault> event(JsonNode identifiers, ObjectNode event) {
    if (person(identifiers).isEmpty() && !identifiers.has("cio_id")) {
      var unused =
          created(new Change(keys(identifiers), Json.LENIENT.createObjectNode(), Nulls.IGNORE));
    }
    if (event.has("id")) {
      events.appendOnce(event.path("id").asText(), event);
    } else {
      events.append(event.toString(), event);
    }
    return Optional.empty();
  }

  private void merge(JsonNode item) {
    var into = person(item.path("primary"));
    var from = person(item.path("secondary"));
    if (into.isPresent() && from.isPresent()) {
      people.merge(from.get().id(), into.get().id());
      segments.forget(from.get().id());
    }
  }

  private void delete(StoredRecord person) {
    people.delete(person.id());
    segments.forget(person.id());
    relationships.forget(person.id());
  }

  private Optional<Fault> object(JsonNode item) {
    var identifiers = item.path("identifiers");
    if (!identifiers.path("object_type_id").isValueNode()
        || !identifiers.path("object_id").isValueNode()) {
      return required("identifiers");
    }
    var key = objectKey(identifiers);
    var action = item.path("action").asText();
    if (action.equals("delete")) {
      objects.findBy("key", key).ifPresent(each -> objects.delete(each.id()));
      relationships.drop(key);
      return Optional.empty();
    }
    if (!List.of("identify", "add_relationships", "delete_relationships").contains(action)) {
      return invalid("action", "unknown action");
    }
    if (action.equals("identify")) {
      var keys = new TreeMap<String, @Nullable String>();
      keys.put("key", key);
      var values =
          item.path("attributes") instanceof ObjectNode given
              ? given
              : Json.LENIENT.createObjectNode();
      objects.upsert(new Change(keys, values, Nulls.CLEAR));
    }
    for (var each : item.path("cio_relationships")) {
      person(each.path("identifiers")).ifPresent(person -> relate(key, person.id(), action));
    }
    return Optional.empty();
  }

  private void relate(String person, JsonNode item) {
    for (var each : item.path("cio_relationships")) {
      relate(objectKey(each.path("identifiers")), person, item.path("action").asText());
    }
  }

  private void relate(String object, String person, String action) {
    var unused =
        action.equals("delete_relationships")
            ? relationships.remove(object, person)
            : relationships.add(object, person);
  }

  private static String objectKey(JsonNode identifiers) {
    return identifiers.path("object_type_id").asText()
        + ":"
        + identifiers.path("object_id").asText();
  }

  private static TreeMap<String, @Nullable String> keys(JsonNode fields) {
    var keys = new TreeMap<String, @Nullable String>();
    KEYS.stream()
        .filter(key -> fields.path(key).isValueNode() && !fields.path(key).isNull())
        .forEach(key -> keys.put(key, fields.path(key).asText()));
    return keys;
  }

  private static Optional<Fault> required(String field) {
    return Optional.of(new Fault("required", field, field + " is required"));
  }

  private static Optional<Fault> invalid(String field, String message) {
    return Optional.of(new Fault("invalid", field, message));
  }
}
