package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress.Answer;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads HubSpot's messages about wrong values. */
final class HubSpotErrors {
  private static final String PREFIX = "Property values were not valid: ";

  private static final Set<String> EXISTING = Set.of("CONFLICT", "OBJECT_ALREADY_EXISTS");

  /** HubSpot documents the code only by its answers. */
  private static final String TAKEN = "CONFLICTING_UNIQUE_VALUE";

  private static final String NO_PROPERTY = "PROPERTY_DOESNT_EXIST";
  private static final String NOT_UNIQUE = "property %s in portal";
  private static final String NO_KEY = "property " + Properties.OWN_ID;

  private HubSpotErrors() {}

  /** Whether another record has a value that must be unique. */
  static boolean exists(JsonNode error) {
    if (EXISTING.contains(error.path("category").asText())) {
      return true;
    }
    JsonNode detail = error.path("errors").path(0);
    return detail.path("code").asText().equals(TAKEN)
        || detail.path("subCategory").asText().equals(TAKEN);
  }

  /** Whether the property of Tributary is missing, which is created again then. */
  static boolean lacksOwnProperty(JsonNode error) {
    String field = field(error);
    String message = error.path("message").asText("");
    return (Properties.OWN_ID.equals(field) && message.contains(NO_PROPERTY))
        || message.contains(NOT_UNIQUE.formatted(Properties.OWN_ID));
  }

  /**
   * Whether no record can be named by the property of Tributary, because the property is missing or
   * its values are not unique. HubSpot documents no code for it.
   */
  static boolean lacksOwnKey(Answer answer) {
    return answer.status() == 400
        && HubSpotApi.json(answer).path("message").asText("").contains(NO_KEY);
  }

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
