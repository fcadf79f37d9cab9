package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of rules and what waits for somebody's decision, over REST. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class IdentityRulesHttpTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final TokenIssuer tokens = TokenIssuer.shared();
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId workspace = new WorkspaceId(ids.next(Ids.WORKSPACE));

  private final KafkaClients kafka = RealParts.kafka();

  @BeforeEach
  void aWorkspaceIsKnown() {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL");
    Definition definition =
        new Definition(
            workspace,
            workspace.value(),
            1,
            workspace.value(),
            "Test",
            false,
            Json.MAPPER.valueToTree(body));
    send(
        Message.of(
            Topic.WORKSPACES,
            workspace.value(),
            Json.write(definition),
            new MessageHeaders("m", Definition.TYPE, workspace, "m", Instant.now(), null)));
    eventually(() -> viewer().get(path("/rules")).then().statusCode(200));
  }

  @Test
  void theDefaultsProtectAndAChangeIsAVersion() {
    viewer()
        .get(path("/rules"))
        .then()
        .header("ETag", "\"0\"")
        .body("version", equalTo(0))
        .body("strategy", equalTo("merge"))
        .body("types.type", contains("user_id", "email", "phone", "*", "anonymous_id"))
        .body("types[0].limit.values", equalTo(1))
        .body("types[0].limit.per", equalTo("ever"))
        .body("types[1].case", equalTo("lower"));
    put("\"0\"", Map.of("types", List.of(Map.of("type", "user_id"), Map.of("type", "email"))))
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("types[0].merges", equalTo(true))
        .body("types[0].limit", nullValue())
        .body("types[1].case", equalTo("lower"));
    put("\"0\"", Map.of("types", List.of(Map.of("type", "user_id")))).statusCode(412);
    viewer().get(path("/rules")).then().body("types", hasSize(2));
  }

  @Test
  void everythingThatIsSaidOfATypeIsKept() {
    List<Map<String, Object>> types =
        List.of(
            line("card", false, false, "lower", null, "[0-9a-f]{8}", null),
            line("email", false, true, "keep", "drop", null, Map.of("values", 3, "per", "month")),
            line(
                "phone", true, false, "keep", null, "\\+49.*", Map.of("values", 2, "per", "year")));
    put(
            "\"0\"",
            Map.of(
                "strategy",
                "conversion",
                "maxIdentifiers",
                7,
                "maxMerges",
                2,
                "suspectAfter",
                4,
                "types",
                types))
        .statusCode(200);
    JsonPath kept = viewer().get(path("/rules")).then().statusCode(200).extract().jsonPath();
    assertThat(kept.<List<Map<String, Object>>>get("types")).isEqualTo(types);
    assertThat(kept.getString("strategy")).isEqualTo("conversion");
    assertThat(kept.getInt("maxIdentifiers")).isEqualTo(7);
    assertThat(kept.getInt("maxMerges")).isEqualTo(2);
    assertThat(kept.getInt("suspectAfter")).isEqualTo(4);
  }

  private static Map<String, Object> line(
      String type,
      boolean merges,
      boolean unique,
      String letterCase,
      @Nullable String parts,
      @Nullable String pattern,
      @Nullable Map<String, Object> limit) {
    Map<String, Object> line = new HashMap<>();
    line.put("type", type);
    line.put("merges", merges);
    line.put("unique", unique);
    line.put("limit", limit);
    line.put("case", letterCase);
    line.put("plusTags", parts == null ? "keep" : parts);
    line.put("dots", parts == null ? "keep" : parts);
    line.put("region", type.equals("phone") ? "DE" : null);
    line.put("pattern", pattern);
    line.put("blocked", List.of("^x" + type + "$", "^0+$"));
    return line;
  }

  @Test
  void everyMistakeIsToldAtItsPlaceAndNothingIsChanged() {
    Map<String, Object> first = Map.of("type", "user id", "limit", Map.of("per", "day"));
    Map<String, Object> second =
        Map.of(
            "type", "phone",
            "region", "Holland",
            "plusTags", "drop",
            "pattern", "(",
            "limit", Map.of("values", 0),
            "blocked", List.of("^ok$", "*"));
    put(
            null,
            Map.of(
                "maxIdentifiers",
                0,
                "types",
                List.of(first, second, Map.of("type", "phone"), Map.of("type", "a.b"))))
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/maxIdentifiers",
                "/types/0/type",
                "/types/1/region",
                "/types/1/plusTags",
                "/types/1/pattern",
                "/types/1/limit/values",
                "/types/1/blocked/1",
                "/types/2/type"));
    put(null, Map.of("types", List.of())).statusCode(422);
    put(null, Map.of("types", List.of(Map.of("type", "x", "limit", Map.of("per", "fortnight")))))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/types/0/limit/per"));
    viewer().get(path("/rules")).then().body("version", equalTo(0));
  }

  @Test
  void aConflictIsShownSettledAndDone() {
    collect("ann", "us@example.com");
    collect("bob", null);
    String event = collect("bob", "us@example.com");
    eventually(() -> viewer().get(path("/conflicts")).then().body("data", hasSize(1)));
    String id =
        viewer()
            .get(path("/conflicts"))
            .then()
            .body("data[0].reason", equalTo("limit"))
            .body("data[0].limit.type", equalTo("user_id"))
            .body("data[0].limit.values", equalTo(1))
            .body("data[0].limit.per", equalTo("ever"))
            .body("data[0].identifier.type", equalTo("email"))
            .body("data[0].identifier.value.masked", equalTo(true))
            .body("data[0].lastEvent", equalTo(event))
            .extract()
            .path("data[0].id");
    given()
        .auth()
        .oauth2(tokens.memberWithPersonalData(workspace.value(), "viewer"))
        .get("/api/v1/workspaces/" + workspace + "/events/" + event)
        .then()
        .body("leftOut[0].type", equalTo("email"))
        .body("leftOut[0].value", equalTo("us@example.com"))
        .body("leftOut[0].reason", equalTo("limit"))
        .body("leftOut[0].limit.type", equalTo("user_id"))
        .body("leftOut[0].limit.values", equalTo(1));
    given()
        .auth()
        .oauth2(tokens.memberWithPersonalData(workspace.value(), "viewer"))
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "a", Map.of("type", "user_id", "value", "bob"),
                "b", Map.of("type", "email", "value", "us@example.com")))
        .post("/api/v1/workspaces/" + workspace + "/profiles/explain")
        .then()
        .body("samePerson", equalTo(false))
        .body("reason", equalTo("conflict"))
        .body("conflicts.id", contains(id));
    settle(id, "perhaps").statusCode(422);
    settle("cfl_0", "merge").statusCode(404);
    settle(id, "merge").statusCode(202).body("event", notNullValue());
    settle(id, "merge").statusCode(409);
    eventually(() ->
        given()
            .auth()
            .oauth2(tokens.memberWithPersonalData(workspace.value(), "viewer"))
            .get("/api/v1/workspaces/" + workspace + "/profiles/user_id:bob")
            .then()
            .body("identifiers.value", containsInAnyOrder("us@example.com", "ann", "bob")));
    viewer().get(path("/conflicts")).then().body("data", empty());
    viewer()
        .get(path("/conflicts?state=settled"))
        .then()
        .body("data[0].outcome", equalTo("merged"));
    viewer().get(path("/conflicts?state=gone")).then().statusCode(400);
  }

  @Test
  void aConflictThatEvidenceResolvesWaitsForNobody() {
    collect("ann", "us@example.com");
    collect("bob", null);
    collect("bob", "us@example.com");
    eventually(() -> viewer().get(path("/conflicts")).then().body("data", hasSize(1)));
    put(null, Map.of("types", List.of(Map.of("type", "user_id"), Map.of("type", "email"))))
        .statusCode(200);
    collect("bob", "us@example.com");
    eventually(() -> viewer().get(path("/conflicts")).then().body("data", empty()));
    viewer()
        .get(path("/conflicts?state=settled"))
        .then()
        .body("data[0].state", equalTo("settled"))
        .body("data[0].outcome", equalTo("merged"));
  }

  @Test
  void aValueBesideManyPeopleIsSuspectedUntilItIsBlocked() {
    collect("first", "office@example.com");
    for (int i = 0; i < 12; i++) {
      collect("colleague" + i, "office@example.com");
    }
    eventually(() ->
        viewer()
            .get(path("/shared-identifiers"))
            .then()
            .body("data", hasSize(1))
            .body("data[0].type", equalTo("email"))
            .body("data[0].value.masked", equalTo(true))
            .body("data[0].blocked", equalTo(false)));
    viewer().get(path("/health")).then().body("suspected", equalTo(1));
    Map<String, Object> email = Map.of("type", "email", "blocked", List.of("^office@"));
    put(null, Map.of("types", List.of(Map.of("type", "user_id"), email))).statusCode(200);
    viewer().get(path("/shared-identifiers")).then().body("data.blocked", contains(true));
    viewer().get(path("/health")).then().body("suspected", equalTo(0));
  }

  private ValidatableResponse put(String ifMatch, Map<String, Object> rules) {
    RequestSpecification request =
        given()
            .auth()
            .oauth2(tokens.member(workspace.value(), "admin"))
            .contentType(ContentType.JSON)
            .body(rules);
    return (ifMatch == null ? request : request.header("If-Match", ifMatch))
        .put(path("/rules"))
        .then();
  }

  private ValidatableResponse settle(String conflict, String outcome) {
    return given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "marketer"))
        .contentType(ContentType.JSON)
        .body(Map.of("outcome", outcome))
        .post(path("/conflicts/" + conflict + "/outcome"))
        .then();
  }

  private RequestSpecification viewer() {
    return given().auth().oauth2(tokens.member(workspace.value(), "viewer"));
  }

  private String path(String part) {
    return "/api/v1/workspaces/" + workspace + "/identity" + part;
  }

  private static void eventually(Runnable check) {
    Awaitility.await().atMost(BOUND).untilAsserted(check::run);
  }

  private String collect(String user, String email) {
    String traits = email == null ? "{}" : "{\"email\":\"" + email + "\"}";
    CollectedEvent collected =
        CollectedEventBuilder.builder()
            .eventId(new EventId(ids.next(Ids.EVENT)))
            .workspace(workspace)
            .source(new SourceId("src_web"))
            .sourceKind(SourceKind.SERVER)
            .pathType(null)
            .receivedAt(Instant.now())
            .acceptedAt(Instant.now())
            .clientAddress("192.0.2.7")
            .envelope("{}".getBytes(StandardCharsets.UTF_8))
            .item(
                "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":%s}"
                    .formatted(user, traits)
                    .getBytes(StandardCharsets.UTF_8))
            .build();
    send(collected.toMessage(workspace.value()));
    return collected.eventId().value();
  }

  private void send(Message message) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 30_000)) {
      producer.send(Topics.toRecord(message));
    }
  }
}
