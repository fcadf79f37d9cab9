package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules are changed, and everybody is decided anew under them: over the real log and the loop. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class RebuildHttpTest {
  /** An address joins two users. */
  private static final String JOINING =
      """
      {"types":[{"type":"user_id"},{"type":"email"},{"type":"anonymous_id"}]}\
      """;

  /** An address finds somebody, and joins nobody. */
  private static final String FINDING =
      """
      {"types":[{"type":"user_id"},{"type":"email","merges":false},{"type":"anonymous_id"}]}\
      """;

  /** An address is one person's, who has one user id. */
  private static final String LIMITING =
      """
      {"types":[{"type":"user_id","limit":{"values":1}},{"type":"email"},{"type":"anonymous_id"}]}\
      """;

  /** What the till says where nobody signed in names nobody. */
  private static final String BLOCKING =
      """
      {"types":[{"type":"user_id","blocked":["^till$"]},{"type":"email"},{"type":"anonymous_id"}]}\
      """;

  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;

  @BeforeEach
  void aShop() {
    shop = new TestWorkspace(kafka);
  }

  private void annAndBob() {
    shop.collect(
        """
        {"type":"identify","messageId":"1","userId":"ann","timestamp":"2026-03-01T10:00:00Z",
         "traits":{"email":"us@shop.example","plan":"gold"}}\
        """,
        """
        {"type":"track","event":"Order Completed","messageId":"2","userId":"bob",
         "timestamp":"2026-03-01T10:01:00Z"}\
        """,
        """
        {"type":"identify","messageId":"3","userId":"bob","timestamp":"2026-03-01T10:02:00Z",
         "traits":{"email":"us@shop.example","city":"Delft"}}\
        """);
  }

  @Test
  void whoWasOneOnlyByASharedAddressIsTwoAndWhoIsOneIsJoined() {
    rules("\"0\"", JOINING);
    annAndBob();
    String both = shop.profile("user_id", "ann");
    assertThat(shop.profile("user_id", "bob")).isEqualTo(both);

    rules("\"1\"", FINDING);
    rebuilt()
        .body("result.people", equalTo(1))
        .body("result.parted", equalTo(1))
        .body("result.joined", equalTo(0))
        .body("result.complete", equalTo(true));
    String ann = shop.profile("user_id", "ann");
    String bob = shop.profile("user_id", "bob");
    assertThat(bob).isNotEqualTo(ann);
    assertThat(shop.profile("email", "us@shop.example")).isEqualTo(ann);
    person(ann).body("traits.plan", equalTo("gold")).body("traits.size()", equalTo(2));
    person(bob).body("traits.city", equalTo("Delft"));
    events(ann, 1);
    events(bob, 2);

    rules("\"2\"", JOINING);
    rebuilt()
        .body("result.joined", equalTo(1))
        .body("result.parted", equalTo(0))
        .body("result.complete", equalTo(true));
    String one = shop.profile("user_id", "ann");
    assertThat(shop.profile("user_id", "bob")).isEqualTo(one);
    events(one, 3);
    shop.reader()
        .redirects()
        .follow(false)
        .get(shop.path("/profiles/" + (one.equals(ann) ? bob : ann)))
        .then()
        .statusCode(308);
    rebuilt().body("result.people", equalTo(0)).body("result.complete", equalTo(true));
  }

  @Test
  void theConflictOfWhoIsPartedByALimitSaysWhichLimit() {
    rules("\"0\"", JOINING);
    annAndBob();
    rules("\"1\"", LIMITING);
    rebuilt().body("result.parted", equalTo(1)).body("result.complete", equalTo(true));
    shop.reader()
        .get(shop.path("/identity/conflicts"))
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data[0].identifier.type", equalTo("email"))
        .body("data[0].limit.type", equalTo("user_id"))
        .body("data[0].limit.values", equalTo(1));
  }

  @Test
  void whatNamesNobodyAnyMoreIsQuarantinedAndCountsAgainUnderOtherRules() {
    shop.collect(
        """
        {"type":"track","event":"Receipt Printed","messageId":"1","userId":"till",
         "timestamp":"2026-03-01T10:00:00Z"}\
        """);
    String till = shop.profile("user_id", "till");
    rules("\"0\"", BLOCKING);
    rebuilt().body("result.complete", equalTo(true));
    shop.reader().get(shop.path("/profiles/" + till)).then().statusCode(404);
    shop.reader()
        .get(shop.path("/quarantine"))
        .then()
        .statusCode(200)
        .body("data.reason", hasItem("missing-ids"));

    rules("\"1\"", JOINING);
    rebuilt().body("result.complete", equalTo(true));
    events(shop.profile("user_id", "till"), 1);
  }

  private void rules(String ifMatch, String table) {
    shop.admin()
        .contentType(ContentType.JSON)
        .header("If-Match", ifMatch)
        .body(table)
        .put(shop.path("/identity/rules"))
        .then()
        .statusCode(200);
  }

  private ValidatableResponse rebuilt() {
    String path =
        shop.path("/identity/rebuilds/")
            + shop.admin()
                .post(shop.path("/identity/rebuilds"))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> shop.viewer().get(path).jsonPath().get("endedAt") != null);
    return shop.viewer()
        .get(path)
        .then()
        .body("error", equalTo(null))
        .body("state", equalTo("succeeded"));
  }

  private ValidatableResponse person(String profile) {
    return shop.reader().get(shop.path("/profiles/" + profile)).then().statusCode(200);
  }

  private void events(String profile, int count) {
    shop.reader()
        .get(shop.path("/profiles/" + profile + "/events"))
        .then()
        .statusCode(200)
        .body("data", hasSize(count));
  }
}
