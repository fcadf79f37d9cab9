package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule of an audience whose members leave through a sync. */
@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class SentAudienceRuleTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Map<String, Object> PRO = plan("pro");
  private static final Map<String, Object> FREE = plan("free");
  private static final Map<String, Object> SCORE =
      Map.of("trait", "score", "operator", "equals", "value", 7);
  private static final Map<String, Object> CONSENT =
      Map.of("consent", "marketing", "state", "granted");
  private static final Map<String, Object> HAS_SCORE =
      Map.of("trait", "score", "operator", "exists");

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));
  private final String audiences = "/api/v1/workspaces/" + workspace + "/audiences";
  private ProfilesLog log;

  @BeforeEach
  void threeAudiencesOfWhichEachUsesTheOneBefore() {
    log = new ProfilesLog(System.getProperty(AudienceEnvironment.KAFKA));
    log.define(
        Topic.WORKSPACES,
        workspace,
        workspace.value(),
        1,
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL"));
    await().atMost(BOUND).untilAsserted(() -> seeing().get(audiences).then().statusCode(200));
    create("base", PRO);
    String sent = create("sent", Map.of("audience", "base"));
    create("top", Map.of("audience", "sent"));
    change(blind(), "base", SCORE).statusCode(200);
    change(blind(), "base", PRO).statusCode(200);
    log.classify(workspace, "plan", 1, Classification.HARMLESS);
    log.define(
        Topic.SYNCS,
        workspace,
        "syn_" + workspace,
        1,
        new SyncBody(new DestinationId("dst_1"), "audience", sent));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing()
                .delete(audiences + "/sent")
                .then()
                .statusCode(409)
                .body("detail", containsString("the sync")));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aRuleThatChoosesByHiddenTraitsNeedsTheApprovalOfASecondPerson() {
    for (String audience : List.of("base", "sent")) {
      for (Map<String, Object> hidden : List.of(SCORE, HAS_SCORE, signedUp(), CONSENT)) {
        change(blind(), audience, hidden)
            .statusCode(403)
            .body("code", equalTo("approval-needed"))
            .body("detail", containsString("change-requests"));
      }
    }
    blind().body(Map.of("name", "Renamed")).patch(audiences + "/base").then().statusCode(200);
    change(blind(), "top", SCORE).statusCode(200);
    change(seeing(), "base", SCORE).statusCode(200);
    change(blind(), "base", PRO).statusCode(403).body("code", equalTo("approval-needed"));
  }

  @Test
  void aRuleByHarmlessTraitsNeedsNoApproval() {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          change(blind(), "sent", FREE).statusCode(200);
        });
    change(blind(), "sent", PRO).statusCode(200);
  }

  private static Map<String, Object> plan(String plan) {
    return Map.of("trait", "plan", "operator", "equals", "value", plan);
  }

  private static Map<String, Object> signedUp() {
    return Map.of(
        "event",
        "Signed Up",
        "count",
        Map.of("atLeast", 1),
        "where",
        List.of(Map.of("property", "coupon", "operator", "exists")));
  }

  private String create(String key, Map<String, Object> rule) {
    return seeing()
        .body(Map.of("key", key, "name", key, "rule", rule, "allowUnknownTraits", true))
        .post(audiences)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private ValidatableResponse change(
      RequestSpecification caller, String audience, Map<String, Object> rule) {
    return caller
        .body(Map.of("rule", rule, "allowUnknownTraits", true))
        .patch(audiences + "/" + audience)
        .then();
  }

  /** Without the right to personal data. */
  private RequestSpecification blind() {
    return given()
        .auth()
        .oauth2(TokenIssuer.shared().member(workspace.value(), "marketer"))
        .contentType(ContentType.JSON);
  }

  private RequestSpecification seeing() {
    return given()
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "marketer"))
        .contentType(ContentType.JSON);
  }
}
