package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The shop's configuration, written as the bodies of REST calls, and sent to the API. An object
 * that exists under its key is not changed, even if a user has changed it.
 *
 * @param path of the workspace
 */
record Definitions(Api api, String path) {

  private static final String RESOURCE = "/demo/shop.json";
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In an order in which each kind comes after the kinds that it refers to. */
  private static final List<String> KINDS =
      List.of("sources", "warehouses", "models", "audiences", "destinations", "syncs");

  /**
   * @param values for {@code "${name}"} in the configuration
   * @return number of objects that were created now
   */
  int ensureAll(Map<String, Object> values) {
    JsonNode shop = shop(values);
    int made = 0;
    for (String kind : KINDS) {
      for (JsonNode body : shop.path(kind)) {
        made += ensure(kind, body) ? 1 : 0;
      }
    }
    return made;
  }

  private boolean ensure(String kind, JsonNode body) {
    try {
      api.get("%s/%s/%s".formatted(path, kind, body.path("key").asText()));
      return false;
    } catch (ApiFailure e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
    }
    // The object's key prevents a second object. The idempotency key gives a repeated request the
    // same answer.
    api.postOnce(path + "/" + kind, body, "demo-" + UUID.randomUUID());
    return true;
  }

  private static JsonNode shop(Map<String, Object> values) {
    try (InputStream resource = Definitions.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the build");
      }
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, Object> value : values.entrySet()) {
        text =
            text.replace(
                "\"${" + value.getKey() + "}\"", JSON.writeValueAsString(value.getValue()));
      }
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + RESOURCE + ": " + e.getMessage(), e);
    }
  }
}
