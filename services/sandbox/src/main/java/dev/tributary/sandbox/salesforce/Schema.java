package dev.tributary.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects of an organization and their fields: those of {@code objects.json}, and those that
 * the control API adds to the records {@code fields}, named as in {@code Contact.Score__c}.
 */
final class Schema {
  private static final String NAME = "name";

  private final JsonNode objects;

  /** The objects that take no records. */
  private final JsonNode readOnly;

  private final RecordStore fields;

  Schema(Parts parts) {
    try (var stream = Schema.class.getResourceAsStream("objects.json")) {
      var all = Json.LENIENT.readTree(Objects.requireNonNull(stream));
      objects = all.path("objects");
      readOnly = all.path("readOnly");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    fields =
        parts.store(
            "fields",
            List.of(KeyRule.exact(NAME)),
            MergedIds.GONE,
            () -> "field" + parts.nextNumber());
    fill();
  }

  /** Adds the standard fields, at the start and after a reset. */
  void fill() {
    objects
        .properties()
        .forEach(object ->
            object
                .getValue()
                .path("fields")
                .forEach(field ->
                    fields.preset(
                        new Change(
                            Map.of(NAME, object.getKey() + "." + field.path(NAME).asText()),
                            (ObjectNode) field,
                            Nulls.IGNORE))));
  }

  boolean has(String object) {
    return objects.has(object);
  }

  /** The first three characters of the ids of an object. */
  String prefix(String object) {
    return objects.path(object).path("prefix").asText();
  }

  Optional<ObjectNode> field(String object, String name) {
    return fields.findBy(NAME, object + "." + name).map(StoredRecord::values);
  }

  /** The reference field that a relationship such as {@code Account} belongs to. */
  Optional<ObjectNode> relationship(String object, String name) {
    return fields(object).stream()
        .filter(field -> field.path("relationship").asText().equals(name))
        .findFirst();
  }

  List<ObjectNode> fields(String object) {
    return stored(object).map(Schema::named).toList();
  }

  /** The names of the fields that a record must have. */
  List<String> required(String object) {
    return stored(object)
        .filter(field -> field.values().path("required").asBoolean())
        .map(field -> named(field).path(NAME).asText())
        .toList();
  }

  private Stream<StoredRecord> stored(String object) {
    return fields.visible().stream()
        .filter(each -> String.valueOf(each.key(NAME)).startsWith(object + "."));
  }

  private static ObjectNode named(StoredRecord field) {
    var key = String.valueOf(field.key(NAME));
    return field.values().deepCopy().put(NAME, key.substring(key.indexOf('.') + 1));
  }

  /** The names of all objects. */
  List<String> names() {
    return objects.properties().stream().map(Map.Entry::getKey).toList();
  }

  List<ObjectNode> objects() {
    return Stream.concat(
            names().stream().map(this::view),
            readOnly.properties().stream().map(each -> view(each.getKey(), each.getValue(), false)))
        .map(each -> each.put("deprecatedAndHidden", false).put("queryable", true))
        .toList();
  }

  ObjectNode describe(String object) {
    var view = view(object).put("keyPrefix", prefix(object));
    var described = view.putArray("fields");
    described.add(
        Json.LENIENT
            .createObjectNode()
            .put(NAME, "Id")
            .put("type", "id")
            .put("length", 18)
            .put("idLookup", true)
            .put("nillable", false)
            .put("createable", false)
            .put("updateable", false));
    fields(object).forEach(field -> described.add(described(field)));
    var types = view.putArray("recordTypeInfos");
    types.add(recordType("012000000000000AAA", "Master", "Master", true, true));
    recordTypes(object)
        .forEach(type ->
            types.add(
                recordType(
                    type.path("id").asText(),
                    type.path(NAME).asText(),
                    type.path("developerName").asText(),
                    type.path("available").asBoolean(),
                    false)));
    return view;
  }

  private static ObjectNode recordType(
      String id, String name, String developerName, boolean available, boolean master) {
    return Json.LENIENT
        .createObjectNode()
        .put("recordTypeId", id)
        .put(NAME, name)
        .put("developerName", developerName)
        .put("active", true)
        .put("available", available)
        .put("defaultRecordTypeMapping", master)
        .put("master", master);
  }

  /** The id of a record type that the user may choose. */
  Optional<String> recordType(String object, String key, String value) {
    return recordTypes(object)
        .filter(type -> type.path("available").asBoolean())
        .filter(type -> type.path(key).asText().equals(value))
        .map(type -> type.path("id").asText())
        .findFirst();
  }

  private Stream<JsonNode> recordTypes(String object) {
    return objects.path(object).path("recordTypes").valueStream();
  }

  private ObjectNode view(String object) {
    return view(object, objects.path(object), true);
  }

  private static ObjectNode view(String name, JsonNode object, boolean writable) {
    return Json.LENIENT
        .createObjectNode()
        .put(NAME, name)
        .put("label", object.path("label").asText(name))
        .put("custom", name.endsWith("__c"))
        .put("createable", writable)
        .put("updateable", writable);
  }

  private static ObjectNode described(ObjectNode field) {
    var name = field.path(NAME).asText();
    var view =
        Json.LENIENT
            .createObjectNode()
            .put(NAME, name)
            .put("label", name)
            .put("type", field.path("type").asText())
            .put("length", field.path("length").asInt())
            .put("externalId", field.path("externalId").asBoolean())
            .put("idLookup", field.path("externalId").asBoolean())
            .put("unique", field.path("unique").asBoolean())
            .put("nillable", !field.path("required").asBoolean())
            .put("restrictedPicklist", field.path("restricted").asBoolean())
            .put("custom", name.endsWith("__c"))
            .put("createable", true)
            .put("updateable", true);
    var values = view.putArray("picklistValues");
    StreamSupport.stream(field.path("values").spliterator(), false)
        .forEach(value ->
            values
                .addObject()
                .put("value", value.asText())
                .put("label", value.asText())
                .put("active", true)
                .put("defaultValue", false));
    var references = view.putArray("referenceTo");
    if (field.has("referenceTo")) {
      references.add(field.path("referenceTo").asText());
      view.put("relationshipName", field.path("relationship").asText());
    }
    return view;
  }
}
