package dev.tributary.sandbox.gainsight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of companies and of a custom object. No value is unique, as in the product. */
final class DataObjects {
  private static final String ID = "Gsid";
  private static final int MAXIMUM_RECORDS = 50;
  private static final int MAXIMUM_KEYS = 3;
  private static final Set<String> CONDITIONS = Set.of("EQ", "IN");

  /** The names of the types in descriptions of fields. */
  private static final Map<String, String> TYPES =
      Map.of("text", "STRING", "number", "NUMBER", "date", "DATE");

  /** The type of each field, by object. */
  private static final Map<String, Map<String, String>> FIELDS =
      Map.of(
          "Company",
          Map.of(
              "Name", "text",
              "Industry", "text",
              "ARR", "number",
              "Employees", "number",
              "Stage", "text",
              "Status", "text",
              "RenewalDate", "date",
              "OriginalContractDate", "date",
              "External_Id__gc", "text",
              "Region__gc", "text"),
          "Subscription__gc",
          Map.of("Name", "text", "External_Id__gc", "text", "Amount__gc", "number"));

  private final Map<String, RecordStore> stores = new LinkedHashMap<>();

  DataObjects(Parts parts) {
    for (var object : FIELDS.keySet()) {
      stores.put(
          object,
          parts.store(
              object, List.of(), MergedIds.GONE, () -> "1P02%032d".formatted(parts.nextNumber())));
    }
  }

