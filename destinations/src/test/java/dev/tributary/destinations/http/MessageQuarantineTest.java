package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that this version does not know are kept whole, shown, and redriven when asked. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class MessageQuarantineTest {
  private static final String UNKNOWN_TYPE = "dev.tributary.something.v1";

  private final WorkspaceId workspace =
      new WorkspaceId(new Ids(Clock.systemUTC(), new SecureRandom()).next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;
  private final String quarantine = root + "/quarantine/destinations";
  private final String person =
      "prf_" + workspace.value().substring(workspace.value().length() - 8);
  private long version;
  private int made;

  /** Of each topic: another type, a later major version of a known one, and an unknown kind. */
  private final List<Message> unknown =
      List.of(
          message(Topic.PROFILES, UNKNOWN_TYPE, "{\"email\":\"ann@example.com\"}"),
          message(
              Topic.PROFILES,
              "dev.tributary.profile.v2",
              "{\"kind\":\"merged\",\"workspace\":\"%s\",\"profile\":\"%s\",\"version\":99,\"into\":\"prf_x\"}"
                  .formatted(workspace, person)),
          message(Topic.PROFILES, ProfileMessage.TYPE, "{\"kind\":\"doubled\"}"),
          message(Topic.MEMBERSHIPS, UNKNOWN_TYPE, "{\"size\":1}"),
          message(Topic.MEMBERSHIPS, "dev.tributary.membership.v2", membership("enter")),
          message(Topic.MEMBERSHIPS, MembershipChange.TYPE, membership("hover")),
          message(Topic.ROWS, UNKNOWN_TYPE, "{\"table\":\"orders\"}"),
          message(Topic.ROWS, "dev.tributary.row.v2", row("added")),
          message(Topic.ROWS, RowChange.TYPE, row("bent")));

  @BeforeEach
  void aWorkspaceIsKnown() {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() -> member("viewer").get(root + "/connectors").then().statusCode(200));
  }

  @Test
  void whatThisVersionDoesNotKnowIsKeptWholeAndCanBeRedriven() {
    unknown.forEach(Log::publish);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            member("viewer")
                .get(quarantine)
                .then()
                .statusCode(200)
                .body("data", hasSize(unknown.size()))
                .body("data.messageId", containsInAnyOrder(ids()))
                .body("data.reason", everyItem(equalTo("unknown")))
                .body("data.whole", everyItem(equalTo(true))));
    member("viewer")
        .get(root + "/profiles/" + person + "/deliveries")
        .then()
        .body("data", hasSize(0));
    String id = member("viewer").get(quarantine).path("data.find { it.messageId == 'msg_0' }.id");
    member("viewer").get(quarantine + "/" + id).then().body("message.masked", equalTo(true));
    given()
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "viewer"))
        .get(quarantine + "/" + id)
        .then()
        .body("message.email", equalTo("ann@example.com"));

    member("viewer").post(quarantine + "/" + id + "/redrive").then().statusCode(403);
    member("engineer")
        .post(quarantine + "/" + id + "/redrive")
        .then()
        .statusCode(202)
        .body("state", equalTo("requested"));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          poll();
          member("viewer")
              .get(quarantine + "/" + id)
              .then()
              .body("quarantined.state", equalTo("waiting"))
              .body("quarantined.redrives", equalTo(1));
        });
    member("engineer")
        .body(Map.of("reason", "unknown"))
        .post(quarantine + "/redrive")
        .then()
        .statusCode(202)
        .body("requested", equalTo(unknown.size()));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          poll();
          List<Integer> redrives = member("viewer").get(quarantine).path("data.redrives");
          assertThat(redrives).hasSize(unknown.size()).containsOnly(1, 2);
        });
    member("viewer").get(quarantine + "/1000000").then().statusCode(404);
    member("engineer").body(Map.of()).post(quarantine + "/redrive").then().statusCode(422);
  }

  /** A partition looks for redrives once a second, and only with a poll. */
  private void poll() {
    Log.person(workspace, new ProfileId(person), ++version, Map.of(), null);
  }

  private Object[] ids() {
    return unknown.stream().map(each -> "msg_" + unknown.indexOf(each)).toArray();
  }

  private Message message(Topic topic, String type, String value) {
    String id = "msg_" + made++;
    return Message.of(
        topic,
        person,
        value.getBytes(StandardCharsets.UTF_8),
        new MessageHeaders(id, type, workspace, id, Instant.EPOCH, null));
  }

  private String membership(String change) {
    return "{\"workspace\":\"%s\",\"audience\":\"aud_1\",\"audienceVersion\":1,\"profile\":\"%s\",\"change\":\"%s\",\"reason\":\"profile\",\"sequence\":1,\"profileVersion\":1,\"at\":\"2026-01-01T00:00:00Z\"}"
        .formatted(workspace, person, change);
  }

  private String row(String change) {
    return "{\"workspace\":\"%s\",\"model\":\"mdl_1\",\"modelVersion\":1,\"change\":\"%s\",\"key\":{\"id\":\"1\"},\"row\":{},\"columnTimes\":{},\"changed\":[],\"hash\":\"\",\"run\":\"run_1\",\"runStartedAt\":\"2026-01-01T00:00:00Z\"}"
        .formatted(workspace, change);
  }

  private RequestSpecification member(String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().member(workspace.value(), role));
  }
}
