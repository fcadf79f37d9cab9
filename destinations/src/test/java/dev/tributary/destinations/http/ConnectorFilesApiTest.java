package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.added.BadFiles;
import dev.tributary.destinations.added.Letterbird;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connectors that an engineer adds to a running workspace. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class ConnectorFilesApiTest {
  private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());

  private final WorkspaceId workspace = new WorkspaceId(IDS.next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;

  @BeforeEach
  void aWorkspaceIsKnown() {
    know(workspace);
  }

  @Test
  void anAddedConnectorIsInTheListOfItsWorkspaceOnlyAndMakesDestinations() {
    WorkspaceId other = new WorkspaceId(IDS.next(Ids.WORKSPACE));
    know(other);
    add(Letterbird.YAML)
        .statusCode(201)
        .header("ETag", equalTo("\"1\""))
        .body("key", equalTo("letterbird"))
        .body("yaml", equalTo(Letterbird.YAML));
    as("viewer")
        .get(root + "/connectors/letterbird")
        .then()
        .statusCode(200)
        .body("added", equalTo(true));
    as("viewer")
        .get(root + "/connectors")
        .then()
        .body("data.find { it.id == 'hubspot' }.added", equalTo(false))
        .body("data.id", hasItem("letterbird"));
    String elsewhere = "/api/v1/workspaces/" + other;
    member(other, "viewer").get(elsewhere + "/connectors/letterbird").then().statusCode(404);
    member(other, "viewer").get(elsewhere + "/connectors/letterbird/file").then().statusCode(404);
    member(other, "engineer")
        .body(destination("mail"))
        .post(elsewhere + "/destinations")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/connector"));
    as("engineer").body(destination("mail")).post(root + "/destinations").then().statusCode(201);
    // The same id in another workspace is another connector.
    member(other, "engineer")
        .body(Map.of("yaml", Letterbird.with("name: Letterbird", "name: Another")))
        .post(elsewhere + "/connectors")
        .then()
        .statusCode(201);
    as("viewer").get(root + "/connectors/letterbird").then().body("name", equalTo("Letterbird"));
  }

  @Test
  void aDestinationHasAWarningIfTheVersionOfTheVendorsApiHasEnded() {
    String api = "effectClass: A\napi: { version: v1, end: 2026-01-31, words: It has a successor }";
    add(Letterbird.with("effectClass: A", api)).statusCode(201);
    as("viewer")
        .get(root + "/connectors/letterbird")
        .then()
        .body("api.version", equalTo("v1"))
        .body("api.end", equalTo("2026-01-31"))
        .body("api.words", equalTo("It has a successor"));
    as("engineer")
        .body(destination("mail"))
        .post(root + "/destinations")
        .then()
        .statusCode(201)
        .body(
            "warnings",
            contains(
                "Letterbird may have ended v1 of its API on 2026-01-31, so requests can fail. It"
                    + " has a successor. Change the manifest to a newer version"));
  }

  @Test
  void onlyEngineersAddConnectors() {
    for (String role : List.of("viewer", "marketer")) {
      Map<String, String> file = Map.of("yaml", Letterbird.YAML);
      as(role).body(file).post(root + "/connectors").then().statusCode(403);
      as(role).body(file).post(root + "/connectors/validate").then().statusCode(403);
      as(role).body(file).put(root + "/connectors/letterbird").then().statusCode(403);
      as(role).delete(root + "/connectors/letterbird").then().statusCode(403);
    }
  }

  @Test
  void eachMistakeHasItsLineItsColumnAndWhatIsAccepted() {
    for (BadFiles.Bad bad : BadFiles.mistakes()) {
      as("engineer")
          .body(Map.of("yaml", bad.yaml()))
          .post(root + "/connectors")
          .then()
          .statusCode(422)
          .body("errors.pointer", hasItem("/yaml"))
          .body("errors.position.line", hasItem(bad.line()))
          .body("errors.position.column", hasItem(bad.column()))
          .body("errors.detail", hasItem(containsString(bad.words())));
      as("engineer")
          .body(Map.of("yaml", bad.yaml()))
          .post(root + "/connectors/validate")
          .then()
          .statusCode(200)
          .body("faults.line", hasItem(bad.line()))
          .body("faults.detail", hasItem(containsString(bad.words())))
          .body("manifest", equalTo(null))
          .body("samples", empty());
    }
    as("viewer").get(root + "/connectors").then().body("data.id", not(hasItem("letterbird")));
  }

  @Test
  void aCheckShowsTheRequestsAndSendsAndStoresNothing() {
    as("engineer")
        .body(Map.of("yaml", Letterbird.YAML, "settings", Map.of("list", "7")))
        .post(root + "/connectors/validate")
        .then()
        .statusCode(200)
        .body("faults", empty())
        .body("samples.operation", contains("write", "remove"))
        .body(
            "samples[0].requests[0].target",
            equalTo("https://api.letterbird.example/v1/subscribers"))
        .body("samples[0].requests[0].body", startsWith("{\"list\":\"7\""))
        .body("samples[0].requests[0].headers.x-letterbird-key", equalTo("***"));
    as("viewer").get(root + "/connectors/letterbird").then().statusCode(404);
  }

  @Test
  void aChangeThatStopsASyncIsMadeOnlyIfItIsAccepted() {
    add(Letterbird.YAML).statusCode(201);
    as("engineer").body(destination("mail")).post(root + "/destinations").then().statusCode(201);
    Map<String, Object> sync = new HashMap<>(Api.profilesTo("news", "mail"));
    sync.put("object", "subscribers");
    seeing("engineer").body(sync).post(root + "/syncs?paused=true").then().statusCode(201);
    String renamed = Letterbird.with("name: subscribers", "name: people");
    seeing("engineer")
        .body(Map.of("yaml", renamed))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(409)
        .body("errors.detail", hasItem(containsString("The sync news: the object subscribers")));
    as("engineer")
        .body(Map.of("yaml", renamed, "acceptsBreaks", true))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(403)
        .body("code", equalTo("approval-needed"));
    seeing("engineer")
        .body(Map.of("yaml", renamed, "acceptsBreaks", true))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/acceptsBreaks"));
    seeing("engineer")
        .header("If-Match", "\"1\"")
        .body(
            Map.of(
                "yaml",
                Letterbird.with("https://api.letterbird.example", "https://collector.example"),
                "acceptsBreaks",
                true))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(409)
        .body("code", equalTo("in-use"));
    seeing("engineer")
        .header("If-Match", "\"1\"")
        .body(Map.of("yaml", renamed, "acceptsBreaks", true))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    seeing("engineer")
        .header("If-Match", "\"1\"")
        .body(Map.of("yaml", Letterbird.YAML))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(412);
    // The sync has no object now; that keeps nobody from the repair.
    seeing("engineer")
        .header("If-Match", "\"2\"")
        .body(Map.of("yaml", Letterbird.YAML))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(200)
        .body("version", equalTo(3));
  }

  @Test
  void versionsAreListedAndRestoredAndAConnectorInUseStays() {
    add(Letterbird.YAML).statusCode(201);
    add(Letterbird.YAML).statusCode(409).body("code", equalTo("key-taken"));
    String second = Letterbird.with("name: Letterbird", "name: Second");
    as("engineer")
        .body(Map.of("yaml", second))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(200)
        .body("name", equalTo("Second"));
    as("engineer")
        .body(Map.of("yaml", Letterbird.with("id: letterbird", "id: another")))
        .put(root + "/connectors/letterbird")
        .then()
        .statusCode(422);
    as("viewer")
        .get(root + "/connectors/letterbird/versions")
        .then()
        .statusCode(200)
        .body("data.version", contains(2, 1))
        .body("data[1].content.yaml", equalTo(Letterbird.YAML));
    as("engineer")
        .post(root + "/connectors/letterbird/versions/1/restore")
        .then()
        .statusCode(200)
        .body("name", equalTo("Letterbird"))
        .body("version", equalTo(3));
    as("engineer").body(destination("mail")).post(root + "/destinations").then().statusCode(201);
    as("engineer")
        .delete(root + "/connectors/letterbird")
        .then()
        .statusCode(409)
        .body("detail", equalTo("These destinations use it: mail"));
    as("engineer").delete(root + "/destinations/mail").then().statusCode(204);
    as("engineer").delete(root + "/connectors/letterbird").then().statusCode(204);
    as("viewer").get(root + "/connectors/letterbird").then().statusCode(404);
    as("engineer").delete(root + "/connectors/hubspot").then().statusCode(404);
    assertThat(
            RecordedAdministration.await(
                System.getProperty(DestinationsEnvironment.KAFKA), workspace, "removeConnector", 1))
        .extracting(AdministrationEntry::act)
        .extracting(AdministrationEntry.Act::name)
        .contains("Letterbird");
  }

  private ValidatableResponse add(String yaml) {
    return as("engineer").body(Map.of("yaml", yaml)).post(root + "/connectors").then();
  }

  private static Map<String, Object> destination(String key) {
    return Map.of(
        "key",
        key,
        "name",
        key,
        "connector",
        "letterbird",
        "settings",
        Map.of("apiKey", "secret", "list", "1"),
        "purposes",
        List.of("news"));
  }

  private static void know(WorkspaceId workspace) {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            member(workspace, "viewer")
                .get("/api/v1/workspaces/" + workspace + "/connectors")
                .then()
                .statusCode(200));
  }

  private RequestSpecification as(String role) {
    return member(workspace, role);
  }

  private RequestSpecification seeing(String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), role));
  }

  private static RequestSpecification member(WorkspaceId workspace, String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().member(workspace.value(), role));
  }
}
