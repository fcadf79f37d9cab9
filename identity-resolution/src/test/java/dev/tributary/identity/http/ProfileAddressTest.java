package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a person is read: by which address, since when, which part of what they did. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ProfileAddressTest {
  private final KafkaClients kafka = RealParts.kafka();

  @SuppressWarnings("NullAway.Init")
  private TestWorkspace workspace;

  @BeforeEach
  void aWorkspace() {
    workspace = new TestWorkspace(kafka);
  }

  @Test
  void anIdThatWasMergedAwayLeadsToWhoLivesOn() {
    workspace.rules("{'types':[{'type':'user_id'},{'type':'anonymous_id'}]}");
    workspace.collect(page("1", "u1", "Home"));
    workspace.collect(page("2", "u2", "Cart"));
    String survivor = workspace.profile("user_id", "u1");
    String merged = workspace.profile("user_id", "u2");
    workspace.collect(
        "{\"type\":\"alias\",\"messageId\":\"3\",\"userId\":\"u1\",\"previousId\":\"u2\"}");
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> workspace.profile("user_id", "u2").equals(survivor));
    for (String part :
        List.of(
            "", "/traits", "/identifiers", "/consent", "/events?type=page&limit=1&name=%C3%A9")) {
      workspace
          .viewer()
          .urlEncodingEnabled(false)
          .get(workspace.path("/profiles/" + merged + part))
          .then()
          .statusCode(308)
          .header("Location", workspace.path("/profiles/" + survivor + part))
          .header("Cache-Control", "no-store")
          .body(emptyString());
    }
    workspace.viewer().get(workspace.path("/profiles/user_id:u2")).then().statusCode(200);
    workspace
        .marketer()
        .contentType(ContentType.JSON)
        .body(Map.of("value", "gold"))
        .put(workspace.path("/profiles/" + merged + "/traits/plan"))
        .then()
        .statusCode(202);
    workspace
        .viewer()
        .get(workspace.path("/profiles/" + survivor + "/events"))
        .then()
        .body("data.name", hasItem("Cart"))
        .body("data.name", hasItem("Home"));
  }

  @Test
  void whoHasSeenAnAnswerIsToldThatItStillHolds() {
    workspace.collect(page("1", "u1", "Home"));
    String path = workspace.path("/profiles/" + workspace.profile("user_id", "u1"));
    String tag = workspace.viewer().get(path).header("ETag");
    assertThat(tag).startsWith("\"1-");
    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      workspace
          .viewer()
          .header("If-None-Match", known)
          .get(path)
          .then()
          .statusCode(304)
          .header("ETag", tag)
          .body(emptyString());
    }
    workspace.reader().header("If-None-Match", tag).get(path).then().statusCode(200);
    workspace.collect(page("2", "u1", "Cart"));
    workspace
        .viewer()
        .header("If-None-Match", tag)
        .get(path)
        .then()
        .statusCode(200)
        .body("version", equalTo(1));
  }

  @Test
  void aTimelineIsFilteredAndReadOn() {
    workspace.collect(
        track("1", "Viewed", "2026-01-01T10:00:00Z"),
        track("2", "Ordered", "2026-01-02T10:00:00Z"),
        track("3", "Viewed", "2026-01-03T10:00:00Z"),
        page("4", "u1", "Home"));
    timeline("?type=track").body("data", hasSize(3));
    timeline("?name=Viewed&to=2026-01-03T10:00:00Z")
        .body("data.timestamp", contains("2026-01-01T10:00:00Z"));
    timeline("?from=2026-01-02T10:00:00Z&type=track")
        .body("data.name", contains("Viewed", "Ordered"));
    timeline("?source=src_web").body("data", hasSize(4));
    timeline("?source=src_other").body("data", hasSize(0));
    String cursor =
        timeline("?type=track&limit=2").body("data", hasSize(2)).extract().path("nextCursor");
    timeline("?type=track&limit=2&cursor=" + cursor)
        .body("data.timestamp", contains("2026-01-01T10:00:00Z"))
        .body("nextCursor", equalTo(null));
  }

  @Test
  void aFilterThatCannotBeReadIsNamed() {
    workspace.collect(page("1", "u1", "Home"));
    refused("?from=yesterday", "from");
    refused("?to=2026-01-01", "to");
    refused("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from");
    refused("?cursor=here", "cursor");
    refused("?limit=0", "limit");
  }

  private void refused(String query, String named) {
    workspace
        .viewer()
        .get(workspace.path("/profiles/user_id:u1/events" + query))
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-parameter"))
        .body("detail", containsString(named));
  }

  private ValidatableResponse timeline(String query) {
    return workspace
        .viewer()
        .get(workspace.path("/profiles/user_id:u1/events" + query))
        .then()
        .statusCode(200);
  }

  private static String page(String message, String user, String name) {
    return "{\"type\":\"page\",\"messageId\":\"%s\",\"userId\":\"%s\",\"name\":\"%s\"}"
        .formatted(message, user, name);
  }

  private static String track(String message, String event, String time) {
    return "{\"type\":\"track\",\"messageId\":\"%s\",\"userId\":\"u1\",\"event\":\"%s\",\"timestamp\":\"%s\"}"
        .formatted(message, event, time);
  }
}
