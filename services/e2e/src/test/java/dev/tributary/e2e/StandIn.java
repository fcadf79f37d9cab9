package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A vendor in the sandbox, by the control API. All shops share its account.
 *
 * @param name of the vendor in the paths of the sandbox
 */
record StandIn(Sandbox sandbox, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A record that another program has created.
   *
   * @param keys its unique values by their names
   * @return its id
   */
  String preset(String kind, Map<String, ?> keys, Map<String, ?> values) {
    return sandbox
        .post(
            path("records/" + kind),
            JSON.valueToTree(Map.of("keys", keys, "values", values)).toString())
        .path("id")
        .asText();
  }

  /** The record with a unique value; missing if there is none. */
  JsonNode record(String kind, String key, String value) {
    return sandbox
        .get(path("records/" + kind + "?key=" + key + "&value=" + Sandbox.encoded(value)))
        .path("records")
        .path(0);
  }

  /** The first thousand records of a kind. */
  List<JsonNode> records(String kind) {
    return listed(sandbox.get(path("records/" + kind + "?limit=1000")).path("records"));
  }

  /** The first thousand events of a kind, oldest first. */
  List<JsonNode> events(String kind) {
    return listed(sandbox.get(path("events/" + kind + "?limit=1000")).path("events")).stream()
        .map(taken -> taken.path("event"))
        .toList();
  }

  /** The ids of the members of a place, such as a list. */
  List<String> members(String kind, String place) {
    return listed(sandbox.get(path("members/" + kind + "/" + place))).stream()
        .map(JsonNode::asText)
        .toList();
  }

  /** How many requests were not as the vendor's document says. */
  JsonNode deviations() {
    return sandbox.get(path("deviations"));
  }

  JsonNode control(String path) {
    return sandbox.get(path(path));
  }

  private String path(String path) {
    return "/sandbox/" + name + "/" + path;
  }

  private static List<JsonNode> listed(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }
}
