package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every schema, property, parameter, request body and response of the committed document has a
 * description, and every schema has a type. The Javadoc and the Java type give them.
 */
class ApiDocumentTextsTest {
  /** What a property or a response has if nobody describes it. */
  private static final Set<String> EMPTY_WORDS =
      Set.of("", "OK", "Created", "Accepted", "No Content");

  /** A schema with one of these says what it holds. */
  private static final Set<String> TYPES = Set.of("type", "$ref", "oneOf", "anyOf", "allOf");

  /** The places of a schema with a list of schemas. */
  private static final List<String> CHOICES = List.of("oneOf", "anyOf", "allOf");

  private final JsonNode document = CommittedDocument.read();
  private final SortedSet<String> gaps = new TreeSet<>();

  @Test
  void everyPartHasADescription() {
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> {
          require("schema " + schema.getKey(), schema.getValue());
          visit(schema.getKey(), schema.getValue());
        });
    document
        .at("/components/responses")
        .properties()
        .forEach(answer -> {
          require("answer " + answer.getKey(), answer.getValue());
          answer
              .getValue()
              .path("headers")
              .properties()
              .forEach(header -> require("header " + header.getKey(), header.getValue()));
        });
    document.path("paths").forEach(path -> path.forEach(operation -> visitOperation(operation)));
    assertThat(gaps).as("what has no description").isEmpty();
  }

  @Test
  void everySchemaHasAType() {
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> requireTypes(schema.getKey(), schema.getValue()));
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        String id = operation.path("operationId").asText();
        operation.findValues("schema").forEach(schema -> requireTypes(id, schema));
      }
    }
    assertThat(gaps).as("what has no type").isEmpty();
  }

  private void requireTypes(String place, JsonNode schema) {
    if (TYPES.stream().noneMatch(schema::has)) {
      gaps.add(place);
    }
    if (schema.path("type").toString().contains("\"array\"") && !schema.has("items")) {
      gaps.add(place + ".items");
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> requireTypes(place + "." + property.getKey(), property.getValue()));
    for (String inside : List.of("items", "additionalProperties")) {
      if (schema.path(inside).isObject()) {
        requireTypes(place + "." + inside, schema.path(inside));
      }
    }
    for (String choices : CHOICES) {
      schema.path(choices).forEach(choice -> requireTypes(place + "." + choices, choice));
    }
  }

  private void visitOperation(JsonNode operation) {
    String id = operation.path("operationId").asText();
    operation
        .path("parameters")
        .forEach(parameter ->
            require("parameter " + id + "." + parameter.path("name").asText(), parameter));
    if (operation.has("requestBody")) {
      require("request body " + id, operation.path("requestBody"));
    }
    operation.path("responses").properties().stream()
        .filter(response -> !response.getValue().has("$ref"))
        .forEach(
            response -> require("response " + id + "." + response.getKey(), response.getValue()));
  }

  /** Visits the properties of a schema, also those of a schema that is written inline. */
  private void visit(String name, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          String place = name + "." + property.getKey();
          require("property " + place, property.getValue());
          visit(place, property.getValue());
        });
    if (schema.has("items")) {
      visit(name + "[]", schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      visit(name + ".*", schema.path("additionalProperties"));
    }
    for (String choices : CHOICES) {
      schema.path(choices).forEach(choice -> visit(name, choice));
    }
  }

  private void require(String place, JsonNode described) {
    if (EMPTY_WORDS.contains(described.path("description").asText())) {
      gaps.add(place);
    }
  }
}
