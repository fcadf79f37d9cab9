package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an audience was, and how an earlier version comes back. */
@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class AudienceVersionsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String ADA = "ada@northwind.example";
  private static final Map<String, Object> PRO = equal("plan", "pro");
  private static final Map<String, Object> FREE = equal("plan", "free");

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));
  private final String audiences = "/api/v1/workspaces/" + workspace + "/audiences";
  private ProfilesLog log;
  private String id;

  @BeforeEach
  void anAudienceWithThreeVersions() {
    log = new ProfilesLog(System.getProperty(AudienceEnvironment.KAFKA));
    log.define(
        Topic.WORKSPACES,
        workspace,
        workspace.value(),
        1,
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL"));
    await().atMost(BOUND).untilAsserted(() -> seeing().get(audiences).then().statusCode(200));
    id =
        seeing()
            .body(
                Map.of(
                    "key",
                    "best",
                    "name",
                    "Best",
                    "description",
                    "For the newsletter",
                    "rule",
                    PRO,
                    "allowUnknownTraits",
                    true))
            .post(audiences)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    change(Map.of("rule", FREE));
    change(Map.of("name", "Free", "key", "free"));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void everyVersionIsListedWithWhoMadeIt() {
    versions("free", "")
        .body("data.version", contains(3, 2, 1))
        .body("data.key", contains("free", "best", "best"))
        .body("data.name", contains("Free", "Best", "Best"))
        .body("data.changedAt", everyItem(notNullValue()))
        .body("data.changedBy.name", everyItem(equalTo("engineer@example.test")))
        .body("data.content.rule.value", contains("free", "free", "pro"))
        .body("data.inWords[0]", containsString("free"))
        .body("data.inWords[2]", containsString("pro"))
        .body("data[2].content", not(hasKey("description")))
        .body("nextCursor", nullValue());
    String next =
        versions(id, "?limit=2").body("data.version", contains(3, 2)).extract().path("nextCursor");
    versions(id, "?cursor=" + next).body("data.version", contains(1));
    seeing().get(audiences + "/" + id + "/versions?cursor=second").then().statusCode(400);
    seeing().get(audiences + "/none/versions").then().statusCode(404);
  }

  @Test
  void anEarlierVersionComesBackAsANewOne() {
    restore(id, "1", "\"2\"").statusCode(412).body("code", equalTo("version-mismatch"));
    restore(id, "1", "\"3-2020-01-01T00:00:00Z\"")
        .statusCode(412)
        .body("code", equalTo("version-mismatch"));
    restore(id, "1", "\"3\"")
        .statusCode(200)
        .body("version", equalTo(4))
        .body("key", equalTo("best"))
        .body("name", equalTo("Best"))
        .body("rule.value", equalTo("pro"))
        .body("description", equalTo("For the newsletter"));
    restore("best", "3", "*").statusCode(200).body("version", equalTo(5));
    restore("free", "3", "*").statusCode(200).body("version", equalTo(5));
    versions(id, "").body("data.version", contains(5, 4, 3, 2, 1));
  }

  @Test
  void aVersionThatIsNotKeptIsNotFound() {
    for (String none : List.of("4", "0", "-1", "first")) {
      restore(id, none, "*").statusCode(404).body("code", equalTo("not-found"));
    }
  }

  @Test
  void aKeyThatAnotherAudienceHasNowIsRefused() {
    seeing()
        .body(Map.of("key", "best", "name", "B", "rule", PRO, "allowUnknownTraits", true))
        .post(audiences)
        .then()
        .statusCode(201);
    restore(id, "1", "*")
        .statusCode(409)
        .body("code", equalTo("key-taken"))
        .body("detail", equalTo("Another audience already has the key best"));
  }

  @Test
  void theVersionsOfADeletedAudienceAreFoundByItsId() {
    seeing().delete(audiences + "/" + id).then().statusCode(204);
    versions(id, "")
        .body("data.version", contains(4, 3, 2, 1))
        .body("data.deleted", contains(true, false, false, false));
    restore(id, "1", "*").statusCode(404);
  }

  /** The rule of an audience that a sync sends chooses by a trait that the caller may not see. */
  @Test
  void aRestoredRuleNeedsTheSameApprovalAsAChangedOne() {
    log.define(
        Topic.SYNCS,
        workspace,
        "syn_" + workspace,
        1,
        new SyncBody(new DestinationId("dst_1"), "audience", id));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> seeing().delete(audiences + "/" + id).then().statusCode(409));
    as("engineer", false)
        .post(audiences + "/" + id + "/versions/1/restore")
        .then()
        .statusCode(403)
        .body("code", equalTo("approval-needed"));
    restore(id, "1", "*").statusCode(200);
  }

  @Test
  void theAddressOfAnOwnerIsHiddenWithoutTheRight() {
    change(Map.of("owner", ADA));
    String list = as("viewer", false).get(audiences).then().statusCode(200).extract().asString();
    String one =
        as("viewer", false)
            .get(audiences + "/free")
            .then()
            .statusCode(200)
            .body("owner.masked", equalTo(true))
            .extract()
            .asString();
    String versions =
        as("viewer", false)
            .get(audiences + "/free/versions")
            .then()
            .statusCode(200)
            .body("data[0].content", not(hasKey("owner")))
            .extract()
            .asString();
    assertThat(list + one + versions).doesNotContain(ADA);
    change(Map.of("owner", "Growth team"));
    as("viewer", false).get(audiences + "/free").then().body("owner", equalTo("Growth team"));
  }

  @Test
  void aHiddenOwnerStaysWhenAnotherFieldChangesOrAVersionIsRestored() {
    change(Map.of("owner", ADA));
    as("marketer", false)
        .body(Map.of("folder", "Campaigns"))
        .patch(audiences + "/free")
        .then()
        .statusCode(200)
        .body("owner.masked", equalTo(true));
    as("marketer", false)
        .body(Map.of("owner", Map.of("masked", true)))
        .patch(audiences + "/free")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/owner"));
    as("marketer", false)
        .post(audiences + "/free/versions/2/restore")
        .then()
        .statusCode(200)
        .body("name", equalTo("Best"))
        .body("folder", equalTo("Campaigns"))
        .body("owner.masked", equalTo(true));
    as("marketer", false)
        .body("{\"key\":\"free\",\"owner\":null}")
        .patch(audiences + "/best")
        .then()
        .statusCode(200);
    owner(nullValue());
  }

  @Test
  void aChangeThatFilesAnAudienceKeepsItsVersionAndAnEarlierETagIsRefused() {
    String read = tag();
    change(Map.of("tags", List.of("spring"), "description", "For the summer"));
    String filed = tag();
    assertThat(filed).startsWith("\"3-").isNotEqualTo(read);
    versions("free", "").body("data.version", contains(3, 2, 1));

    patched(read, Map.of("tags", List.of("autumn"))).statusCode(412);
    patched("\"3-yesterday\"", Map.of("tags", List.of("autumn"))).statusCode(412);
    patched("\"2\"", Map.of("tags", List.of("autumn"))).statusCode(412);
    patched("\"3\"", Map.of("tags", List.of("winter"))).statusCode(200);
    patched(filed, Map.of("rule", PRO)).statusCode(412);
    deleted(filed).statusCode(412).body("code", equalTo("version-mismatch"));
    patched(tag(), Map.of("rule", PRO)).statusCode(200).body("tags", contains("winter"));
    versions("free", "").body("data.version", contains(4, 3, 2, 1));
    deleted(tag()).statusCode(204);
  }

  private String tag() {
    return seeing().get(audiences + "/free").then().statusCode(200).extract().header("ETag");
  }

  private ValidatableResponse patched(String ifMatch, Map<String, Object> patch) {
    return seeing().header("If-Match", ifMatch).body(patch).patch(audiences + "/free").then();
  }

  private ValidatableResponse deleted(String ifMatch) {
    return seeing().header("If-Match", ifMatch).delete(audiences + "/free").then();
  }

  private void owner(Matcher<?> expected) {
    seeing().get(audiences + "/free").then().statusCode(200).body("owner", expected);
  }

  @Test
  void aViewerReadsVersionsAndRestoresNone() {
    as("viewer", false).get(audiences + "/" + id + "/versions").then().statusCode(200);
    as("viewer", false).post(audiences + "/" + id + "/versions/1/restore").then().statusCode(403);
  }

  private void change(Map<String, Object> patch) {
    seeing()
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch(audiences + "/" + id)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse versions(String audience, String query) {
    return seeing().get(audiences + "/" + audience + "/versions" + query).then().statusCode(200);
  }

  private ValidatableResponse restore(String audience, String version, String ifMatch) {
    return seeing()
        .header("If-Match", ifMatch)
        .post(audiences + "/" + audience + "/versions/" + version + "/restore")
        .then();
  }

  private static Map<String, Object> equal(String trait, String value) {
    return Map.of("trait", trait, "operator", "equals", "value", value);
  }

  private RequestSpecification seeing() {
    return as("engineer", true);
  }

  private RequestSpecification as(String role, boolean personalData) {
    TokenIssuer tokens = TokenIssuer.shared();
    return given()
        .auth()
        .oauth2(
            personalData
                ? tokens.memberWithPersonalData(workspace.value(), role)
                : tokens.member(workspace.value(), role))
        .contentType(ContentType.JSON);
  }
}
