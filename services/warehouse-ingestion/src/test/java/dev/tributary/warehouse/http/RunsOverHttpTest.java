package dev.tributary.warehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RunsOverHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String workspace = "wsp_" + UUID.randomUUID();
  private final KafkaClients kafka =
      new KafkaClients(System.getProperty(WarehouseEnvironment.KAFKA));
  private Path files;

  @BeforeEach
  void aWorkspaceWithAFolder() throws Exception {
    files =
        Files.createDirectories(
            Path.of(System.getProperty(WarehouseEnvironment.DATA), "files", workspace));
    announce(workspace);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> as("engineer").get("/warehouses").then().statusCode(200));
  }

  @Test
  void aModelOfADuckDbFileIsReadComparedAndPublished() throws Exception {
    table(
        "shop.duckdb",
        "create table customers as select i as id, 'p' || i || '@example.test' as email, i / 10.0 as score from range(200) t(i)");
    warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    as("engineer")
        .body(Map.of("warehouse", "shop", "table", "customers"))
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("columns.name", equalTo(List.of("id", "email", "score")))
        .body("rows[0].email.masked", is(true));
    String model = people("customers", "shop", "customers");

    JsonPath first = finished(run(model));
    assertThat(first.getString("state")).isEqualTo("succeeded");
    assertThat(first.getLong("counts.added")).isEqualTo(200);
    assertThat(changes(first.getString("id"))).hasSize(200);

    JsonPath unchanged = finished(run(model));
    assertThat(changes(unchanged.getString("id"))).isEmpty();
    assertThat(unchanged.getLong("counts.unchanged")).isEqualTo(200);

    table("shop.duckdb", "update customers set score = 99 where id in (3, 4)");
    table("shop.duckdb", "delete from customers where id = 5");
    JsonPath third = finished(run(model));
    List<RowChange> changes = changes(third.getString("id"));
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
  }

  @Test
  void anEmptiedTableIsHeldUntilAPersonReleasesIt() throws Exception {
    table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(3) t(i)");
    warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = people("customers", "shop", "customers");
    finished(run(model));
    table("shop.duckdb", "delete from customers");
    JsonPath held = settled(run(model), "held");
    assertThat(held.getString("failure.detail")).contains("empty");
    assertThat(changes(held.getString("id"))).isEmpty();
    as("engineer").post("/models/{model}/runs", model).then().statusCode(409);
    as("marketer").post("/runs/{run}/release", held.getString("id")).then().statusCode(403);
    as("engineer").post("/runs/{run}/release", held.getString("id")).then().statusCode(202);
    JsonPath released = settled(held.getString("id"), "succeeded");
    assertThat(released.getLong("counts.removed")).isEqualTo(3);
    assertThat(changes(held.getString("id"))).hasSize(3);
  }

  @Test
  void aChangedSchemaRemovesNothingAndSaysSo() throws Exception {
    table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(30) t(i)");
    warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = people("customers", "shop", "customers");
    finished(run(model));
    table("shop.duckdb", "alter table customers drop column score");
    JsonPath failed = settled(run(model), "failed");
    assertThat(failed.getString("failure.code")).isEqualTo("schema-changed");
    assertThat(failed.getString("failure.detail")).contains("score is gone");
    assertThat(changes(failed.getString("id"))).isEmpty();
  }

  @Test
  void aPostgresWarehouseIsReadThroughACursor() throws Exception {
    String table = "t" + UUID.randomUUID().toString().replace("-", "");
    company(
        "create table "
            + table
            + " (id int primary key, email text, score numeric(6,2), seen timestamptz, tags jsonb, vip boolean)");
    company(
        "insert into "
            + table
            + " select i, 'p' || i, i / 10.0, '2026-01-01T00:00:00Z', '{\"a\": [1]}', i % 2 = 0 from generate_series(1, 12000) i");
    warehouse("dw", postgres(System.getProperty(WarehouseEnvironment.COMPANY_PASSWORD)));
    String model =
        as("engineer")
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
    JsonPath first = finished(run(model));
    assertThat(first.getLong("counts.added")).isEqualTo(12_000);
    RowChange one =
        changes(first.getString("id")).stream()
            .filter(c -> c.key().get("id").asInt() == 7)
            .findFirst()
            .orElseThrow();
    assertThat(one.row().get("tags")).isEqualTo(Json.MAPPER.readTree("{\"a\":[1]}"));
    assertThat(one.row().get("vip").asBoolean()).isFalse();
    assertThat(one.row().get("seen").asText()).isEqualTo("2026-01-01T00:00:00.000000Z");
    assertThat(one.columnTimes().get("score")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(changes(finished(run(model)).getString("id"))).isEmpty();
  }

  @Test
  void whatIsWrongWithAWarehouseIsSaidWithItsPlace() {
    as("engineer")
        .body(Map.of("connection", postgres("wrong")))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("code", is("credentials-refused"));
    as("engineer")
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
      as("engineer")
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
      as("engineer")
          .body(Map.of("connection", Map.of("kind", "files", "path", path)))
          .post("/warehouses/test")
          .then()
          .statusCode(422)
          .body("code", is("file-outside"));
    }
    as("engineer")
        .body(Map.of("connection", Map.of("kind", "oracle")))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/connection/kind"));
    as("engineer")
        .body(Map.of("connection", Map.of("kind", "files", "path", "x"), "url", "jdbc:x"))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("detail", containsString("Unknown field url"));
  }

  @Test
  void aLinkCannotLeadOutOfTheWorkspacesFolder() throws Exception {
    Files.createSymbolicLink(files.resolve("link.duckdb"), Path.of("/etc/passwd"));
    as("engineer")
        .body(Map.of("connection", Map.of("kind", "files", "path", "link.duckdb")))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("code", is("file-outside"));
  }

  @Test
  void onlyOneSelectIsAcceptedAsAQuery() throws Exception {
    table("shop.duckdb", "create table customers as select 1 as id");
    warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    warehouse("dw", postgres(System.getProperty(WarehouseEnvironment.COMPANY_PASSWORD)));
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
        as("engineer")
            .body(Map.of("warehouse", warehouse, "query", query))
            .post("/models/preview")
            .then()
            .statusCode(422)
            .body("errors.pointer", hasItem("/query"))
            .body("detail", not(containsString("java.")));
      }
    }
    as("engineer")
        .body(Map.of("warehouse", "shop", "query", "select * from read_text('/etc/passwd')"))
        .post("/models/preview")
        .then()
        .statusCode(422);
  }

  @Test
  void aModelThatDoesNotFitItsTableSaysEverythingThatIsWrong() throws Exception {
    table("shop.duckdb", "create table customers as select 1 as id, 'a' as email");
    warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    as("engineer")
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
    as("engineer")
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
    table("shop.duckdb", "create table customers as select 1 as id, 'a' as email, 0.1 as score");
    warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = people("customers", "shop", "customers");
    String run = run(model);
    String stranger = "wsp_" + UUID.randomUUID();
    announce(stranger);
    RequestSpecification other =
        given()
            .auth()
            .oauth2(TokenIssuer.shared().memberWithPersonalData(stranger, "admin"))
            .contentType("application/json");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            given()
                .spec(other)
                .get("/api/v1/workspaces/{w}/models", stranger)
                .then()
                .statusCode(200)
                .body("data.size()", is(0)));
    given().spec(other).get("/api/v1/workspaces/{w}/models", workspace).then().statusCode(404);
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
    finished(run);
  }

  @Test
  void aPasswordIsNeverShownAndAWarehouseInUseIsNotDeleted() {
    String password = System.getProperty(WarehouseEnvironment.COMPANY_PASSWORD);
    warehouse("dw", postgres(password))
        .body(not(containsString(password)))
        .body("connection.passwordSet", is(true))
        .body("connection.password", nullValue());
    as("engineer")
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
    as("engineer")
        .delete("/warehouses/dw")
        .then()
        .statusCode(409)
        .body("code", is("in-use"))
        .body("detail", containsString("one"));
    as("engineer").delete("/models/one").then().statusCode(204);
    as("engineer").delete("/warehouses/dw").then().statusCode(204);
  }

  private Map<String, Object> postgres(String password) {
    String[] address =
        System.getProperty(WarehouseEnvironment.COMPANY_URL)
            .replace("jdbc:postgresql://", "")
            .split("[:/?]", -1);
    return Map.of(
        "kind",
        "postgresql",
        "host",
        address[0],
        "port",
        Integer.parseInt(address[1]),
        "database",
        address[2],
        "user",
        System.getProperty(WarehouseEnvironment.COMPANY_USER),
        "password",
        password,
        "tls",
        false);
  }

  private RequestSpecification as(String role) {
    return given()
        .auth()
        .oauth2(TokenIssuer.shared().member(workspace, role))
        .basePath("/api/v1/workspaces/" + workspace)
        .contentType("application/json");
  }

  private ValidatableResponse warehouse(String key, Map<String, Object> connection) {
    return as("engineer")
        .body(Map.of("key", key, "name", key, "connection", connection))
        .post("/warehouses")
        .then()
        .statusCode(201);
  }

  private String people(String key, String warehouse, String table) {
    return as("engineer")
        .body(
            Map.of(
                "key",
                key,
                "name",
                key,
                "warehouse",
                warehouse,
                "table",
                table,
                "primaryKey",
                List.of("id"),
                "mapping",
                Map.of(
                    "identifiers", Map.of("id", "user_id", "email", "email"),
                    "traits", Map.of("score", "churn_score"))))
        .post("/models")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String run(String model) {
    return as("engineer")
        .post("/models/{model}/runs", model)
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private JsonPath finished(String run) {
    return settled(run, "succeeded");
  }

  private JsonPath settled(String run, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            as("viewer")
                .get("/runs/{run}", run)
                .then()
                .body("state", org.hamcrest.Matchers.oneOf("succeeded", "failed", "held")));
    JsonPath settled = as("viewer").get("/runs/{run}", run).jsonPath();
    assertThat(settled.getString("state")).as(settled.prettify()).isEqualTo(state);
    return settled;
  }

  private List<RowChange> changes(String run) {
    List<RowChange> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("test-" + UUID.randomUUID())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.ROWS.partitions())
              .mapToObj(i -> new TopicPartition(Topic.ROWS.topicName(), i))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
          RowChange change = Json.read(record.value(), RowChange.class);
          if (change.run().equals(run)) {
            found.add(change);
          }
        }
      }
    }
    return found;
  }

  private void announce(String id) throws Exception {
    WorkspaceBody body = new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "NL");
    Definition definition = new Definition(id, id, 1, id, id, false, Json.MAPPER.valueToTree(body));
    MessageHeaders headers =
        new MessageHeaders("msg", Definition.TYPE, id, "msg", Instant.now(), null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer
          .send(Topics.toRecord(Message.of(Topic.WORKSPACES, id, Json.write(definition), headers)))
          .get();
    }
  }

  private void table(String file, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + files.resolve(file));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void company(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                System.getProperty(WarehouseEnvironment.COMPANY_URL),
                System.getProperty(WarehouseEnvironment.COMPANY_USER),
                System.getProperty(WarehouseEnvironment.COMPANY_PASSWORD));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
