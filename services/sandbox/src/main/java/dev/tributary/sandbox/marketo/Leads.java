package dev.tributary.sandbox.marketo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Records that a field of the request identifies: leads, and records of custom objects.
 *
 * @param fields the type of each field
 * @param id the property of a result that has the id
 * @param numeric whether ids are numbers
 */
record Leads(RecordStore store, Map<String, String> fields, String id, boolean numeric) {

  /** The fields, with the id, which no request changes. */
  ArrayNode described() {
    var described = Json.LENIENT.createArrayNode();
    described
        .addObject()
        .put("name", id)
        .put("displayName", id)
        .put("dataType", numeric ? "integer" : "string")
        .put("updateable", false)
        .put("crmManaged", false);
    fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field ->
            described
                .addObject()
                .put("name", field.getKey())
                .put("displayName", field.getKey())
                .put("dataType", field.getValue())
                .put("updateable", true)
                .put("crmManaged", false));
    return described;
  }

  /** Writes each record, and says its result in order. */
  ArrayNode write(String action, String lookup, JsonNode input) {
    if (!lookup.equals(id) && !fields.containsKey(lookup)) {
      throw MarketoWords.refused("1006", "Field '%s' not found".formatted(lookup));
    }
    if (lookup.equals(id) && !action.equals("updateOnly")) {
      throw MarketoWords.refused("1003", "The lookup field 'id' needs the action updateOnly");
    }
    Set<String> seen = new HashSet<>();
    var results = Json.LENIENT.createArrayNode();
    for (var record : input) {
      results.add(write(action, lookup, (ObjectNode) record, seen));
    }
    return results;
  }

  private ObjectNode write(String action, String lookup, ObjectNode record, Set<String> seen) {
    var result = Json.LENIENT.createObjectNode();
    var key = key(record.path(lookup));
    if (key.isEmpty()) {
      return MarketoWords.skipped(result, "1003", "Value for '%s' is missing".formatted(lookup));
    }
    if (!seen.add(key)) {
      return MarketoWords.skipped(result, "1036", "Duplicate object found in input");
    }
    for (var field : record.properties()) {
      if (!field.getKey().equals(id) && !fields.containsKey(field.getKey())) {
        return MarketoWords.skipped(
            result, "1006", "Field '%s' not found".formatted(field.getKey()));
      }
      var type = fields.getOrDefault(field.getKey(), "integer");
      if (!fits(type, field.getValue())) {
        return MarketoWords.skipped(
            result,
            "1001",
            "Invalid value '%s'. Required of type '%s'".formatted(field.getValue().asText(), type));
      }
    }
    var found = holders(lookup, key);
    if (found.size() > 1) {
      return MarketoWords.skipped(result, "1007", "Multiple lead match lookup criteria");
    }
    if (found.isEmpty() && action.equals("updateOnly")) {
      return absent(result);
    }
    if (!found.isEmpty() && action.equals("createOnly")) {
      return numeric
          ? MarketoWords.skipped(result, "1005", "Lead already exists")
          : MarketoWords.skipped(result, "1017", "Object already exists");
    }
    var values = record.deepCopy();
    values.remove(id);
    var change = new Change(Map.of(), values, Change.Nulls.CLEAR);
    var written = found.isEmpty() ? store.create(change) : store.update(found.getFirst(), change);
    var stored = written.shown().orElseThrow();
    named(result, stored.id());
    return result.put("status", written instanceof WriteResult.Created ? "created" : "updated");
  }

  /** The ids of the records with a value; none for an empty value. */
  private List<String> holders(String field, String value) {
    if (!field.equals(id)) {
      return store.idsWith(field, value);
    }
    return store.exists(value) ? List.of(value) : List.of();
  }

  /** The records that have one of the values in a field, with some of their fields. */
  ArrayNode found(String field, List<String> values, List<String> shown) {
    var found = Json.LENIENT.createArrayNode();
    values.stream()
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .flatMap(value -> holders(field, value).stream())
        .distinct()
        .forEach(each -> {
          var record = store.find(each).orElseThrow().values().deepCopy();
          named(record, each);
          record.retain(shown);
          found.add(record);
        });
    return found;
  }

  /** Deletes the records that the values of a field name. */
  ArrayNode delete(String field, JsonNode input) {
    var results = Json.LENIENT.createArrayNode();
    for (var each : input) {
      var result = Json.LENIENT.createObjectNode();
      var found = holders(field, key(each.path(field)));
      if (found.isEmpty() || !store.delete(found.getFirst())) {
        if (field.equals(id)) {
          result.set(id, each.path(id));
        }
        results.add(absent(result));
      } else {
        named(result, found.getFirst());
        results.add(result.put("status", "deleted"));
      }
    }
    return results;
  }

  private ObjectNode absent(ObjectNode result) {
    return numeric
        ? MarketoWords.skipped(result, "1004", "Lead not found")
        : MarketoWords.skipped(result, "1013", "Object not found");
  }

  private void named(ObjectNode result, String value) {
    if (numeric) {
      result.put(id, Long.parseLong(value));
    } else {
      result.put(id, value);
    }
  }

  private static String key(JsonNode value) {
    return value.asText("").strip().toLowerCase(Locale.ROOT);
  }

  private static boolean fits(String type, JsonNode value) {
    return value.isNull()
        || switch (type) {
          case "boolean" -> value.isBoolean();
          case "integer" -> value.isIntegralNumber();
          case "float" -> value.isNumber();
          case "email" -> value.asText().contains("@");
          default -> value.isValueNode();
        };
  }
}
