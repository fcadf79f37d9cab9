package dev.tributary.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.golden.Golden;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that real SDKs sent, and how their events are read. */
class SdkRequestsTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T06:30:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analyticsjs-alias",
        "analyticsjs-batch",
        "analyticsjs-identify",
        "analyticsjs-page",
        "analyticsjs-track-retry",
        "rudder-node-batch",
        "rudder-node-gzip-formtype",
        "segment-java-import",
        "segment-node-batch",
        "segment-node-retry",
        "segment-python-batch",
        "segment-python-gzip"
      })
  void areReadAsRecorded(String name) {
    JsonNode request = Golden.read("sdk/" + name + ".json");
    JsonNode body = request.path("body");
    ArrayNode readings = Json.MAPPER.createArrayNode();
    if (body.has("batch")) {
      ObjectNode envelope =
          ((ObjectNode) body.deepCopy()).retain("context", "integrations", "sentAt");
      body.path("batch").forEach(item -> readings.add(read(null, envelope, item)));
    } else {
      readings.add(read(pathType(request), Json.MAPPER.createObjectNode(), body));
    }
    Golden.assertMatches("sdk/" + name + ".read.json", readings);
  }

  private static JsonNode read(@Nullable CallType pathType, JsonNode envelope, JsonNode item) {
    CollectedEvent collected =
        CollectedEventBuilder.builder()
            .eventId(new EventId("evt_1"))
            .workspace(new WorkspaceId("wsp_1"))
            .source(new SourceId("src_1"))
            .sourceKind(SourceKind.SERVER)
            .pathType(pathType)
            .receivedAt(RECEIVED)
            .acceptedAt(RECEIVED)
            .clientAddress(null)
            .envelope(Json.write(envelope))
            .item(Json.write(item))
            .build();
    return switch (EventReader.read(collected)) {
      case Reading.Readable readable -> Json.MAPPER.valueToTree(readable.event());
      case Reading.Unreadable unreadable -> Json.MAPPER.valueToTree(unreadable);
    };
  }

  private static @Nullable CallType pathType(JsonNode request) {
    String path = request.path("request").asText();
    char initial = path.charAt(path.length() - 1);
    for (CallType type : CallType.values()) {
      if (type.wireName().charAt(0) == initial) {
        return type;
      }
    }
    return null;
  }
}
