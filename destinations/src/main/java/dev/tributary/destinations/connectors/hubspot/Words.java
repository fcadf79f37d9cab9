package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what HubSpot says about wrong values. */
final class Words {
  private static final String PREFIX = "Property values were not valid: ";

  private Words() {}

  /**
   * The property that is wrong, or null where it is not said: in the list of details, or in the
   * JSON that HubSpot puts inside of its message.
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
