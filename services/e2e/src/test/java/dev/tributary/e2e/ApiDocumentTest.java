package dev.tributary.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.testkit.reference.ReferenceFile;
import org.junit.jupiter.api.Test;

/** The committed document of the REST API is what the running installation serves. */
class ApiDocumentTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @Test
  void theCommittedDocumentIsWhatTheGatewayServes() throws JsonProcessingException {
    JsonNode served =
        new ApiClients(Stack.started().installation())
            .installationApi()
            .get("/api/v1/openapi.json");
    // As maps, whose entries are sorted: a difference then is one of content.
    Object sorted = JSON.treeToValue(served, Object.class);
    new ReferenceFile("openapi.json").assertIs(JSON.writeValueAsString(sorted) + "\n");
  }
}
