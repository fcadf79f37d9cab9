package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.Quotas;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class SourcesApiTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_sources");
  private static final String SOURCES = "/api/v1/workspaces/" + WORKSPACE + "/sources";
  private static final String BATCH =
      "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\"}]}";

  private static final Duration BOUND = Duration.ofSeconds(60);

  @Inject MeterRegistry registry;

  @BeforeEach
  void aWorkspaceIsKnown() {
    CollectorFixture.postgres();
    CollectorFixture.publishWorkspace(WORKSPACE);
    await().atMost(BOUND).untilAsserted(() -> as("viewer").get(SOURCES).then().statusCode(200));
  }

  /** At once, as a rule; a machine that is busy is waited for. */
  private static void answered(String writeKey, int status) {
    await().atMost(BOUND).until(() -> send(writeKey) == status);
  }

  @Test
  void aNewSourceShowsItsKeyOnceAndTheKeyWorksAtOnce() {
    Response created = create("once", Map.of("key", "once", "name", "Once"));
    created
        .then()
        .statusCode(201)
        .body("id", startsWith("src_"))
        .body("enabled", equalTo(true))
        .body("eventsPerSecond", equalTo(10_000))
        .body("writeKey", matchesPattern("wk_[A-Za-z0-9_-]{43}"))
        .body("writeKeys", hasSize(1))
        .header("ETag", equalTo("\"1\""));
    String key = created.jsonPath().getString("writeKey");
    answered(key, 200);
    String shown = as("viewer").get(SOURCES + "/once").then().statusCode(200).extract().asString();
    assertThat(shown).doesNotContain(key).doesNotContain("hash").contains(key.substring(0, 8));
  }

  @Test
  void aSourceIsAServersUnlessItSaysThatItsKeyIsPublic() {
    create("kind-none", Map.of("key", "kind-none", "name", "None"))
        .then()
        .statusCode(201)
        .body("kind", equalTo("server"));
    create("kind-web", Map.of("key", "kind-web", "name", "Web", "kind", "browser"))
        .then()
        .statusCode(201)
        .body("kind", equalTo("browser"));
    as("engineer")
        .contentType(MergePatch.MEDIA_TYPE)
        .body(Map.of("name", "Site"))
        .patch(SOURCES + "/kind-web")
        .then()
        .body("kind", equalTo("browser"));
    as("engineer").post(SOURCES + "/kind-web/write-keys").then().statusCode(201);
    as("viewer").get(SOURCES + "/kind-web").then().body("kind", equalTo("browser"));
    as("engineer")
        .contentType(MergePatch.MEDIA_TYPE)
        .body(Map.of("kind", "phone"))
        .patch(SOURCES + "/kind-web")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/kind"));
  }

  @Test
  void aKeyLeavesAnEntryInTheTrailOfAdministrationButNothingOfItself() {
    create("recorded", Map.of("key", "recorded", "name", "Recorded"));
    String added =
        as("engineer")
            .post(SOURCES + "/recorded/write-keys")
            .then()
            .statusCode(201)
            .extract()
            .path("writeKey");
    List<AdministrationEntry> entries =
        await()
            .atMost(BOUND)
            .until(
                () ->
                    RecordedAdministration.of(CollectorFixture.bootstrapServers(), WORKSPACE)
                        .stream()
                        .filter(entry -> entry.act().operation().equals("addWriteKey"))
                        .filter(entry -> "Recorded".equals(entry.act().name()))
                        .toList(),
                hasSize(1));
    assertThat(entries.getFirst().changes())
        .contains(FieldChange.secret("/writeKeys/1/hash"), FieldChange.secret("/writeKeys/1/hint"));
    assertThat(entries.toString()).doesNotContain(added).doesNotContain(added.substring(0, 8));
  }

  @Test
  void aKeyIsRotatedWithoutAGap() {
    JsonPath source = create("rotated", Map.of("key", "rotated", "name", "R")).jsonPath();
    String first = source.getString("writeKey");
    JsonPath second =
        as("engineer")
            .post(SOURCES + "/rotated/write-keys")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    answered(first, 200);
    answered(second.getString("writeKey"), 200);
    String path = SOURCES + "/rotated/write-keys/" + source.getString("writeKeys[0].id");
    as("engineer").delete(path).then().statusCode(204);
    as("engineer").delete(path).then().statusCode(204);
    answered(first, 401);
    answered(second.getString("writeKey"), 200);
    as("viewer")
        .get(SOURCES + "/rotated")
        .then()
        .body("writeKeys[0].revokedAt", not(nullValue()))
        .body("writeKeys[1].revokedAt", nullValue());
    as("engineer").delete(SOURCES + "/rotated/write-keys/key_0").then().statusCode(404);
  }

  /** The attack: a source that grows with each key, and with it every message about the source. */
  @Test
  void revokedKeysAreKeptInABoundedNumber() {
    String used = create("many", Map.of("key", "many", "name", "M")).path("writeKey");
    for (int i = 0; i < 25; i++) {
      String added = as("engineer").post(SOURCES + "/many/write-keys").then().extract().path("id");
      as("engineer").delete(SOURCES + "/many/write-keys/" + added).then().statusCode(204);
    }
    as("viewer").get(SOURCES + "/many").then().body("writeKeys", hasSize(22));
    answered(used, 200);
  }

  @Test
  void anOperatorIsWarnedBeforeASourceHasAsManyActiveKeysAsItMay() {
    create("full", Map.of("key", "full", "name", "F")).then().statusCode(201);
    for (int active = 1; active < 7; active++) {
      as("engineer").post(SOURCES + "/full/write-keys").then().statusCode(201);
    }
    assertThat(warnings()).isZero();
    for (int active = 7; active < 10; active++) {
      as("engineer").post(SOURCES + "/full/write-keys").then().statusCode(201);
    }
    assertThat(warnings()).isEqualTo(3);
    as("engineer")
        .post(SOURCES + "/full/write-keys")
        .then()
        .statusCode(409)
        .body("code", equalTo("quota-reached"))
        .body(
            "detail",
            equalTo(
                "A source has at most 10 active write keys. Revoke one of this source, or ask the"
                    + " operator of this installation for a higher limit"
                    + " (tributary.quota.write-key)"));
    assertThat(warnings()).isEqualTo(3);
  }

  /** How often a workspace had 80 % of its write keys or more. */
  private double warnings() {
    return registry
        .find("tributary.quota.nearly.reached")
        .tag("kind", Quotas.WRITE_KEY)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void aSourceIsChangedAtTheVersionThatWasRead() {
    String key = create("changed", Map.of("key", "changed", "name", "C")).path("writeKey");
    patch("changed", "\"1\"", "{\"enabled\":false,\"eventsPerSecond\":5}")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"2\""))
        .body("enabled", equalTo(false))
        .body("name", equalTo("C"))
        .body("eventsPerSecond", equalTo(5));
    answered(key, 401);
    patch("changed", "\"1\"", "{\"name\":\"D\"}").then().statusCode(412);
    patch("changed", "\"2\"", "{\"colour\":\"red\"}").then().statusCode(422);
    patch("changed", "*", "{\"enabled\":null,\"name\":\"D\"}")
        .then()
        .statusCode(200)
        .body("enabled", equalTo(true))
        .body("name", equalTo("D"));
    answered(key, 200);
  }

  @Test
  void aDeletedSourceIsGoneWithItsKeys() {
    String key = create("deleted", Map.of("key", "deleted", "name", "D")).path("writeKey");
    as("engineer").delete(SOURCES + "/deleted").then().statusCode(204);
    as("viewer").get(SOURCES + "/deleted").then().statusCode(404);
    answered(key, 401);
  }

  @Test
  void aRepeatedCreationIsOneSourceAndItsKeyIsNotShownAgain() {
    Map<String, Object> body = Map.of("key", "repeated", "name", "R");
    String id = create("repeat-1", body).then().statusCode(201).extract().path("id");
    create("repeat-1", body)
        .then()
        .statusCode(201)
        .body("id", equalTo(id))
        .body("writeKey", nullValue());
    create("repeat-1", Map.of("key", "other", "name", "O")).then().statusCode(422);
    create("repeat-2", body).then().statusCode(409).body("code", equalTo("key-taken"));
  }

  @Test
  void sourcesAreListedPageByPage() {
    create("page-1", Map.of("key", "page-1", "name", "1"));
    create("page-2", Map.of("key", "page-2", "name", "2"));
    List<String> all = as("viewer").get(SOURCES + "?limit=200").path("data.key");
    assertThat(all).contains("page-1", "page-2");
    String cursor = as("viewer").get(SOURCES + "?limit=1").path("nextCursor");
    as("viewer")
        .get(SOURCES + "?limit=200&cursor=" + cursor)
        .then()
        .body("data", hasSize(all.size() - 1))
        .body("data.key", not(hasItem(all.getFirst())));
    as("viewer").get(SOURCES + "?limit=0").then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"N\"}                                  | /key",
        "{\"key\":\"Not A Key\",\"name\":\"N\"}            | /key",
        "{\"key\":\"k\"}                                   | /name",
        "{\"key\":\"k\",\"name\":\"N\",\"eventsPerSecond\":0} | /eventsPerSecond",
        "{\"key\":\"k\",\"name\":\"N\",\"colour\":\"red\"} | /colour",
      })
  void whatIsNotValidIsNamedWithItsPlace(String body, String pointer) {
    as("engineer")
        .contentType(ContentType.JSON)
        .body(body)
        .post(SOURCES)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors.pointer", containsInAnyOrder(pointer));
  }

  private static Response create(String idempotencyKey, Map<String, Object> body) {
    return as("engineer")
        .header("Idempotency-Key", idempotencyKey)
        .contentType(ContentType.JSON)
        .body(body)
        .post(SOURCES);
  }

  private static Response patch(String source, String ifMatch, String body) {
    return as("engineer")
        .header("If-Match", ifMatch)
        .contentType(MergePatch.MEDIA_TYPE)
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .patch(SOURCES + "/" + source);
  }

  private static int send(String writeKey) {
    return given()
        .auth()
        .preemptive()
        .basic(writeKey, "")
        .body(BATCH)
        .post("/v1/batch")
        .statusCode();
  }

  private static RequestSpecification as(String role) {
    return given().auth().oauth2(TokenIssuer.shared().member(WORKSPACE.value(), role));
  }
}
