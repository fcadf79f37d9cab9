package dev.tributary.identity.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.contracts.Ids;
import dev.tributary.runtime.kafka.KafkaClients;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ann and Bob share an e-mail address: whether that makes them one is tried before it holds. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class DryRunHttpTest {
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

  private final KafkaClients kafka = RealParts.kafka();

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  private TestWorkspace shop;

  @BeforeEach
  void aShop() {
    shop = new TestWorkspace(kafka);
  }

  private void annAndBob() {
    shop.collect(
        """
        {"type":"identify","messageId":"1","userId":"ann","timestamp":"2026-03-01T10:00:00Z",
         "traits":{"email":"us@shop.example"}}\
        """,
        """
        {"type":"identify","messageId":"2","userId":"bob","timestamp":"2026-03-01T10:01:00Z"}\
        """,
        """
        {"type":"identify","messageId":"3","userId":"bob","timestamp":"2026-03-01T10:02:00Z",
         "traits":{"email":"us@shop.example"}}\
        """);
  }

  @Test
  void whoIsOneOnlyByASharedAddressWouldBePartedAndTheReportSaysWhy() {
    rules("\"0\"", JOINING).statusCode(200);
    annAndBob();
    String both = shop.profile("user_id", "ann");
    String trial = tried(FINDING);
    shop.reader()
        .get(path("/" + trial))
        .then()
        .statusCode(200)
        .body("state", equalTo("succeeded"))
        .body("basedOn", equalTo(1))
        .body("rules.types[1].merges", equalTo(false))
        .body("progress.inputs", equalTo(3))
        .body("progress.of", equalTo(3))
        .body("report.complete", equalTo(true))
        .body("report.inputs", equalTo(3))
        .body("report.forgotten", equalTo(0))
        .body("report.from", notNullValue())
        .body("report.people.before", equalTo(1))
        .body("report.people.after", equalTo(2))
        .body("report.people.unchanged", equalTo(0))
        .body("report.people.partly", equalTo(0))
        .body("report.joined", equalTo(0))
        .body("report.parted", equalTo(1))
        .body("report.events.newlySetAside", equalTo(0))
        .body("report.events.newlyCounted", equalTo(0))
        .body("report.leftOut", hasSize(1))
        .body("report.leftOut[0].type", equalTo("email"))
        .body("report.leftOut[0].reason", equalTo("may-not-merge"))
        .body("report.leftOut[0].before", equalTo(0))
        .body("report.leftOut[0].after", equalTo(1))
        .body("report.largest.before", hasSize(1))
        .body("report.largest.before[0].profile", equalTo(both))
        .body("report.largest.before[0].identifiers", equalTo(3))
        .body("report.largest.before[0].events", equalTo(3))
        .body("report.largest.after.profile", contains(both, null))
        .body("report.largest.after.identifiers", contains(2, 1))
        .body("report.largest.after.events", contains(1, 2))
        .body("report.largest.after[0].values.value", contains("ann", "us@shop.example"))
        .body("report.samples", hasSize(1))
        .body("report.samples[0].change", equalTo("parted"))
        .body("report.samples[0].profiles", contains(both))
        .body("report.samples[0].more", equalTo(0))
        .body("report.samples[0].parts.events", contains(2, 1))
        .body("report.samples[0].parts[0].identifiers.value", contains("bob"))
        .body("report.samples[0].parts[1].identifiers.value", contains("ann", "us@shop.example"))
        .body("report.samples[0].because.left.value", equalTo("us@shop.example"))
        .body("report.samples[0].because.right.value", equalTo("bob"))
        .body("report.samples[0].because.event", startsWith(Ids.EVENT))
        .body("report.samples[0].because.source", equalTo("src_web"))
        .body("report.samples[0].because.happenedAt", equalTo("2026-03-01T10:02:00Z"))
        .body("report.samples[0].because.reason", equalTo("may-not-merge"));
    shop.viewer()
        .get(path("/" + trial))
        .then()
        .body("report.parted", equalTo(1))
        .body("report.samples[0].parts[0].identifiers[0].value.masked", equalTo(true))
        .body("report.samples[0].because.left.value.masked", equalTo(true))
        .body("report.largest.after[0].values[0].value.masked", equalTo(true))
        .body(not(containsString("shop.example")));
  }

  @Test
  void whomALimitKeepsApartWouldBeJoinedByATableWithoutOne() {
    annAndBob();
    String ann = shop.profile("user_id", "ann");
    String bob = shop.profile("user_id", "bob");
    shop.reader()
        .get(path("/" + tried(JOINING)))
        .then()
        .body("basedOn", equalTo(0))
        .body("report.people.before", equalTo(2))
        .body("report.people.after", equalTo(1))
        .body("report.joined", equalTo(1))
        .body("report.parted", equalTo(0))
        .body("report.leftOut[0].reason", equalTo("limit"))
        .body("report.leftOut[0].before", equalTo(1))
        .body("report.leftOut[0].after", equalTo(0))
        .body("report.largest.after.profile", contains(ann.compareTo(bob) < 0 ? ann : bob))
        .body("report.samples[0].change", equalTo("joined"))
        .body("report.samples[0].profiles", contains(bob, ann))
        .body("report.samples[0].parts[0].identifiers.value", contains("bob"))
        .body("report.samples[0].because.right.value", equalTo("bob"))
        .body("report.samples[0].because.reason", equalTo("limit"));
  }

  @Test
  void theRulesInForceChangeNobody() {
    annAndBob();
    String table = shop.viewer().get(shop.path("/identity/rules")).asString();
    String asked = table.replaceFirst("\"version\":0,", "").replace(",\"region\":null", "");
    shop.reader()
        .get(path("/" + tried(asked)))
        .then()
        .body("report.people.before", equalTo(2))
        .body("report.people.after", equalTo(2))
        .body("report.people.unchanged", equalTo(2))
        .body("report.samples", empty());
  }

  @Test
  void whatIsTriedIsAppliedWithARebuildInTheSameMoment() {
    annAndBob();
    String trial = tried(JOINING);
    apply(shop.admin().header("If-Match", "\"7\""), trial).statusCode(412);
    String rebuild =
        apply(shop.admin().header("If-Match", "\"0\""), trial)
            .statusCode(202)
            .body("version", equalTo(1))
            .body("rebuild.id", startsWith(Ids.REBUILD))
            .body("rebuild.rulesVersion", equalTo(1))
            .body("rebuild.startedBy", notNullValue())
            .extract()
            .path("rebuild.id");
    shop.viewer()
        .get(shop.path("/identity/rules"))
        .then()
        .body("version", equalTo(1))
        .body("types.type", contains("user_id", "email", "anonymous_id"));
    shop.viewer()
        .get(shop.path("/identity/rules/versions"))
        .then()
        .body("data.version", contains(1))
        .body("data[0].changedBy.name", equalTo("sub-admin@example.test"));
    shop.viewer()
        .get(shop.path("/identity/rebuilds"))
        .then()
        .statusCode(200)
        .body("data.id", contains(rebuild));
    shop.viewer()
        .get(shop.path("/identity/rebuilds/" + rebuild))
        .then()
        .statusCode(200)
        .body("rulesVersion", equalTo(1));
    shop.admin()
        .post(shop.path("/identity/rebuilds/" + rebuild + "/cancel"))
        .then()
        .statusCode(202);
    // It was based on the table before.
    apply(shop.admin(), trial).statusCode(412).body("code", equalTo("version-mismatch"));
  }

  @Test
  void nothingIsAppliedWhileARebuildIsUnderWay() throws SQLException {
    annAndBob();
    String trial = tried(JOINING);
    running("rebuild", "rbd_1", "{\"rulesVersion\": 0, \"rules\": null}");
    apply(shop.admin(), trial).statusCode(409).body("code", equalTo("conflict"));
    shop.viewer().get(shop.path("/identity/rules")).then().body("version", equalTo(0));
    shop.admin().post(shop.path("/identity/rebuilds")).then().statusCode(409);
    shop.viewer()
        .get(shop.path("/identity/rebuilds/rbd_1"))
        .then()
        .body("state", equalTo("running"))
        .body("progress", nullValue());
  }

  @Test
  void oneTrialAtATimeWhichCanBeCancelled() throws SQLException {
    String rules = shop.viewer().get(shop.path("/identity/rules")).asString();
    running("rules-trial", "tri_1", "{\"basedOn\": 0, \"rules\": " + rules + "}");
    ask(shop.admin(), FINDING).statusCode(409).body("code", equalTo("conflict"));
    apply(shop.admin(), "tri_1").statusCode(409);
    shop.viewer()
        .get(path(""))
        .then()
        .statusCode(200)
        .body("data.id", contains("tri_1"))
        .body("data[0].state", equalTo("running"))
        .body("data[0].report", nullValue());
    shop.admin().post(path("/tri_1/cancel")).then().statusCode(202);
    shop.admin().post(path("/tri_2/cancel")).then().statusCode(404);
    shop.viewer().get(path("/tri_2")).then().statusCode(404);
  }

  @Test
  void aBadTableIsToldByItsPlace() {
    ask(shop.admin(), "{\"types\":[{\"type\":\"user id\"},{\"type\":\"email\",\"pattern\":\"(\"}]}")
        .statusCode(422)
        .body("errors.pointer", contains("/types/0/type", "/types/1/pattern"));
    shop.viewer().get(path("")).then().body("data", empty());
  }

  private ValidatableResponse rules(String ifMatch, String table) {
    return shop.admin()
        .contentType(ContentType.JSON)
        .header("If-Match", ifMatch)
        .body(table)
        .put(shop.path("/identity/rules"))
        .then();
  }

  private ValidatableResponse ask(RequestSpecification who, String table) {
    return who.contentType(ContentType.JSON).body(table).post(path("")).then();
  }

  private ValidatableResponse apply(RequestSpecification who, String trial) {
    return who.post(path("/" + trial + "/apply")).then();
  }

  /** The id of a trial that has ended. */
  private String tried(String table) {
    String trial =
        ask(shop.admin(), table)
            .statusCode(202)
            .body("id", startsWith(Ids.RULES_TRIAL))
            .body("report", nullValue())
            .extract()
            .path("id");
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> shop.viewer().get(path("/" + trial)).jsonPath().get("endedAt") != null);
    return trial;
  }

  /** A job on which another instance works. */
  private void running(String kind, String id, String spec) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "insert into job (workspace, id, kind, state, spec, created_by, holder,"
                    + " lease_until, attempts) values (?, ?, ?, 'running', ?::jsonb, 'ann',"
                    + " 'another', now() + interval '1 hour', 1)")) {
      statement.setString(1, shop.id());
      statement.setString(2, id);
      statement.setString(3, kind);
      statement.setString(4, spec);
      statement.executeUpdate();
    }
  }

  private String path(String part) {
    return shop.path("/identity/rules/trials" + part);
  }
}