  /** The company with this value of a field, if there is only one. */
  Optional<StoredRecord> company(String field, JsonNode value) {
    var found = matching(object("Company"), Map.of(field, value));
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private RecordStore object(String name) {
    var store = stores.get(name);
    if (store == null) {
      throw GainsightWords.refused(404, "GSOBJ_1001", "Object %s not found".formatted(name));
    }
    return store;
  }

  /** The fields of an object, without those of objects that it refers to. */
  Answer describe(Call call) {
    var name = call.parameter("object");
    var _ = object(name);
    var all = Json.LENIENT.createArrayNode();
    var fields = all.addObject().put("objectName", name).put("label", name).putArray("fields");
    described(fields, ID, "GSID", false);
    FIELDS.getOrDefault(name, Map.of()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field ->
            described(fields, field.getKey(), TYPES.getOrDefault(field.getValue(), ""), true));
    return GainsightWords.success(all);
  }

  private static void described(ArrayNode fields, String name, String type, boolean writable) {
    fields
        .addObject()
        .put("fieldName", name)
        .put("label", name)
        .put("dataType", type)
        .putObject("meta")
        .put("nillable", true)
        .put("createable", writable)
        .put("updateable", writable);
  }

  /** Conditions that are joined by AND. */
  Answer query(Call call) {
    var store = object(call.parameter("object"));
    var body = Json.tree(call);
    var fields = FIELDS.getOrDefault(call.parameter("object"), Map.of());
    var records = Json.LENIENT.createArrayNode();
    for (var condition : body.path("where").path("conditions")) {
      if (!CONDITIONS.contains(condition.path("operator").asText())) {
        throw GainsightWords.refused(400, "GSOBJ_1009", "This stand-in has EQ and IN only");
      }
      requireField(fields, condition.path("name").asText());
    }
    body.path("select").forEach(name -> requireField(fields, name.asText()));
    for (var record : store.visible()) {
      var shown = record.values().deepCopy().put(ID, record.id());
      if (holds(body.path("where").path("conditions"), shown)
          && records.size() < body.path("limit").asInt(MAXIMUM_RECORDS)) {
        shown.retain(texts(body.path("select")));
        records.add(shown);
      }
    }
    return GainsightWords.success(Json.LENIENT.createObjectNode().set("records", records));
  }

  private static void requireField(Map<String, String> fields, String name) {
    if (!fields.containsKey(name) && !name.equals(ID)) {
      throw GainsightWords.refused(400, "GSOBJ_1003", "Field %s not found".formatted(name));
    }
  }

  private static boolean holds(JsonNode conditions, ObjectNode record) {
    for (var condition : conditions) {
      var values = texts(condition.path("value"));
      var held = record.path(condition.path("name").asText()).asText();
      if (values.stream().noneMatch(value -> value.equalsIgnoreCase(held))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** All records are checked first. One that is not valid refuses the request. */
  Answer insert(Call call) {
    var store = object(call.parameter("object"));
    var records = records(call);
    var errors = errors(call.parameter("object"), records);
    if (!errors.isEmpty()) {
      return refusal(errors);
    }
    var written = Json.LENIENT.createArrayNode();
    for (var record : records) {
      var change = new Change(Map.of(), (ObjectNode) record, Change.Nulls.CLEAR);
      written.addObject().put(ID, store.create(change).shown().orElseThrow().id());
    }
    return done(written);
  }

  /** Updates the one record that the keys of each record name. */
  Answer update(Call call) {
    var store = object(call.parameter("object"));
    var records = records(call);
    var keys = List.of(call.query("keys").orElse("").split(","));
    if (keys.size() > MAXIMUM_KEYS) {
      throw GainsightWords.refused(400, "GSOBJ_1008", "At most 3 keys are accepted");
    }
    var errors = errors(call.parameter("object"), records);
    List<StoredRecord> targets = new ArrayList<>();
    for (var record : records) {
      Map<String, JsonNode> wanted = new LinkedHashMap<>();
      keys.forEach(key -> wanted.put(key, record.path(key)));
      var found = matching(store, wanted);
      if (found.size() == 1) {
        targets.add(found.getFirst());
      } else {
        errors.add(error(record, keys.getFirst(), "GSOBJ_1010", "No record matches the keys"));
      }
    }
    if (!errors.isEmpty()) {
      return refusal(errors);
    }
    var written = Json.LENIENT.createArrayNode();
    for (int i = 0; i < targets.size(); i++) {
      var values = (ObjectNode) records.get(i).deepCopy();
      values.remove(ID);
      store.update(targets.get(i).id(), new Change(Map.of(), values, Change.Nulls.CLEAR));
      written.addObject().put(ID, targets.get(i).id());
    }
    return done(written);
  }

  Answer delete(Call call) {
    if (!object(call.parameter("object")).delete(call.parameter("id"))) {
      throw GainsightWords.refused(400, "GSOBJ_1010", "No record has this Gsid");
    }
    return GainsightWords.success(Json.LENIENT.createObjectNode().put("count", 1));
  }

  private static List<StoredRecord> matching(RecordStore store, Map<String, JsonNode> wanted) {
    return store.all().stream()
        .filter(record -> {
          var shown = record.values().deepCopy().put(ID, record.id());
          return wanted.entrySet().stream()
              .allMatch(each ->
                  each.getValue().asText().equalsIgnoreCase(shown.path(each.getKey()).asText()));
        })
        .toList();
  }

  private static JsonNode records(Call call) {
    var records = Json.tree(call).path("records");
    if (records.size() > MAXIMUM_RECORDS) {
      throw GainsightWords.refused(400, "GSOBJ_1004", "At most 50 records are accepted");
    }
    return records;
  }

  private static ArrayNode errors(String object, JsonNode records) {
    var fields = FIELDS.getOrDefault(object, Map.of());
    var errors = Json.LENIENT.createArrayNode();
    for (var record : records) {
      for (var field : record.properties()) {
        var type = fields.get(field.getKey());
        if (type == null && !field.getKey().equals(ID)) {
          errors.add(error(record, field.getKey(), "GSOBJ_1003", "The field does not exist"));
        } else if (type != null && !fits(type, field.getValue())) {
          errors.add(
              error(record, field.getKey(), "GSOBJ_1006", "The value is no %s".formatted(type)));
        }
      }
    }
    return errors;
  }

  private static boolean fits(String type, JsonNode value) {
    return value.isNull()
        || switch (type) {
          case "number" -> value.isNumber();
          case "date" -> value.asText().matches("\\d{4}-\\d{2}-\\d{2}.*");
          default -> value.isValueNode();
        };
  }

  private static ObjectNode error(JsonNode record, String field, String code, String message) {
    var error = Json.LENIENT.createObjectNode().put("success", false);
    error.set("parsedRecord", record);
    error
        .putArray("errors")
        .addObject()
        .put("errorCode", code)
        .put("errorMessage", message)
        .put("fieldName", field)
        .put("invalidValue", record.path(field).asText());
    return error;
  }

  private static Answer refusal(ArrayNode errors) {
    var data = Json.LENIENT.createObjectNode().put("count", 0);
    data.set("errors", errors);
    var first = errors.path(0).path("errors").path(0);
    return GainsightWords.failure(
        400,
        first.path("errorCode").asText(),
        first.path("errorMessage").asText(),
        data.putNull("records"));
  }

  private static Answer done(ArrayNode records) {
    var data = Json.LENIENT.createObjectNode().put("count", records.size()).putNull("errors");
    return GainsightWords.success(data.set("records", records));
  }
}
