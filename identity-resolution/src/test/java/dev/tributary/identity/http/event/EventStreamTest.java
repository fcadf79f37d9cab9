package dev.tributary.identity.http.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.RealParts;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody is told who follows events. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class EventStreamTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int STREAMS = 100;
  private static final String UNREADABLE = "{\"type\":\"track\"}";

  private final TokenIssuer tokens = TokenIssuer.shared();
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId workspace = new WorkspaceId(ids.next(Ids.WORKSPACE));
  private final String token = tokens.member(workspace.value(), "viewer");

  private final KafkaClients kafka = RealParts.kafka();

  @BeforeEach
  void aWorkspace() {
    establish(workspace.value());
  }

  @Test
  void whatIsAppliedAndWhatIsQuarantinedIsToldWithItsReason() throws Exception {
    try (Following following = follow("")) {
      String applied = collect(workspace.value(), new SourceId("src_web"), identify("m1", "u1"));
      JsonPath told = following.next("event");
      assertThat(told.getString("id")).isEqualTo(applied);
      assertThat(told.getString("outcome")).isEqualTo("applied");
      assertThat(told.getString("profile")).startsWith(Ids.PROFILE);
      String aside = collect(workspace.value(), new SourceId("src_web"), UNREADABLE);
      told = following.next("event");
      assertThat(told.getString("id")).isEqualTo(aside);
      assertThat(told.getString("outcome")).isEqualTo("quarantined");
      assertThat(told.getString("reason")).isNotBlank();
    }
  }

  @Test
  void filtersLetThroughOnlyWhatFits() throws Exception {
    collect(workspace.value(), new SourceId("src_web"), identify("m1", "u1"));
    String person = person("u1");
    try (Following aside = follow("?outcome=quarantined");
        Following server = follow("?source=src_server");
        Following pages = follow("?type=page");
        Following ofPerson = follow("?profile=" + person)) {
      collect(workspace.value(), new SourceId("src_web"), identify("m2", "u2"));
      final String unreadable = collect(workspace.value(), new SourceId("src_web"), UNREADABLE);
      final String fromServer =
          collect(workspace.value(), new SourceId("src_server"), identify("m3", "u3"));
      final String page =
          collect(
              workspace.value(),
              new SourceId("src_web"),
              "{\"type\":\"page\",\"messageId\":\"m4\",\"userId\":\"u2\"}");
      final String again =
          collect(workspace.value(), new SourceId("src_web"), identify("m5", "u1"));
      assertThat(aside.next("event").getString("id")).isEqualTo(unreadable);
      assertThat(server.next("event").getString("id")).isEqualTo(fromServer);
      assertThat(pages.next("event").getString("id")).isEqualTo(page);
      assertThat(ofPerson.next("event").getString("id")).isEqualTo(again);
    }
    given()
        .auth()
        .oauth2(token)
        .get(path(workspace) + "?outcome=lost")
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-parameter"));
  }

  @Test
  void whoComesAgainIsToldWhatHappenedMeanwhileAndNothingTwice() throws Exception {
    String last;
    try (Following following = follow("")) {
      collect(workspace.value(), new SourceId("src_web"), identify("m1", "u1"));
      following.next("event");
      last = following.lastId();
    }
    List<String> missed =
        List.of(
            collect(workspace.value(), new SourceId("src_web"), identify("m2", "u1")),
            collect(workspace.value(), new SourceId("src_web"), identify("m3", "u1")));
    person("u1");
    try (Following again = Following.after(uri(workspace, ""), token, last)) {
      List<String> told =
          List.of(again.next("event").getString("id"), again.next("event").getString("id"));
      assertThat(told).containsExactlyInAnyOrderElementsOf(missed);
      String next = collect(workspace.value(), new SourceId("src_web"), identify("m4", "u1"));
      assertThat(again.next("event").getString("id")).isEqualTo(next);
    }
    given()
        .auth()
        .oauth2(token)
        .header("Last-Event-ID", "9:1:")
        .get(path(workspace))
        .then()
        .statusCode(400);
  }

  @Test
  void whatIsRedrivenIsToldAgain() throws Exception {
    String aside = collect(workspace.value(), new SourceId("src_web"), UNREADABLE);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            given()
                .auth()
                .oauth2(token)
                .get("/api/v1/workspaces/" + workspace + "/quarantine/" + aside)
                .then()
                .statusCode(200));
    given()
        .auth()
        .oauth2(token)
        .get("/api/v1/workspaces/" + workspace + "/quarantine/reasons")
        .then()
        .body("data[0].count", equalTo(1));
    try (Following following = follow("?outcome=quarantined")) {
      given()
          .auth()
          .oauth2(tokens.member(workspace.value(), "engineer"))
          .contentType("application/json")
          .body("{\"reason\":\"%s\"}".formatted(reason(aside)))
          .post("/api/v1/workspaces/" + workspace + "/quarantine/redrive")
          .then()
          .statusCode(202)
          .body("redriven", equalTo(1));
      assertThat(following.next("event").getString("id")).isEqualTo(aside);
    }
  }

  @Test
  void nobodyIsToldOfAnotherWorkspaceAndNoPersonalDataAreTold() throws Exception {
    String other = ids.next(Ids.WORKSPACE);
    establish(other);
    given().auth().oauth2(token).get(path(new WorkspaceId(other))).then().statusCode(404);
    given().get(path(workspace)).then().statusCode(401);
    try (Following following = follow("")) {
      collect(other, new SourceId("src_web"), identify("m1", "stranger"));
      String own = collect(workspace.value(), new SourceId("src_web"), identify("m1", "secret"));
      JsonPath told = following.next("event");
      assertThat(told.getString("id")).isEqualTo(own);
      assertThat(told.prettify()).doesNotContain("secret").doesNotContain("Anna@Example.com");
    }
  }

  /** So one read of the store serves them all. {@code labelPeople} masks people by the caller. */
  @Test
  void allRolesGetTheSameEventWithoutPersonalData() throws Exception {
    String entitled = tokens.memberWithPersonalData(workspace.value(), "engineer");
    try (Following viewer = follow("");
        Following engineer = Following.open(uri(workspace, ""), entitled)) {
      String event = collect(workspace.value(), new SourceId("src_web"), identify("m1", "secret"));
      for (Following each : List.of(viewer, engineer)) {
        JsonPath row = each.next("event");
        assertThat(row.getString("id")).isEqualTo(event);
        assertThat(row.getString("profile")).startsWith(Ids.PROFILE);
        assertThat(row.getString("person")).isNull();
        assertThat(row.prettify()).doesNotContain("secret").doesNotContain("Anna@Example.com");
      }
    }
  }

  @Test
  void aDuplicateIsInTheStreamAlthoughItChangesNoProfile() throws Exception {
    try (Following duplicates = follow("?outcome=duplicate")) {
      collect(workspace.value(), new SourceId("src_web"), identify("m1", "u1"));
      String again = collect(workspace.value(), new SourceId("src_web"), identify("m1", "u1"));
      assertThat(duplicates.next("event").getString("id")).isEqualTo(again);
    }
  }

  /** The first message must not race with the head of the response. */
  @Test
  void everyStreamBegins() throws Exception {
    for (int i = 0; i < STREAMS; i++) {
      try (Following following = follow("")) {
        assertThat(following.lastId()).isNotEmpty();
      }
    }
  }

  @Test
  void theStreamEndsWithTheCallersToken() throws Exception {
    String brief = tokens.brief(Duration.ofSeconds(5), "viewer", "/ws/" + workspace + "/viewer");
    try (Following following = Following.open(uri(workspace, ""), brief)) {
      assertThat(following.ended()).isTrue();
    }
  }

  private Following follow(String query) throws IOException, InterruptedException {
    return Following.open(uri(workspace, query), token);
  }

  private static URI uri(WorkspaceId workspace, String query) {
    return URI.create("http://localhost:" + RestAssured.port + path(workspace) + query);
  }

  private static String path(WorkspaceId workspace) {
    return "/api/v1/workspaces/" + workspace + "/events/stream";
  }

  private static String identify(String messageId, String userId) {
    return "{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"%s\",\"traits\":{\"email\":\"Anna@Example.com\"}}"
        .formatted(messageId, userId)
        .replace("Anna", userId.equals("secret") ? "Anna" : userId);
  }

  private String reason(String event) {
    return given()
        .auth()
        .oauth2(token)
        .get("/api/v1/workspaces/" + workspace + "/quarantine/" + event)
        .jsonPath()
        .getString("quarantined.reason");
  }

  /** The person, once they are known. */
  private String person(String userId) {
    String lookup = "{\"type\":\"user_id\",\"value\":\"%s\"}".formatted(userId);
    return await()
        .atMost(BOUND)
        .until(
            () ->
                given()
                    .auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body(lookup)
                    .post("/api/v1/workspaces/" + workspace + "/profiles/lookup")
                    .jsonPath()
                    .getString("id"),
            id -> id != null);
  }

  private void establish(String named) {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL");
    Definition definition =
        new Definition(
            new WorkspaceId(named), named, 1, named, "Test", false, Json.MAPPER.valueToTree(body));
    send(
        Message.of(
            Topic.WORKSPACES,
            named,
            Json.write(definition),
            new MessageHeaders(
                "m", Definition.TYPE, new WorkspaceId(named), "m", Instant.now(), null)));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            given()
                .auth()
                .oauth2(tokens.member(named, "viewer"))
                .get("/api/v1/workspaces/" + named + "/events")
                .then()
                .statusCode(200));
  }

  private String collect(String into, SourceId source, String json) {
    CollectedEvent collected =
        CollectedEventBuilder.builder()
            .eventId(new EventId(ids.next(Ids.EVENT)))
            .workspace(new WorkspaceId(into))
            .source(source)
            .sourceKind(SourceKind.SERVER)
            .pathType(null)
            .receivedAt(Instant.now())
            .acceptedAt(Instant.now())
            .clientAddress("192.0.2.7")
            .envelope("{}".getBytes(StandardCharsets.UTF_8))
            .item(json.getBytes(StandardCharsets.UTF_8))
            .build();
    send(collected.toMessage(into));
    return collected.eventId().value();
  }

  private void send(Message message) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer.send(Topics.toRecord(message));
    }
  }
}
