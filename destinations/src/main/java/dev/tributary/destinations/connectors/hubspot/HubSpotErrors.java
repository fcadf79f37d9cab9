package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads HubSpot's messages about wrong values. */
final class HubSpotErrors {
  private static final String PREFIX = "Property values were not valid: ";

  private HubSpotErrors() {}

  /**
   * The property that is wrong, or null if the answer does not name it. The name is in the list of
   * details, or in the JSON that HubSpot puts inside its message.
   */
  static @Nullable String field(JsonNode error) {
    JsonNode in = error.path("errors").path(0).path("in");
    if (in.isTextual()) {
      return in.asText();
    }
    JsonNode property = error.path("errors").path(0).path("context").path("propertyName").path(0);
    if (property.isTextual()) {
      return property.asText();
    }
    String message = error.path("message").asText("");
    if (!message.startsWith(PREFIX)) {
      return null;
    }
    try {
      JsonNode name = Json.MAPPER.readTree(message.substring(PREFIX.length())).path(0).path("name");
      return name.isTextual() ? name.asText() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
