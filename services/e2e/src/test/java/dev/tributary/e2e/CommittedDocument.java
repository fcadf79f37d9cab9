package dev.tributary.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The API's document in docs/reference. */
final class CommittedDocument {
  private CommittedDocument() {}

  static JsonNode read() {
    try {
      return new ObjectMapper().readTree(new ReferenceFile("openapi.json").read());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("docs/reference/openapi.json is not JSON", e);
    }
  }

  /**
   * An operation of the document.
   *
   * @param method in lower case
   */
  record Operation(String method, String path, JsonNode node) {
    String name() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    /** Bodies of requests and of successful answers. */
    List<JsonNode> contents() {
      List<JsonNode> contents = new ArrayList<>();
      if (node.has("requestBody")) {
        contents.add(node.path("requestBody").path("content"));
      }
      node.path("responses")
          .properties()
          .forEach(response -> {
            if (response.getKey().startsWith("2") && !response.getKey().equals("204")) {
              contents.add(response.getValue().path("content"));
            }
          });
      return contents;
    }
  }

  static List<Operation> operations(JsonNode document) {
    return document.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(each -> new Operation(each.getKey(), path.getKey(), each.getValue())))
        .toList();
  }
}
