package dev.tributary.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.testkit.reference.ReferenceFile;

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
}
