package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.audit.RecordedAdministration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this service puts on record about reads and changes; the control plane keeps it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ReadTrailTest {
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
    List<ProfileId> id = List.of(new ProfileId(profile.substring("/profiles/".length())));
    List<String> parts =
        List.of(
            profile,
            profile + "/traits",
            profile + "/identifiers",
            "/events/" + event,
            profile + "/traits/plan/revealed",
            "/events/export");
    parts.forEach(part -> workspace.admin().get(workspace.path(part)).then().statusCode(200));
    assertThat(workspace.reads())
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles, PersonalDataRead::part)
        .containsExactly(
            tuple("readProfile", id, null),
            tuple("listTraitsOfProfile", id, null),
            tuple("listIdentifiers", id, null),
            tuple("readEvent", id, event),
            tuple("revealTrait", id, "plan"),
            tuple("exportEvents", List.of(), null));
    assertThat(workspace.reads())
        .allMatch(read -> read.actorName().equals("admin@example.test"))
        .allMatch(read -> read.actor().equals("sub-admin@example.test"));
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
    assertThat(workspace.reads()).isEmpty();

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
    assertThat(workspace.operations(ann))
        .containsExactly("readProfileGraph", "previewUnmerge", "listConflicts");
    assertThat(workspace.operations(bob)).containsExactly("listConflicts");
    assertThat(workspace.reads().getLast())
        .extracting(PersonalDataRead::operation, PersonalDataRead::part)
        .containsExactly("readQuarantinedInput", waiting);
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
    assertThat(workspace.reads()).isEmpty();
    String tag = workspace.reader().get(path).header("ETag");
    workspace.reader().header("If-None-Match", tag).get(path).then().statusCode(304);
    assertThat(workspace.reads())
        .extracting(PersonalDataRead::operation, PersonalDataRead::reads)
        .containsExactly(tuple("readProfile", 1));
  }

  @Test
  void whatAProgramReadsIsCountedByOperationAndMinute() {
    workspace.program().get(workspace.path(profile)).then().statusCode(200);
    assertThat(workspace.reads())
        .extracting(
            PersonalDataRead::operation, PersonalDataRead::actorName, PersonalDataRead::profiles)
        .containsExactly(tuple("readProfile", "service-account-shop", List.of()));
    for (int i = 1; i < 30; i++) {
      workspace.program().get(workspace.path(profile)).then().statusCode(200);
    }
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            assertThat(workspace.reads().stream().mapToInt(PersonalDataRead::reads).sum())
                .isEqualTo(30));
    assertThat(workspace.operations(id("u1"))).isEmpty();
    assertThat(workspace.reads()).hasSizeLessThan(30);
  }

  @Test
  void aTraitThatIsRevealedToAProgramHasAnEntryOfItsOwn() {
    workspace
        .adminProgram()
        .get(workspace.path(profile + "/traits/plan/revealed"))
        .then()
        .statusCode(200);
    assertThat(workspace.reads())
        .filteredOn(read -> read.profiles().contains(new ProfileId(id("u1"))))
        .extracting(
            PersonalDataRead::operation, PersonalDataRead::part, PersonalDataRead::actorName)
        .containsExactly(tuple("revealTrait", "plan", "service-account-shop"));
  }

  @Test
  void whoChangesHowTheWorkspaceIsSetUpIsInTheTrailOfAdministration() throws Exception {
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body("{\"classification\":\"sensitive\"}")
        .put(workspace.path("/traits/plan/classification"))
        .then()
        .statusCode(200);
    AdministrationEntry entry =
        RecordedAdministration.await(
                String.valueOf(kafka.connection().get("bootstrap.servers")),
                new WorkspaceId(workspace.id()),
                "classifyTrait",
                1)
            .getFirst();
    assertThat(entry.actor().name()).isEqualTo("admin@example.test");
    assertThat(entry.act().kind()).isEqualTo("trait");
    assertThat(entry.act().name()).isEqualTo("plan");
    assertThat(entry.changes())
        .filteredOn(change -> change.field().equals("/classification"))
        .extracting(FieldChange::after)
        .extracting(String::valueOf)
        .containsExactly("\"sensitive\"");
    assertThat(workspace.reads()).isEmpty();
  }

  @Test
  void theTrailComparesTheFirstSettingsOfATraitWithThoseInEffectBefore() {
    String trait = workspace.path("/traits/plan");
    put(trait + "/type", "{\"type\":\"number\"}");
    put(trait + "/policy", "{\"policy\":\"first\"}");
    assertThat(recorded("declareTraitType").changes())
        .containsExactly(FieldChange.open("/type", null, TextNode.valueOf("number")));
    assertThat(recorded("putTraitPolicy").changes())
        .containsExactly(
            FieldChange.open("/kind", TextNode.valueOf("latest"), TextNode.valueOf("first")));
  }

  private void put(String path, String body) {
    workspace.admin().contentType(ContentType.JSON).body(body).put(path).then().statusCode(200);
  }

  private AdministrationEntry recorded(String operation) {
    return RecordedAdministration.await(
            String.valueOf(kafka.connection().get("bootstrap.servers")),
            new WorkspaceId(workspace.id()),
            operation,
            1)
        .getFirst();
  }

  @Test
  void whoChangesDataOfAPersonIsInTheTrailOfAdministrationWithoutTheValue() throws Exception {
    String profile = id("u1");
    String corrected = changed(profile, "/traits/plan", "{\"value\":\"platinum\"}");
    String answered = changed(profile, "/consent/marketing", "{\"state\":\"denied\"}");
    String withdrawn =
        workspace
            .admin()
            .delete(workspace.path("/profiles/" + profile + "/traits/plan/correction"))
            .then()
            .statusCode(202)
            .extract()
            .path("event");
    assertDone("correctTrait", "trait", "plan", profile, corrected);
    assertDone("withdrawCorrection", "trait", "plan", profile, withdrawn);
    assertDone("setConsent", "purpose", "marketing", profile, answered);
  }

  @Test
  void whoCorrectsAnIdentifierIsInTheTrailOfAdministrationWithoutTheValue() throws Exception {
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"5\",\"userId\":\"u1\",\"traits\":{\"email\":\"wrong@example.com\"}}");
    String profile = workspace.profile("email", "wrong@example.com");
    String corrected =
        changed(
            profile,
            "/identifiers/email",
            "{\"replaces\":\"wrong@example.com\",\"value\":\"right@example.com\"}");
    assertDone("correctIdentifier", "type", "email", profile, corrected);
  }

  /** The event of the change. */
  private String changed(String profile, String part, String body) {
    return workspace
        .admin()
        .contentType(ContentType.JSON)
        .body(body)
        .put(workspace.path("/profiles/" + profile + part))
        .then()
        .statusCode(202)
        .extract()
        .path("event");
  }

  private void assertDone(
      String operation, String kind, String object, String profile, String event) {
    AdministrationEntry entry =
        RecordedAdministration.await(
                String.valueOf(kafka.connection().get("bootstrap.servers")),
                new WorkspaceId(workspace.id()),
                operation,
                2)
            .stream()
            .filter(each -> each.result().outcome() == AdministrationEntry.Outcome.DONE)
            .findFirst()
            .orElseThrow();
    assertThat(entry.actor().name()).isEqualTo("admin@example.test");
    assertThat(entry.act()).isEqualTo(new AdministrationEntry.Act(operation, kind, object, null));
    assertThat(entry.changes())
        .containsExactly(
            FieldChange.open("/profile", null, TextNode.valueOf(profile)),
            FieldChange.open("/event", null, TextNode.valueOf(event)));
  }
}
