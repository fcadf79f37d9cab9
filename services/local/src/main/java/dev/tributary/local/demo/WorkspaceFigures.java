package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of the workspace from the REST API, for the table.
 *
 * @param sandbox address of the CRM's stand-in, where the followed contact is looked up
 */
record WorkspaceFigures(Api api, String path, String sandbox) {

  private static final String SYNC_OF_EVENTS = "events";
  private static final int SAMPLE = 200;
  private static final int NOT_FOUND = 404;

  /**
   * @param members number of people in an audience, by its name
   * @param deliveries by state
   */
  record Read(
      long profiles,
      long merges,
      Map<String, Long> members,
      Map<String, Long> deliveries,
      Latency latency,
      Person followed) {}

  /** The followed person, as texts that may be empty. */
  record Person(String profile, String lastEvent, List<String> audiences, String contact) {}

  Read read() {
    JsonNode identity = api.get(path + "/identity/summary");
    Map<String, Long> members = new LinkedHashMap<>();
    for (JsonNode audience : data("/audiences?limit=200")) {
      members.put(audience.path("name").asText(), audience.path("size").asLong());
    }
    Map<String, Long> deliveries = new TreeMap<>();
    String events = "";
    for (JsonNode sync : data("/syncs?limit=200")) {
      if (sync.path("key").asText().equals(SYNC_OF_EVENTS)) {
        events = sync.path("id").asText();
      }
      sync.path("counts")
          .properties()
          .forEach(state -> deliveries.merge(state.getKey(), state.getValue().asLong(), Long::sum));
    }
    return new Read(
        identity.path("profiles").asLong(),
        identity.path("merges").asLong(),
        members,
        deliveries,
        Latency.of(data("/deliveries?sync=" + events + "&state=delivered&limit=" + SAMPLE)),
        followed());
  }

  private Person followed() {
    String profile;
    try {
      profile =
          api.post(
                  path + "/profiles/lookup",
                  Map.of("type", "user_id", "value", Customer.FOLLOWED.id()))
              .path("id")
              .asText();
    } catch (ApiFailure e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return new Person("", "", List.of(), "");
    }
    String of = "/profiles/" + profile;
    List<String> audiences = new ArrayList<>();
    data(of + "/audiences").forEach(audience -> audiences.add(audience.path("name").asText()));
    return new Person(profile, event(data(of + "/events?limit=1").path(0)), audiences, contact());
  }

  private static String event(JsonNode newest) {
    String name = newest.path("name").asText("");
    return name.isEmpty() ? newest.path("type").asText() : name;
  }

  private String contact() {
    JsonNode contact =
        new Api(sandbox, () -> "none")
            .get(
                "/sandbox/hubspot/objects/contacts?property=email&value="
                    + Customer.FOLLOWED.email())
            .path("objects")
            .path(0);
    return contact.path("id").asText();
  }

  private JsonNode data(String rest) {
    return api.get(path + rest).path("data");
  }
}
