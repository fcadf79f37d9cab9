package dev.tributary.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.testkit.reference.FrozenLines;
import dev.tributary.testkit.reference.ReferenceFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every schema, property, parameter and response of the committed document has a description. The
 * Javadoc of the type or the method gives it.
 */
class ApiDocumentTextsTest {
  private static final Path UNDESCRIBED = Path.of("src/test/resources/undescribed.txt");

  /** What a property or a response has if nobody describes it. */
  private static final Set<String> EMPTY_WORDS =
      Set.of("", "Any JSON value", "OK", "Created", "Accepted", "No Content");

  private final SortedSet<String> gaps = new TreeSet<>();

  @Test
  void nothingNewLacksADescription() throws JsonProcessingException {
    JsonNode document = new ObjectMapper().readTree(new ReferenceFile("openapi.json").read());
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> {
          require("schema " + schema.getKey(), schema.getValue());
          visit(schema.getKey(), schema.getValue());
        });
    document.path("paths").forEach(path -> path.forEach(operation -> visitOperation(operation)));
    new FrozenLines(UNDESCRIBED).check(gaps);
  }

  private void visitOperation(JsonNode operation) {
    String id = operation.path("operationId").asText();
    operation
        .path("parameters")
        .forEach(parameter ->
            require("parameter " + id + "." + parameter.path("name").asText(), parameter));
    operation
        .path("responses")
        .properties()
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
    schema.path("anyOf").forEach(choice -> visit(name, choice));
  }

  private void require(String place, JsonNode described) {
    if (EMPTY_WORDS.contains(described.path("description").asText())) {
      gaps.add(place);
    }
  }
}
