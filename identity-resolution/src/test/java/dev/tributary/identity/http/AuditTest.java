package dev.tributary.identity.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class AuditTest {
  @Inject KafkaClients kafka;

  private TestWorkspace workspace;
  private String profile;
  private String event;

  @BeforeEach
  void somebodyIsKnown() {
    workspace = new TestWorkspace(kafka);
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"1\",\"userId\":\"u1\",\"traits\":{\"plan\":\"gold\"}}");
    profile = "/profiles/" + workspace.profile("user_id", "u1");
    event =
        workspace
            .viewer()
            .get(workspace.path(profile + "/events"))
            .jsonPath()
            .getString("data[0].id");
  }

  @Test
  void whateverShowsPersonalDataToAPersonIsInTheTrail() {
    String id = profile.substring("/profiles/".length());
    List<String> parts =
        List.of(
            profile,
            profile + "/traits",
            profile + "/identifiers",
            "/events/" + event,
            profile + "/traits/plan/revealed",
            "/events/export");
    parts.forEach(part -> workspace.admin().get(workspace.path(part)).then().statusCode(200));
    trail("")
        .body(
            "data.operation",
            contains(
                "exportEvents",
                "revealTrait",
                "readEvent",
                "listIdentifiers",
                "listTraitsOfProfile",
                "readProfile"))
        .body("data.profile", contains(null, id, id, id, id, id))
        .body("data.part", contains(null, "plan", event, null, null, null))
        .body("data[0].actor.name", equalTo("admin@example.test"))
        .body("data[0].actor.id", equalTo("sub-admin@example.test"));
    trail("?profile=" + id).body("data", hasSize(5));
    trail("?profile=user_id:u1&limit=3").body("data", hasSize(3));
    trail("?actor=sub-admin@example.test").body("data", hasSize(6));
    trail("?actor=somebody").body("data", empty());
    String cursor = trail("?limit=2").extract().path("nextCursor");
    trail("?limit=2&cursor=" + cursor)
        .body("data.operation", contains("readEvent", "listIdentifiers"));
  }

  @Test
  void whatIsShownOfEvidenceAndOfOpenQuestionsIsInTheTrail() {
    String ann = id("u1");
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"2\",\"userId\":\"u1\",\"anonymousId\":\"d1\",\"traits\":{\"email\":\"us@shop.example\"}}",
        "{\"type\":\"track\",\"messageId\":\"4\",\"event\":\"Seen\",\"userId\":\"null\"}",
        "{\"type\":\"identify\",\"messageId\":\"3\",\"userId\":\"u2\",\"traits\":{\"email\":\"us@shop.example\"}}");
    String bob = id("u2");
    workspace.admin().get(workspace.path("/identity/shared-identifiers")).then().statusCode(200);
    trail("").body("data", empty());

    workspace.admin().get(workspace.path(profile + "/graph")).then().statusCode(200);
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body("{\"identifiers\":[{\"type\":\"anonymous_id\",\"value\":\"d1\"}]}")
        .post(workspace.path(profile + "/unmerge/preview"))
        .then()
        .statusCode(200);
    workspace
        .admin()
        .get(workspace.path("/identity/conflicts"))
        .then()
        .statusCode(200)
        .body("data", hasSize(1));
    String waiting =
        workspace.admin().get(workspace.path("/quarantine")).jsonPath().getString("data[0].id");
    workspace.admin().get(workspace.path("/quarantine/" + waiting)).then().statusCode(200);
    trail("?profile=" + ann)
        .body("data.operation", contains("listConflicts", "previewUnmerge", "readProfileGraph"));
    trail("?profile=" + bob).body("data.operation", contains("listConflicts"));
    trail("")
        .body("data[0].operation", equalTo("readQuarantinedInput"))
        .body("data[0].part", equalTo(waiting));
  }

  private String id(String user) {
    return workspace.profile("user_id", user);
  }

  @Test
  void whoSeesNothingNewOrOnlyMasksLeavesNoTrail() {
    String path = workspace.path(profile);
    workspace.viewer().get(path).then().statusCode(200);
    workspace.program().get(path).then().statusCode(200);
    String tag = workspace.program().get(path).header("ETag");
    workspace.reader().header("If-None-Match", tag).get(path).then().statusCode(304);
    workspace.reader().get(path + "/events").then().statusCode(200);
    workspace.reader().get(workspace.path("/profiles/user_id:nobody")).then().statusCode(404);
    trail("").body("data", empty());
  }

  @Test
  void readingOnAndOnIsCountedAndNotListedAnew() {
    for (int i = 0; i < 20; i++) {
      workspace.reader().get(workspace.path(profile)).then().statusCode(200);
    }
    // Two rows where a minute ended meanwhile.
    trail("")
        .body("data.reads.sum()", equalTo(20))
        .body("data.reads.max()", greaterThanOrEqualTo(10));
  }

  @Test
  void whatAnotherServiceShowedIsInTheTrail() throws Exception {
    String id = id("u1");
    PersonalDataRead read =
        new PersonalDataRead(
            workspace.id(), "sub-eve", "eve", "readDelivery", List.of(id), "dlv_1", Instant.now());
    MessageHeaders headers =
        new MessageHeaders("m", PersonalDataRead.TYPE, workspace.id(), "m", Instant.now(), null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 30_000)) {
      producer.send(Topics.toRecord(read.toMessage("key", headers))).get();
    }
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            trail("?profile=" + id)
                .body("data.operation", contains("readDelivery"))
                .body("data[0].part", equalTo("dlv_1"))
                .body("data[0].actor.name", equalTo("eve"))
                .body("data[0].reads", equalTo(1)));
  }

  @Test
  void onlyAdminsReadTheTrail() {
    workspace.reader().get(workspace.path("/audit")).then().statusCode(403);
  }

  private ValidatableResponse trail(String query) {
    return workspace.admin().get(workspace.path("/audit" + query)).then().statusCode(200);
  }
}
