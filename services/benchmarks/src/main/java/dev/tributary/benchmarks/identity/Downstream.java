package dev.tributary.benchmarks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The users of identity resolution: an audience of busy people, and its list in HubSpot's stand-in.
 */
final class Downstream {
  private static final String AUDIENCE = "busy";
  private static final String LIST = "Busy";
  private static final String DESTINATION = "crm";

  private final Installed installed;
  private final Api api;
  private final Api sandbox;

  private Downstream(Installed installed) {
    this.installed = installed;
    this.api = installed.api();
    this.sandbox = new Api(sandboxUrl(installed), () -> "none");
  }

  private static String sandboxUrl(Installed installed) {
    return "http://127.0.0.1:" + installed.port(Service.SANDBOX);
  }

  /**
   * @param enough the number of these events that makes a person busy
   */
  static Downstream of(Installed installed, String event, int enough) {
    Downstream made = new Downstream(installed);
    made.api.post(
        installed.path("audiences"),
        Map.of(
            "key",
            AUDIENCE,
            "name",
            LIST,
            "rule",
            Map.of("event", event, "count", Map.of("atLeast", enough)),
            "allowUnknownTraits",
            true));
    made.api.post(
        installed.path("destinations"),
        Map.of(
            "key",
            DESTINATION,
            "name",
            DESTINATION,
            "connector",
            "hubspot",
            "settings",
            Map.of("accessToken", "pat-bench"),
            "baseUrl",
            sandboxUrl(installed),
            "purposes",
            List.of(Installed.PURPOSE)));
    made.sync(
        "people",
        Map.of("kind", "profiles"),
        "contacts",
        Map.of("mapping", List.of(field("firstname", "trait", "name", "name"))));
    made.sync(
        "members",
        Map.of("kind", "audience", "audience", AUDIENCE),
        "list-memberships",
        Map.of("settings", Map.of("list", LIST)));
    return made;
  }

  private void sync(String key, Map<String, String> from, String object, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putAll(
        Map.of(
            "key", key,
            "name", key,
            "destination", DESTINATION,
            "from", from,
            "object", object,
            "match", field("email", "identifier", "type", "email")));
    api.post(installed.path("syncs"), body);
  }

  private static Map<String, Object> field(
      String name, String kind, String argument, String value) {
    return Map.of("field", name, "from", Map.of("kind", kind, argument, value));
  }

  /** Returns when everything accepted so far has been processed and delivered. */
  void awaitEnd() {
    JsonNode pipeline = api.get(installed.path("pipeline?wait=60s&until=delivered"));
    if (!pipeline.path("caughtUp").asBoolean()
        || !pipeline.path("destinationsNotWaitedFor").isEmpty()
        || !pipeline.path("syncsNotWaitedFor").isEmpty()) {
      throw new IllegalStateException("The pipeline did not come to its end within a minute");
    }
  }

  /** Whether the stand-in has the address on the list. */
  boolean isListed(String email) {
    for (JsonNode member : sandbox.get("/sandbox/hubspot/lists/" + LIST + "/members")) {
      if (member.path("email").asText().equals(email)) {
        return true;
      }
    }
    return false;
  }
}
