package dev.tributary.warehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RunsOverHttpTest {
  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  private Shop shop;

  @BeforeEach
  void aWorkspaceOfItsOwn() throws Exception {
    shop = Shop.open();
  }

  @Test
  void aModelOfADuckDbFileIsReadComparedAndPublished() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'p' || i || '@example.test' as email, i / 10.0 as score from range(200) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.as("engineer")
        .body(Map.of("warehouse", "shop", "table", "customers"))
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("columns.name", equalTo(List.of("id", "email", "score")))
        .body("rows[0].email.masked", is(true));
    String model = shop.people("customers", "shop", "customers");

    JsonPath first = shop.finished(shop.run(model));
    assertThat(first.getString("state")).isEqualTo("succeeded");
    assertThat(first.getLong("counts.added")).isEqualTo(200);
    assertThat(shop.changes(first.getString("id"))).hasSize(200);

    JsonPath unchanged = shop.finished(shop.run(model));
    assertThat(shop.changes(unchanged.getString("id"))).isEmpty();
    assertThat(unchanged.getLong("counts.unchanged")).isEqualTo(200);

    shop.table("shop.duckdb", "update customers set score = 99 where id in (3, 4)");
    shop.table("shop.duckdb", "delete from customers where id = 5");
    JsonPath third = shop.finished(shop.run(model));
    List<RowChange> changes = shop.changes(third.getString("id"));
    assertThat(changes)
        .extracting(change -> change.change() + " " + change.key().get("id").asInt())
        .containsExactlyInAnyOrder("CHANGED 3", "CHANGED 4", "REMOVED 5");
    RowChange changed =
        changes.stream().filter(c -> c.key().get("id").asInt() == 3).findFirst().orElseThrow();
    assertThat(changed.changed()).containsExactly("score");
    assertThat(changed.row().get("email").asText()).isEqualTo("p3@example.test");
    assertThat(changed.columnTimes().get("score"))
        .isEqualTo(changed.runStartedAt().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    assertThat(changed.columnTimes().get("email")).isBefore(changed.columnTimes().get("score"));
    assertThat(waitingTombstones()).isEqualTo(1);

    shop.table("shop.duckdb", "insert into customers values (5, 'back@example.test', 0)");
    assertThat(shop.finished(shop.run(model)).getLong("counts.added")).isEqualTo(1);
    assertThat(waitingTombstones()).isZero();
  }

  @Test
  void theAddressOfTheUserWhoStartedARunIsHiddenWithoutTheRight() throws Exception {
    shop.table(
        "shop.duckdb", "create table customers as select 1 as id, 'e' as email, 0.5 as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String run = shop.run(shop.people("customers", "shop", "customers"));
    assertThat(shop.finished(run).getString("actor")).isEqualTo("engineer@example.test");
    shop.as("viewer").get("/runs/{run}", run).then().body("actor.masked", is(true));
    shop.as("viewer").get("/runs").then().body("data.actor.masked", contains(true));
    shop.as("viewer").get("/models/customers").then().body("lastRun.actor.masked", is(true));
  }

  @Test
  void anEmptiedTableIsHeldUntilAPersonReleasesIt() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(3) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    shop.finished(shop.run(model));
    shop.table("shop.duckdb", "delete from customers");
    JsonPath held = shop.settled(shop.run(model), "held");
    assertThat(held.getString("failure.detail")).contains("empty");
    assertThat(shop.changes(held.getString("id"))).isEmpty();
    shop.as("engineer").post("/models/{model}/runs", model).then().statusCode(409);
    shop.as("marketer").post("/runs/{run}/release", held.getString("id")).then().statusCode(403);
    shop.as("engineer").post("/runs/{run}/release", held.getString("id")).then().statusCode(202);
    JsonPath released = shop.settled(held.getString("id"), "succeeded");
    for (String named : List.of(model, "customers")) {
      assertThat(shop.as("viewer").get("/runs?model={model}", named).jsonPath().getList("data.id"))
          .hasSize(2)
          .contains(held.getString("id"));
    }
    shop.as("viewer").get("/runs?model=no-such-key").then().statusCode(404);
    assertThat(released.getLong("counts.removed")).isEqualTo(3);
    assertThat(shop.changes(held.getString("id"))).hasSize(3);
  }

  @Test
  void aChangedSchemaRemovesNothingAndSaysSo() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(30) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    shop.finished(shop.run(model));
    shop.table("shop.duckdb", "alter table customers drop column score");
    JsonPath failed = shop.settled(shop.run(model), "failed");
    assertThat(failed.getString("failure.code")).isEqualTo("schema-changed");
    assertThat(failed.getString("failure.detail")).contains("score is gone");
    assertThat(shop.changes(failed.getString("id"))).isEmpty();
  }

  @Test
  void aWarehouseThatHasVanishedFailsTheRunAndRemovesNothing() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(30) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    shop.finished(shop.run(model));
    Path elsewhere =
        Files.move(shop.files().resolve("shop.duckdb"), shop.files().resolve("elsewhere.duckdb"));

    JsonPath failed = shop.settled(shop.run(model), "failed");
    assertThat(failed.getString("failure.code")).isEqualTo("file-missing");
    assertThat(failed.getString("failure.detail")).contains("There is no file shop.duckdb");
    assertThat(shop.changes(failed.getString("id"))).isEmpty();

    Files.move(elsewhere, shop.files().resolve("shop.duckdb"));
    JsonPath back = shop.finished(shop.run(model));
    assertThat(back.getLong("counts.unchanged")).isEqualTo(30);
    assertThat(shop.changes(back.getString("id"))).isEmpty();
  }

  @Test
  void aPostgresWarehouseIsReadThroughACursor() throws Exception {
    String table = "t" + UUID.randomUUID().toString().replace("-", "");
    Company.execute(
        "create table "
            + table
            + " (id int primary key, email text, score numeric(6,2), seen timestamptz, tags jsonb, vip boolean)");
    Company.execute(
        "insert into "
            + table
            + " select i, 'p' || i, i / 10.0, '2026-01-01T00:00:00Z', '{\"a\": [1]}', i % 2 = 0 from generate_series(1, 12000) i");
    shop.warehouse("dw", Company.connection(Company.password()));
    String model =
        shop.as("engineer")
            .body(
                Map.of(
                    "key",
                    "people",
                    "name",
                    "People",
                    "warehouse",
                    "dw",
                    "query",
                    "select * from " + table,
                    "primaryKey",
                    List.of("id"),
                    "mapping",
                    Map.of(
                        "identifiers", Map.of("id", "user_id"),
                        "traits", Map.of("score", "score"),
                        "observedAt", "seen")))
            .post("/models")
            .then()
            .statusCode(201)
            .body(
                "columns.type",
                equalTo(List.of("integer", "text", "decimal", "timestamp", "json", "boolean")))
            .extract()
            .path("id");
    JsonPath first = shop.finished(shop.run(model));
    assertThat(first.getLong("counts.added")).isEqualTo(12_000);
    RowChange one =
        shop.changes(first.getString("id")).stream()
            .filter(c -> c.key().get("id").asInt() == 7)
            .findFirst()
            .orElseThrow();
    assertThat(one.row().get("tags")).isEqualTo(Json.MAPPER.readTree("{\"a\":[1]}"));
    assertThat(one.row().get("vip").asBoolean()).isFalse();
    assertThat(one.row().get("seen").asText()).isEqualTo("2026-01-01T00:00:00.000000Z");
    assertThat(one.columnTimes().get("score")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(shop.changes(shop.finished(shop.run(model)).getString("id"))).isEmpty();
  }

  @Test
  void whatJsonCannotWriteIsNoValue() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table customers as select * from (values (1, 'a', 'nan'::double), (2, 'b',"
            + " 'infinity'::double), (3, 'c', 0.5::double)) t(id, email, score)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    JsonPath run = shop.finished(shop.run(shop.people("customers", "shop", "customers")));
    assertThat(shop.changes(run.getString("id")))
        .extracting(change -> change.key().get("id") + " " + change.row().get("score"))
        .containsExactlyInAnyOrder("1 null", "2 null", "3 0.5");
  }

  @Test
  void aRowThatCannotBeToldFailsItsRunInsteadOfHoldingItForEver() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table customers as select 1 as id, 'a' as email, {'x': 'nan'::double} as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    JsonPath failed =
        shop.settled(shop.run(shop.people("customers", "shop", "customers")), "failed");
    assertThat(failed.getString("failure.code")).isEqualTo("engine-failed");
    assertThat(failed.getString("failure.detail")).contains("leave it out");
  }

  @Test
  void whatIsWrongWithAWarehouseIsSaidWithItsPlace() {
    shop.as("engineer")
        .body(Map.of("connection", Company.connection("wrong")))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("code", is("credentials-refused"));
    shop.warehouse("locked", Company.connection("wrong"));
    shop.as("engineer")
        .body(Map.of("warehouse", "locked", "query", "select 1 as id"))
        .post("/models/preview")
        .then()
        .statusCode(422)
        .body("code", is("credentials-refused"), "errors[0].pointer", is("/warehouse"));
    shop.as("engineer")
        .body(
            Map.of(
                "connection",
                Map.of(
                    "kind",
                    "postgresql",
                    "host",
                    "127.0.0.1",
                    "port",
                    1,
                    "database",
                    "x",
                    "user",
                    "y",
                    "tls",
                    false)))
        .post("/warehouses/test")
        .then()
        .statusCode(502)
        .body("code", is("warehouse-unreachable"));
    for (String host : List.of("169.254.169.254", "10.0.0.1", "[::ffff:10.0.0.1]")) {
      shop.as("engineer")
          .body(
              Map.of(
                  "connection",
                  Map.of("kind", "postgresql", "host", host, "database", "x", "user", "y")))
          .post("/warehouses/test")
          .then()
          .statusCode(422)
          .body("code", is("address-refused"));
    }
    for (String path : List.of("../other/shop.duckdb", "/etc/passwd", "..", "a/../../x")) {
      shop.as("engineer")
          .body(Map.of("connection", Map.of("kind", "files", "path", path)))
          .post("/warehouses/test")
          .then()
          .statusCode(422)
          .body("code", is("file-outside"));
    }
    shop.as("engineer")
        .body(Map.of("connection", Map.of("kind", "oracle")))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/connection/kind"));
    shop.as("engineer")
        .body(Map.of("connection", Map.of("kind", "files", "path", "x"), "url", "jdbc:x"))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("detail", containsString("Unknown field url"));
  }

  @Test
  void aLinkCannotLeadOutOfTheWorkspacesFolder() throws Exception {
    Files.createSymbolicLink(shop.files().resolve("link.duckdb"), Path.of("/etc/passwd"));
    shop.as("engineer")
        .body(Map.of("connection", Map.of("kind", "files", "path", "link.duckdb")))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("code", is("file-outside"));
  }

  @Test
  void onlyOneSelectIsAcceptedAsAQuery() throws Exception {
    shop.table("shop.duckdb", "create table customers as select 1 as id");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.warehouse("dw", Company.connection(Company.password()));
    for (String warehouse : List.of("shop", "dw")) {
      for (String query :
          List.of(
              "drop table customers",
              "select 1 as id; select 2 as id",
              "select 1) source_; drop table customers; --",
              "select 1 as id; commit; drop table customers",
              "with gone as (delete from customers returning *) select * from gone",
              "copy (select 1) to '/tmp/x'",
              "selec 1")) {
        shop.as("engineer")
            .body(Map.of("warehouse", warehouse, "query", query))
            .post("/models/preview")
            .then()
            .statusCode(422)
            .body("errors.pointer", hasItem("/query"))
            .body("detail", not(containsString("java.")));
      }
    }
    for (String warehouse : List.of("shop", "dw")) {
      for (String end : List.of(";", " -- one row", "; -- one row", "\n;;\n/* one row; */\n")) {
        shop.as("engineer")
            .body(
                Map.of(
                    "warehouse",
                    warehouse,
                    "query",
                    "select 7 as id" + end,
                    "primaryKey",
                    List.of("id")))
            .post("/models/preview")
            .then()
            .statusCode(200)
            .body("columns.name", equalTo(List.of("id")));
      }
    }
    shop.as("engineer")
        .body(Map.of("warehouse", "shop", "query", "select * from read_text('/etc/passwd')"))
        .post("/models/preview")
        .then()
        .statusCode(422);
  }

  @Test
  void aModelThatDoesNotFitItsTableSaysEverythingThatIsWrong() throws Exception {
    shop.table("shop.duckdb", "create table customers as select 1 as id, 'a' as email");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.as("engineer")
        .body(
            Map.of(
                "key",
                "m",
                "name",
                "M",
                "warehouse",
                "shop",
                "table",
                "customers",
                "primaryKey",
                List.of("nope"),
                "mapping",
                Map.of("identifiers", Map.of("mail", "email"), "observedAt", "email")))
        .post("/models")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/primaryKey/0"))
        .body("errors.pointer", hasItem("/mapping/identifiers/mail"))
        .body("errors.pointer", hasItem("/mapping/observedAt"));
    shop.as("engineer")
        .body(
            Map.of(
                "key",
                "m",
                "name",
                "M",
                "warehouse",
                "shop",
                "table",
                "nowhere",
                "primaryKey",
                List.of("id")))
        .post("/models")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/table"));
  }

  @Test
  void anotherWorkspacesObjectsDoNotExist() throws Exception {
    shop.table(
        "shop.duckdb", "create table customers as select 1 as id, 'a' as email, 0.1 as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    String run = shop.run(model);
    String stranger = "wsp_" + UUID.randomUUID();
    shop.announce(stranger, Duration.ZERO);
    RequestSpecification other =
        given()
            .auth()
            .oauth2(TokenIssuer.shared().memberWithPersonalData(stranger, "admin"))
            .contentType("application/json");
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() ->
            given()
                .spec(other)
                .get("/api/v1/workspaces/{w}/models", stranger)
                .then()
                .statusCode(200)
                .body("data.size()", is(0)));
    given()
        .spec(other)
        .get("/api/v1/workspaces/{w}/models", shop.workspace().value())
        .then()
        .statusCode(404);
    given()
        .spec(other)
        .get("/api/v1/workspaces/{w}/models/{m}", stranger, model)
        .then()
        .statusCode(404);
    given()
        .spec(other)
        .get("/api/v1/workspaces/{w}/runs/{r}", stranger, run)
        .then()
        .statusCode(404);
    given()
        .spec(other)
        .post("/api/v1/workspaces/{w}/runs/{r}/cancel", stranger, run)
        .then()
        .statusCode(404);
    shop.finished(run);
  }

  @Test
  void aPasswordIsNeverShownAndAWarehouseInUseIsNotDeleted() {
    String password = Company.password();
    shop.warehouse("dw", Company.connection(password))
        .body(not(containsString(password)))
        .body("connection.passwordSet", is(true))
        .body("connection.password", nullValue());
    shop.as("engineer")
        .body(
            Map.of(
                "key",
                "one",
                "name",
                "One",
                "warehouse",
                "dw",
                "query",
                "select 1 as id",
                "entity",
                "thing",
                "primaryKey",
                List.of("id")))
        .post("/models")
        .then()
        .statusCode(201);
    shop.as("engineer")
        .delete("/warehouses/dw")
        .then()
        .statusCode(409)
        .body("code", is("in-use"))
        .body("detail", containsString("one"));
    shop.as("engineer").delete("/models/one").then().statusCode(204);
    shop.as("engineer").delete("/warehouses/dw").then().statusCode(204);
  }

  /** Removed rows of the workspace that the log is yet to forget. */
  private long waitingTombstones() throws Exception {
    try (Connection connection = worker.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*) from pending_tombstone where workspace = ?")) {
      query.setString(1, shop.workspace().value());
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
