package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema of the chart's values: strict, and a sentence for each. */
class ValuesSchemaTest {
  private static final JsonNode SCHEMA = Repository.json("helm/tributary/values.schema.json");

  @Test
  void everyValueIsDescribed() {
    assertThat(undescribed("", SCHEMA, Repository.yaml("helm/tributary/values.yaml"))).isEmpty();
  }

  @Test
  void aValueWithoutADescriptionIsNoticed() {
    ObjectNode values = Repository.yaml("helm/tributary/values.yaml");
    values.withObject("/services/gateway/resources/limits").put("gpu", 1);
    assertThat(undescribed("", SCHEMA, values))
        .containsExactly("/services/gateway/resources/limits/gpu");
  }

  @Test
  void everyDescriptionIsASentence() {
    assertThat(SCHEMA.findValuesAsText("description"))
        .hasSizeGreaterThan(150)
        .allMatch(description -> description.matches("(?s)[A-Za-z].*\\."), "ends with a stop");
  }

  @Test
  void noObjectTakesWhatItDoesNotKnow() {
    List<String> open = new ArrayList<>();
    collectOpen("", SCHEMA, open);
    assertThat(open).isEmpty();
  }

  @Test
  void everyPropertyHasADefaultInTheValues() {
    assertThat(missing("", SCHEMA, Repository.yaml("helm/tributary/values.yaml")))
        .containsExactly("/global");
  }

  /** The values for which the schema has no property with a description. */
  private static List<String> undescribed(String path, JsonNode schema, JsonNode value) {
    List<String> found = new ArrayList<>();
    JsonNode resolved = resolve(schema);
    if (!resolved.path("properties").isObject()) {
      return found;
    }
    for (var field : value.properties()) {
      JsonNode property = resolved.at("/properties/" + field.getKey());
      if (!property.path("description").isTextual()) {
        found.add(path + "/" + field.getKey());
      } else if (field.getValue().isObject()) {
        found.addAll(undescribed(path + "/" + field.getKey(), property, field.getValue()));
      }
    }
    return found;
  }

  private static List<String> missing(String path, JsonNode schema, JsonNode value) {
    List<String> found = new ArrayList<>();
    for (var property : resolve(schema).path("properties").properties()) {
      JsonNode there = value.get(property.getKey());
      String place = path + "/" + property.getKey();
      if (there == null) {
        found.add(place);
      } else {
        found.addAll(missing(place, property.getValue(), there));
      }
    }
    return found;
  }

  /** Kubernetes' own objects, which Kubernetes checks, have no properties here. */
  private static void collectOpen(String path, JsonNode schema, List<String> open) {
    if (schema.path("properties").isObject()
        && schema.path("additionalProperties").asBoolean(true)) {
      open.add(path);
    }
    for (var field : schema.properties()) {
      collectOpen(path + "/" + field.getKey(), field.getValue(), open);
    }
    if (schema.isArray()) {
      schema.forEach(element -> collectOpen(path + "/-", element, open));
    }
  }

  private static JsonNode resolve(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : SCHEMA.at(reference.substring(1));
  }
}
