package dev.tributary.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table of routes in docs/reference/rest.md is that of the API's document. */
class RouteReferenceTest {
  private static final String WORKSPACE = "/api/v1/workspaces/{workspace}/";

  @Test
  void everyRouteIsListedWithWhatItTakesAndDoes() throws JsonProcessingException {
    new ReferenceFile("rest.md").assertSectionIs("routes", routes());
  }

  private static String routes() throws JsonProcessingException {
    JsonNode document = new ObjectMapper().readTree(new ReferenceFile("openapi.json").read());
    Map<String, StringBuilder> byTag = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    byTag
                        .computeIfAbsent(
                            operation.getValue().path("tags").path(0).asText(),
                            tag -> new StringBuilder())
                        .append(row(operation.getKey(), path.getKey(), operation.getValue()))));
    StringBuilder tables = new StringBuilder();
    byTag.forEach((tag, rows) ->
        tables
            .append("\n### ")
            .append(tag)
            .append("\n\n| route | takes | |\n|---|---|---|\n")
            .append(rows));
    return tables.append('\n').toString();
  }

  private static String row(String method, String path, JsonNode operation) {
    return "| `%s %s` | %s | %s |\n"
        .formatted(
            method.toUpperCase(Locale.ROOT),
            path.replace(WORKSPACE, "…/"),
            operation.path("x-tributary-needs").asText(),
            operation.path("summary").asText());
  }
}
