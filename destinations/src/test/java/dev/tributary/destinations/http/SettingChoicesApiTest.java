package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tributary.destinations.added.Letterbird;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The values that a vendor lists for a setting of a sync. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class SettingChoicesApiTest {
  private static final String CHOICES =
      """
          settings:
            - { name: segment, label: Segment, help: Its number }
            - { name: note, label: Note, help: Any text }
          choices:
            - setting: segment
              needs: The key needs the right to read segments.
              requests:
                - method: GET
                  path: /v1/segments
                  answers:
                    - { status: 200, when: { at: /segments, present: true }, outcome: delivered }
                    - { status: 403, outcome: unauthorised }
                  values: { at: /segments, value: /id, label: /title }
      """
          .indent(0);

  private static final String LIST =
      "{\"segments\": [{\"id\": 8, \"title\": \"Readers\"}, {\"id\": 7, \"title\": \"Buyers\"}]}";

  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile Reply reply = new Reply(200, LIST);
  private StandInServer server;

  @BeforeEach
  void aWorkspaceIsKnown() {
    server =
        new StandInServer((method, uri, headers, body) -> {
          asked.add(method + " " + uri + " " + headers.get("x-letterbird-key"));
          return reply;
        });
    Api.awaitWorkspace();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void theValuesHaveTheLabelsOfTheVendorAndAreReadOnce() {
    destination("letters");
    as("viewer")
        .get(ROOT + "/connectors/letters")
        .then()
        .body("objects[0].choices.setting", contains("segment"))
        .body("objects[0].choices.needs", contains("The key needs the right to read segments."));
    for (String body : List.of("{}", "{\"refresh\": false}", "{\"refresh\": true}")) {
      choices("letters", "segment", body)
          .statusCode(200)
          .body("state", equalTo("read"))
          .body("complete", equalTo(true))
          .body("readAt", notNullValue())
          .body("refreshableAt", notNullValue())
          .body("data.value", contains("7", "8"))
          .body("data.label", contains("Buyers", "Readers"));
    }
    assertThat(asked).containsExactly("GET /v1/segments secret");
  }

  @Test
  void aValueThatTheVendorRefusesToListCanBeTyped() {
    destination("closed");
    reply = new Reply(403, "{\"error\": \"no right to read segments\"}");
    choices("closed", "segment", "{}")
        .statusCode(200)
        .body("state", equalTo("forbidden"))
        .body("readAt", notNullValue())
        .body("data", empty());
    Map<String, Object> sync = new HashMap<>(Api.profilesTo("closed", "closed"));
    sync.put("object", "subscribers");
    sync.put("settings", Map.of("segment", "9"));
    seeing("marketer").body(sync).post(ROOT + "/syncs?paused=true").then().statusCode(201);
  }

  @Test
  void onlySettingsWithAListAreAsked() {
    destination("asked");
    choices("asked", "note", "{}").statusCode(404);
    choices("asked", "nothing", "{}").statusCode(404);
    String path = ROOT + "/destinations/asked/objects/";
    as("marketer").post(path + "nothing/settings/segment/choices").then().statusCode(404);
    as("viewer").post(path + "subscribers/settings/segment/choices").then().statusCode(403);
    assertThat(asked).isEmpty();
  }

  private static ValidatableResponse choices(String destination, String setting, String body) {
    return as("marketer")
        .body(body)
        .post(
            ROOT
                + "/destinations/%s/objects/subscribers/settings/%s/choices"
                    .formatted(destination, setting))
        .then();
  }

  /** A connector and a destination with this key. */
  private void destination(String key) {
    String yaml =
        Letterbird.with("    requests:\n      write:", CHOICES + "    requests:\n      write:")
            .replace("id: letterbird", "id: " + key);
    as("engineer").body(Map.of("yaml", yaml)).post(ROOT + "/connectors").then().statusCode(201);
    as("engineer")
        .body(
            Map.of(
                "key",
                key,
                "name",
                key,
                "connector",
                key,
                "baseUrl",
                server.url(),
                "settings",
                Map.of("apiKey", "secret", "list", "1"),
                "purposes",
                List.of("news")))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(201);
  }
}
