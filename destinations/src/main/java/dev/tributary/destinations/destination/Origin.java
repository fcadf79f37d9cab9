package dev.tributary.destinations.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the receiver of a destination's secrets: all values that decide where and how they are
 * sent.
 */
public final class Origin {
  private Origin() {}

  /** The same text for the same values; missing settings count as empty. */
  public static String of(Manifest manifest, ObjectNode settings, @Nullable String baseUrl) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("/baseUrl", baseUrl == null ? "" : baseUrl);
    for (Setting setting : manifest.settings()) {
      if (setting.origin()) {
        JsonNode value = settings.path(setting.name());
        parts.put(setting.name(), value.isNull() ? "" : value.asText(""));
      }
    }
    return new String(Json.write(parts), StandardCharsets.UTF_8);
  }
}
