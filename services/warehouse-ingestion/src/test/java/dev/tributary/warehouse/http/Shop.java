package dev.tributary.warehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.definitions.ClassifiedTrait;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A workspace of its own, with a folder of files, as its people see it over HTTP. */
final class Shop {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "held", "cancelled");

  /** One for all tests: a new producer takes longer than a test's requests. */
  private static final class Producer {
    private static final KafkaProducer<byte[], byte[]> SHARED =
        new KafkaClients(System.getProperty(WarehouseEnvironment.KAFKA)).producer("test", 10_000);
  }

  private final WorkspaceId workspace = new WorkspaceId("wsp_" + UUID.randomUUID());
  private final Path files;
  private final Map<TopicPartition, Long> opened = RowsTopic.shared().ends();
  private long announced;

  private Shop() throws Exception {
    files =
        Files.createDirectories(
            Path.of(System.getProperty(WarehouseEnvironment.DATA), "files", workspace.value()));
  }

  static Shop open() throws Exception {
    Shop shop = new Shop();
    shop.moveClock(Duration.ZERO);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> shop.as("engineer").get("/warehouses").then().statusCode(200));
    return shop;
  }

  WorkspaceId workspace() {
    return workspace;
  }

  Path files() {
    return files;
  }

  /** Sets how far the workspace's business time is ahead. */
  void moveClock(Duration ahead) throws Exception {
    announce(workspace.value(), ahead);
  }

  /** From now on the workspace is held because its deletion was requested; null restores it. */
  void holdSince(@Nullable Instant since) throws Exception {
    announce(workspace.value(), Duration.ZERO, since);
  }

  RequestSpecification as(String role) {
    return asking(TokenIssuer.shared().member(workspace.value(), role));
  }

  RequestSpecification withPersonalData(String role) {
    return asking(TokenIssuer.shared().memberWithPersonalData(workspace.value(), role));
  }

  /** A program that may read personal data. */
  RequestSpecification program(String role) {
    return asking(
        TokenIssuer.shared()
            .token(
                "service-account-shop",
                "/ws/" + workspace + "/" + role,
                "/ws/" + workspace + "/personal-data"));
  }

  private RequestSpecification asking(String token) {
    return given()
        .auth()
        .oauth2(token)
        .basePath("/api/v1/workspaces/" + workspace)
        .contentType("application/json");
  }

  ValidatableResponse warehouse(String key, Map<String, Object> connection) {
    return as("engineer")
        .body(Map.of("key", key, "name", key, "connection", connection))
        .post("/warehouses")
        .then()
        .statusCode(201);
  }

  /** A model of people over a table with id, email and score. */
  String people(String key, String warehouse, String table) {
    return people(key, warehouse, Map.of("table", table));
  }

  /**
   * @param source a table or a query, and what else is asked for
   */
  String people(String key, String warehouse, Map<String, Object> source) {
    return as("engineer")
        .body(modelOfPeople(key, warehouse, source))
        .post("/models")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /**
   * What {@link #people} asks for.
   *
   * @param source a table or a query, and what else is asked for
   */
  static Map<String, Object> modelOfPeople(
      String key, String warehouse, Map<String, Object> source) {
    Map<String, Object> model = new HashMap<>();
    model.put("key", key);
    model.put("name", key);
    model.put("warehouse", warehouse);
    model.put("primaryKey", List.of("id"));
    model.put(
        "mapping",
        Map.of(
            "identifiers", Map.of("id", "user_id", "email", "email"),
            "traits", Map.of("score", "churn_score")));
    model.putAll(source);
    return model;
  }

  String run(String model) {
    return as("engineer")
        .post("/models/{model}/runs", model)
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  JsonPath finished(String run) {
    return settled(run, "succeeded");
  }

  JsonPath settled(String run, String state) {
    await().atMost(PATIENCE).until(() -> ENDS.contains(state(run)));
    JsonPath settled = withPersonalData("viewer").get("/runs/{run}", run).jsonPath();
    assertThat(settled.getString("state")).as(settled.prettify()).isEqualTo(state);
    return settled;
  }

  /** Without a path of REST Assured, which compiles a script for each answer. */
  private String state(String run) {
    byte[] answer = as("viewer").get("/runs/{run}", run).asByteArray();
    return Json.read(answer, JsonNode.class).path("state").asText();
  }

  /** What a run said of rows. */
  List<RowChange> changes(String run) {
    return rows(record -> record.value() != null && isOfThisWorkspace(record)).stream()
        .map(record -> Json.read(record.value(), RowChange.class))
        .filter(change -> change.run().value().equals(run))
        .toList();
  }

  private boolean isOfThisWorkspace(ConsumerRecord<byte[], byte[]> record) {
    byte[] owner = record.headers().lastHeader(MessageHeaders.WORKSPACE).value();
    return new String(owner, StandardCharsets.UTF_8).equals(workspace.value());
  }

  /** What came to the topic of rows since the shop was opened, of whatever workspace. */
  List<ConsumerRecord<byte[], byte[]>> rows(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    return RowsTopic.shared().since(opened, wanted);
  }

  void announce(String id, Duration ahead) throws Exception {
    announce(id, ahead, null);
  }

  private void announce(String id, Duration ahead, @Nullable Instant held) throws Exception {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", ahead.toMillis(), List.of(), "NL", held);
    publish(
        new Definition(
            new WorkspaceId(id), id, ++announced, id, id, false, Json.MAPPER.valueToTree(body)));
  }

  /** As the control plane says that the workspace is deleted for good. */
  void delete() throws Exception {
    String id = workspace.value();
    publish(
        new Definition(workspace, id, ++announced, id, id, true, Json.MAPPER.createObjectNode()));
  }

  private static void publish(Definition workspace) throws Exception {
    MessageHeaders headers =
        new MessageHeaders(
            "msg", Definition.TYPE, workspace.workspace(), "msg", Instant.now(), null);
    Producer.SHARED
        .send(
            Topics.toRecord(
                Message.of(Topic.WORKSPACES, workspace.id(), Json.write(workspace), headers)))
        .get();
  }

  /** As identity resolution says that a trait is classified. */
  void classify(String trait, long version, Classification classification) throws Exception {
    Message said = ClassifiedTrait.message(workspace, trait, version, classification);
    Producer.SHARED.send(Topics.toRecord(said)).get();
  }

  /** Works on a DuckDB file in the workspace's folder. */
  void table(String file, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + files.resolve(file));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
