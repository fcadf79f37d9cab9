package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class AuditTest {
  private final KafkaClients kafka = RealParts.kafka();

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
    workspace.reader().get(path + "/events").then().statusCode(200);
    workspace.reader().get(workspace.path("/profiles/user_id:nobody")).then().statusCode(404);
    trail("").body("data", empty());
    String tag = workspace.reader().get(path).header("ETag");
    workspace.reader().header("If-None-Match", tag).get(path).then().statusCode(304);
    trail("").body("data.operation", contains("readProfile")).body("data[0].reads", equalTo(1));
  }

  @Test
  void whatAProgramReadsIsCountedByOperationAndMinute() {
    workspace.program().get(workspace.path(profile)).then().statusCode(200);
    trail("")
        .body("data.operation", contains("readProfile"))
        .body("data[0].actor.name", equalTo("service-account-shop"))
        .body("data[0].profile", nullValue());
    for (int i = 1; i < 30; i++) {
      workspace.program().get(workspace.path(profile)).then().statusCode(200);
    }
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> trail("").body("data.reads.sum()", equalTo(30)));
    trail("?profile=" + id("u1")).body("data", empty());
  }

  @Test
  void aTraitThatIsRevealedToAProgramHasAnEntryOfItsOwn() {
    workspace
        .adminProgram()
        .get(workspace.path(profile + "/traits/plan/revealed"))
        .then()
        .statusCode(200);
    trail("?profile=" + id("u1"))
        .body("data.operation", contains("revealTrait"))
        .body("data[0].part", equalTo("plan"))
        .body("data[0].actor.name", equalTo("service-account-shop"));
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
            new WorkspaceId(workspace.id()),
            "sub-eve",
            "eve",
            "readDelivery",
            List.of(id),
            "dlv_1",
            Instant.now());
    MessageHeaders headers =
        new MessageHeaders(
            "m", PersonalDataRead.TYPE, new WorkspaceId(workspace.id()), "m", Instant.now(), null);
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
    workspace.reader().get(workspace.path("/audit/export")).then().statusCode(403);
    workspace.admin().get(workspace.path("/audit?kind=other")).then().statusCode(400);
  }

  @Test
  void whoChangesHowTheWorkspaceIsSetUpIsInTheTrailOfAdministration() {
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body("{\"classification\":\"sensitive\"}")
        .put(workspace.path("/traits/plan/classification"))
        .then()
        .statusCode(200);
    administrationOnce("", 1)
        .body("data.kind", contains("administration"))
        .body("data.operation", contains("classifyTrait"))
        .body("data[0].actor.name", equalTo("admin@example.test"))
        .body("data[0].administration.objectKind", equalTo("trait"))
        .body("data[0].administration.name", equalTo("plan"))
        .body("data[0].administration.outcome", equalTo("done"))
        .body(
            "data[0].administration.changes.find { it.field == '/classification' }.after",
            equalTo("sensitive"));
    administrationOnce("&object=trait&action=classifyTrait&actor=admin@example.test", 1);
    administrationOnce("&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z", 0);
    administrationOnce("&actor=somebody", 0);
    trail("").body("data", empty());
  }

  @Test
  void whatBelongsToPeopleIsMaskedAndWhatNobodyKnowsTheEndOfIsUnknown() throws Exception {
    Instant longAgo = Instant.now().minusSeconds(3600);
    send(entry("ade_1", longAgo, Outcome.REQUESTED, 1));
    send(entry("ade_2", longAgo, Outcome.DONE, 1));
    send(entry("ade_2", longAgo, Outcome.REQUESTED, 1));
    send(entry("ade_3", longAgo, Outcome.REFUSED, 9));
    send(entry("ade_3", longAgo, Outcome.REFUSED, 1));
    String masked = "data[0].administration.changes";
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .plainAdmin()
                .get(workspace.path("/audit?kind=administration"))
                .then()
                .statusCode(200)
                .body("data.administration.times", contains(9, 1, 1)));
    administrationOnce("", 3)
        .body("data.id", contains("ade_3", "ade_2", "ade_1"))
        .body("data.administration.outcome", contains("refused", "done", "unknown"))
        .body("data[0].administration.times", equalTo(9))
        .body("data[0].administration.address", equalTo("192.0.2.7"))
        .body(masked + "[0].after", equalTo("anna@example.test"))
        .body(masked + "[1].secret", equalTo(true));
    administrationOnce("&action=unknown", 1).body("data.id", contains("ade_1"));
    administrationOnce("&action=requested", 0);
    workspace
        .plainAdmin()
        .get(workspace.path("/audit?kind=administration"))
        .then()
        .statusCode(200)
        .body(masked + "[0].after.masked", equalTo(true));
    String lines =
        workspace
            .plainAdmin()
            .get(workspace.path("/audit/export?kind=administration"))
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .extract()
            .asString();
    assertThat(lines.lines())
        .hasSize(3)
        .noneMatch(line -> line.contains("anna@example.test"))
        .allMatch(line -> line.contains("\"address\":\"192.0.2.7\""));
    // Whoever is shown an address is on record as one who was.
    trail("").body("data.operation", hasItem("listAudit"));
  }

  private AdministrationEntry entry(String id, Instant at, Outcome outcome, int times) {
    return new AdministrationEntry(
        id,
        new WorkspaceId(workspace.id()),
        at,
        new AdministrationEntry.Actor("sub-eve", "eve", AdministrationEntry.Actor.Kind.PERSON),
        new AdministrationEntry.Act("inviteMember", "member", null, null),
        new AdministrationEntry.Result(outcome, null, times),
        new AdministrationEntry.Origin("api-gateway", "request", "192.0.2.7"),
        List.of(
            FieldChange.personal("/person", null, "anna@example.test"),
            FieldChange.secret("/password")));
  }

  private void send(AdministrationEntry entry) throws Exception {
    MessageHeaders headers =
        new MessageHeaders(
            "m",
            AdministrationEntry.TYPE,
            new WorkspaceId(workspace.id()),
            "m",
            Instant.now(),
            null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 30_000)) {
      producer.send(Topics.toRecord(entry.toMessage(headers))).get();
    }
  }

  private ValidatableResponse administrationOnce(String query, int count) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> administration(query).body("data", hasSize(count)));
    return administration(query);
  }

  private ValidatableResponse administration(String query) {
    return trail("?kind=administration" + query);
  }

  private ValidatableResponse trail(String query) {
    return workspace.admin().get(workspace.path("/audit" + query)).then().statusCode(200);
  }
}
