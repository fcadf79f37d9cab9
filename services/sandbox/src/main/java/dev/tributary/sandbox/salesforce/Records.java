package dev.tributary.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records of all objects, a store for each. Their unique keys are their external ids. One write
 * gives one result, whether it comes in a collection or in a job.
 */
final class Records {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.+)?");

  private static final String RECORD_TYPE = "RecordType";

  private final Schema schema;
  private final Map<String, RecordStore> stores = new HashMap<>();
  private final Map<String, Integer> locked = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();

  Records(Parts parts, Schema schema) {
    this.schema = schema;
    for (var object : schema.names()) {
      stores.put(
          object,
          parts.store(
              object,
              List.of(KeyRule.anyOther()),
              MergedIds.GONE,
              () -> "%s%015d".formatted(schema.prefix(object), parts.nextNumber())));
    }
  }

  void reset() {
    locked.clear();
    deleted.clear();
  }

  /** The next writes of the record with this external id find its row locked. */
  void lock(String externalId, int writes) {
    locked.put(externalId, writes);
  }

  /** The fields of a record that the object lacks; a request with one is refused as a whole. */
  Optional<String> unknownField(String object, JsonNode record) {
    return record.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name ->
            !name.equals("attributes")
                && !name.equalsIgnoreCase("id")
                && schema.field(object, name).isEmpty()
                && schema.relationship(object, name).isEmpty())
        .findFirst();
  }

  /** Creates or updates the record with the external id. */
  ItemResult upsert(String object, String key, ObjectNode record) {
    var value = record.path(key).asText("");
    if (value.isEmpty()) {
      return refused("MISSING_ARGUMENT", key + " not specified", key);
    }
    if (locked.getOrDefault(value, 0) > 0) {
      locked.merge(value, -1, Integer::sum);
      return refused("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record", "");
    }
    return write(object, record, store(object).findBy(key, value));
  }

  ItemResult insert(String object, ObjectNode record) {
    return write(object, record, Optional.empty());
  }

  ItemResult update(String object, ObjectNode record) {
    var known = byId(record.path("Id").asText());
    return known.isEmpty()
        ? refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "")
        : write(object, record, known);
  }

  ItemResult delete(String id) {
    if (deleted.contains(id)) {
      return refused("ENTITY_IS_DELETED", "entity is deleted", "");
    }
    if (stores.values().stream().noneMatch(store -> store.delete(id))) {
      return refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "");
    }
    deleted.add(id);
    return new ItemResult.Done(id, false);
  }

  Optional<StoredRecord> byId(String id) {
    return stores.values().stream().flatMap(store -> store.find(id).stream()).findFirst();
  }

  /** The records of an object that readers see. */
  List<StoredRecord> visible(String object) {
    return store(object).visible();
  }

  private RecordStore store(String object) {
    return Objects.requireNonNull(stores.get(object), object);
  }

  private ItemResult write(String object, ObjectNode record, Optional<StoredRecord> known) {
    var keys = new TreeMap<String, @Nullable String>();
    var values = Json.LENIENT.createObjectNode();
    for (var field : record.properties()) {
      var name = field.getKey();
      if (name.equals("attributes") || name.equalsIgnoreCase("id")) {
        continue;
      }
      var rule = schema.field(object, name);
      if (rule.isEmpty()) {
        var reference = reference(object, name, field.getValue(), values);
        if (reference.isPresent()) {
          return reference.get();
        }
        continue;
      }
      var fault =
          fault(name, rule.get(), field.getValue())
              .or(() -> recordTypeFault(object, name, field.getValue()));
      if (fault.isPresent()) {
        return fault.get();
      }
      values.set(name, field.getValue());
      if (rule.get().path("externalId").asBoolean()) {
        keys.put(name, field.getValue().isNull() ? null : field.getValue().asText());
      }
    }
    return missing(object, values, known.isEmpty())
        .orElseGet(() -> written(object, known, new Change(keys, values, Nulls.CLEAR)));
  }

  private ItemResult written(String object, Optional<StoredRecord> known, Change change) {
    var store = store(object);
    var result = known.isPresent() ? store.update(known.get().id(), change) : store.create(change);
    if (result instanceof WriteResult.Taken(var key, var holder)) {
      return refused(
          "DUPLICATE_VALUE",
          "duplicate value found: %s on record %s".formatted(key.name(), holder),
          "");
    }
    return result
        .shown()
        .<ItemResult>map(written -> new ItemResult.Done(written.id(), known.isEmpty()))
        .orElseGet(() -> refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ""));
  }

  /** A record that is named by its own external id, as in {@code "Account": {"Ext__c": "a1"}}. */
  private Optional<ItemResult> reference(
      String object, String name, JsonNode named, ObjectNode values) {
    var field = schema.relationship(object, name);
    if (field.isEmpty() || named.isNull()) {
      return Optional.empty();
    }
    var target = field.get().path("referenceTo").asText();
    if (target.equals(RECORD_TYPE)) {
      var developerName = named.path("DeveloperName").asText();
      var id = schema.recordType(object, "developerName", developerName);
      id.ifPresent(each -> values.put(field.get().path("name").asText(), each));
      return id.isPresent()
          ? Optional.empty()
          : Optional.of(unknownReference(developerName, "DeveloperName", target));
    }
    for (var each : named.properties()) {
      var found = store(target).findBy(each.getKey(), each.getValue().asText());
      if (found.isEmpty()) {
        return Optional.of(unknownReference(each.getValue().asText(), each.getKey(), target));
      }
      values.put(field.get().path("name").asText(), found.get().id());
    }
    return Optional.empty();
  }

  private static ItemResult unknownReference(String value, String field, String object) {
    return refused(
        "INVALID_FIELD",
        "Foreign key external ID: %s not found for field %s in entity %s"
            .formatted(value, field, object),
        "");
  }

  private Optional<ItemResult> recordTypeFault(String object, String name, JsonNode value) {
    return !name.equals(RECORD_TYPE + "Id")
            || value.isNull()
            || schema.recordType(object, "id", value.asText()).isPresent()
        ? Optional.empty()
        : Optional.of(
            refused(
                "INVALID_CROSS_REFERENCE_KEY",
                "Record Type ID: this ID value isn't valid for the user: " + value.asText(),
                name));
  }

  private Optional<ItemResult> missing(String object, ObjectNode values, boolean created) {
    return schema.required(object).stream()
        .filter(name ->
            values.has(name)
                ? values.path(name).asText("").isEmpty() || values.path(name).isNull()
                : created)
        .findFirst()
        .map(name ->
            refused(
                "REQUIRED_FIELD_MISSING",
                "Required fields are missing: [%s]".formatted(name),
                name));
  }

  private static Optional<ItemResult> fault(String name, ObjectNode rule, JsonNode value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    var text = value.asText("");
    if (rule.path("length").asInt() > 0 && text.length() > rule.path("length").asInt()) {
      return Optional.of(
          refused("STRING_TOO_LONG", "%s: data value too large: %s".formatted(name, text), name));
    }
    return switch (rule.path("type").asText()) {
      case "email" ->
          fault(
              EMAIL.matcher(text).matches(),
              "INVALID_EMAIL_ADDRESS",
              "%s: invalid email address: %s".formatted(name, text),
              name);
      case "int", "double", "currency" ->
          fault(
              NUMBER.matcher(text).matches(),
              "INVALID_TYPE_ON_FIELD_IN_RECORD",
              name + ": value not of required type",
              name);
      case "date", "datetime" ->
          fault(
              DATE.matcher(text).matches(),
              "INVALID_TYPE_ON_FIELD_IN_RECORD",
              name + ": value not of required type",
              name);
      case "picklist" ->
          fault(
              !rule.path("restricted").asBoolean()
                  || rule.path("values").toString().contains("\"" + text + "\""),
              "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
              "%s: bad value for restricted picklist field: %s".formatted(name, text),
              name);
      default -> Optional.empty();
    };
  }

  private static Optional<ItemResult> fault(
      boolean valid, String code, String message, String field) {
    return valid ? Optional.empty() : Optional.of(refused(code, message, field));
  }

  static ItemResult refused(String code, String message, String field) {
    return new ItemResult.Refused(code, message, field);
  }
}
