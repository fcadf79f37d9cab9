package dev.tributary.runtime.http;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RunningService.class)
class HttpTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String OURS = "wsp_ours";
  private static final String THEIRS = "wsp_theirs";
  private static final TokenIssuer TOKENS = TokenIssuer.shared();

  @TestHTTPResource(management = true)
  URI management;

  @Inject KafkaClients kafka;
  @Inject WorkspaceDirectory workspaces;

  @BeforeEach
  void knowWorkspaces() {
    await().atMost(BOUND).until(() -> get(management.resolve("health/ready")).statusCode() == 200);
    publish(workspace(OURS, 1, "ours"));
    publish(workspace(THEIRS, 1, "theirs"));
    await()
        .atMost(BOUND)
        .until(() -> workspaces.find(OURS).isPresent() && workspaces.find(THEIRS).isPresent());
  }

  @Test
  void aMemberReachesTheWorkspaceByIdAndByKey() {
    for (String named : List.of(OURS, "ours")) {
      as(TOKENS.memberWithPersonalData(OURS, "viewer"))
          .get("/api/v1/workspaces/" + named + "/sources")
          .then()
          .statusCode(200)
          .header("X-Request-Id", notNullValue())
          .body("workspace", equalTo(OURS))
          .body("caller", equalTo("viewer@example.test"))
          .body("personalData", is(true))
          .body("virtual", is(true));
    }
    as(TOKENS.installationAdmin())
        .get("/api/v1/workspaces/ours/sources")
        .then()
        .statusCode(200)
        .body("personalData", is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer abc", "Bearer a.b.c", "Basic YTpi"})
  void withoutAValidTokenNobodyComesIn(String authorization) {
    problem(
            given()
                .header("Authorization", authorization)
                .get("/api/v1/workspaces/ours/sources")
                .then(),
            401,
            "unauthenticated")
        .header("WWW-Authenticate", startsWith("Bearer"));
  }

  @Test
  void aTokenThatHasExpiredIsRefused() {
    problem(
        as(TOKENS.expired("old", "/ws/" + OURS + "/admin"))
            .get("/api/v1/workspaces/ours/sources")
            .then(),
        401,
        "unauthenticated");
  }

  @Test
  void aTokenForAnotherApiIsRefused() {
    for (String audience : List.of("another-api", "account", TokenIssuer.AUDIENCE + "-2")) {
      problem(
          as(TOKENS.forAudience(audience, "root", "/installation/admin"))
              .get("/api/v1/workspaces/ours/sources")
              .then(),
          401,
          "unauthenticated");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "theirs",
        "wsp_theirs",
        "wsp_none",
        "ours%2F..%2Ftheirs",
        "..",
        "%2e%2e",
        "theirs;x=ours",
        "OURS"
      })
  void anotherWorkspaceIsNotThere(String named) {
    problem(
        as(TOKENS.member(OURS, "admin"))
            .urlEncodingEnabled(false)
            .get("/api/v1/workspaces/" + named + "/sources")
            .then(),
        404,
        "not-found");
  }

  @Test
  void aRoleThatIsTooSmallIsTold() {
    problem(
            as(TOKENS.member(OURS, "viewer"))
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/workspaces/ours/sources")
                .then(),
            403,
            "forbidden")
        .body("detail", containsString("engineer"));
    as(TOKENS.member(OURS, "engineer"))
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/workspaces/ours/sources")
        .then()
        .statusCode(200);
    problem(
        as(TOKENS.token("x", "/ws/" + OURS, "/ws/" + OURS + "/owner", "/ws//admin", "/admin"))
            .get("/api/v1/workspaces/ours/sources")
            .then(),
        404,
        "not-found");
  }

  @Test
  void aRouteThatTheRoleMatrixDoesNotNameIsRefused() {
    problem(
        as(TOKENS.installationAdmin()).delete("/api/v1/workspaces/ours/sources").then(),
        404,
        "not-found");
  }

  @Test
  void whatIsNotThereOrNotAllowedIsAProblemToo() {
    problem(given().get("/nothing").then(), 404, "not-found");
    problem(given().get("/api/v1/nothing").then(), 404, "not-found");
    problem(
        as(TOKENS.installationAdmin()).patch("/api/v1/workspaces/ours/sources").then(),
        405,
        "method-not-allowed");
    problem(
        engineer()
            .contentType("text/plain")
            .body("x")
            .post("/api/v1/workspaces/ours/sources")
            .then(),
        415,
        "unsupported-media-type");
    problem(engineer().get("/api/v1/workspaces/ours/sources?limit=0").then(), 400, "bad-parameter");
    problem(engineer().get("/api/v1/workspaces/ours/sources?limit=x").then(), 400, "bad-parameter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"a","extra":1}         | 422 | /extra          | known are at, inner, list
          {"at":"yesterday"}             | 422 | /at             | a time such as
          {"type":"nope"}                | 422 | /type           | one of
          {"name":{}}                    | 422 | /name           | a text
          {"inner":{"count":"x"}}        | 422 | /inner/count    | a whole number
          {"inner":{"count":-1}}         | 422 | /inner          | count must not be negative
          {"list":[{"count":1},{"b":1}]} | 422 | /list/1/b       | known are count
          {"list":{}}                    | 422 | /list           | a list
          {"problem":true}               | 422 | /problem        | refused by the record
          [1]                            | 422 | ''              | an object
          null                           | 422 | ''              | an object
          {"list":[{"count":1},null]}    | 422 | /list/1         | must be
          {"name":"a\\u0000b"}            | 422 | /name           | U+0000
          {"inner":{"a\\u0000/":1}}       | 422 | /inner          | U+0000
          {"list":[1,"\\ud800"]}          | 422 | /list/1         | surrogate
          {"list":[1,"\\udc00\\ud800"]}    | 422 | /list/1         | surrogate
          {"name":1e400000}              | 422 | /name           | between
          {"inner":{"count":-1e99999999999}} | 422 | /inner/count | between
          {"name":"a","name":"b"}        | 422 | /name           | twice
          {"list":[{"count":1,"count":2}]} | 422 | /list/0/count | twice
          {"name":                       | 400 |                 | line 1
          {"at":2026-01-01}              | 400 |                 | line 1
          nonsense                       | 400 |                 | line 1
          {"name":"a"}{"name":"b"}       | 400 |                 | more than one value
          """)
  void aBodyThatIsWrongIsAnsweredWithThePlaceAndTheRemedy(
      String body, int status, String pointer, String detail) {
    ValidatableResponse answer =
        problem(
            engineer()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/workspaces/ours/sources")
                .then(),
            status,
            status == 400 ? "malformed-json" : "invalid");
    answer
        .body("detail", containsString(detail))
        .body("detail", not(containsString("dev.tributary")))
        .body("detail", not(containsString("java.")));
    if (pointer != null) {
      answer.body("errors[0].pointer", equalTo(pointer));
    }
  }

  @Test
  void whatNestsTooDeepIsRefusedWhereItBegins() {
    String body = "{\"inner\":" + "[".repeat(100) + "]".repeat(100) + "}";
    problem(
            engineer()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/workspaces/ours/sources")
                .then(),
            422,
            "invalid")
        .body("errors[0].pointer", startsWith("/inner/0/0/"));
  }

  @Test
  void aBodyThatIsMissingIsAskedFor() {
    problem(
        engineer().contentType("application/json").post("/api/v1/workspaces/ours/sources").then(),
        422,
        "invalid");
    assertThat(optional("")).isEqualTo("false");
    assertThat(optional("{}")).isEqualTo("true");
  }

  @Test
  void timesAreWrittenAsRfc3339() {
    engineer()
        .contentType("application/json")
        .body("{\"at\":\"2026-01-31T12:00:00.5+01:00\"}")
        .post("/api/v1/workspaces/ours/sources")
        .then()
        .statusCode(200)
        .body("at", equalTo("2026-01-31T11:00:00.500Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "bug,500,internal",
    "outage,503,unavailable",
    "cancelled,503,unavailable",
    "shutdown,503,unavailable",
    "slow,422,query-too-long",
    "unstorable,422,invalid"
  })
  void aFailureOfOursTellsNothingOfTheInside(String source, int status, String code) {
    ValidatableResponse answer =
        problem(engineer().get("/api/v1/workspaces/ours/sources/" + source).then(), status, code);
    assertThat(answer.extract().asString())
        .doesNotContain("Exception", "detail for nobody", "at dev.");
  }

  @Test
  void aRequestKeepsTheIdThatTheGatewayGaveIt() {
    engineer()
        .header("X-Request-Id", "request-12345")
        .get("/api/v1/workspaces/ours/sources/none")
        .then()
        .statusCode(404)
        .header("X-Request-Id", "request-12345")
        .body("requestId", equalTo("request-12345"));
    engineer()
        .header("X-Request-Id", "<script>")
        .get("/api/v1/workspaces/ours/sources")
        .then()
        .header("X-Request-Id", not(containsString("script")));
  }

  @Test
  void aFailureIsLoggedWithTheIdOfItsRequest() {
    LoggedRequests logged = new LoggedRequests(ProblemMappers.class);
    try {
      engineer()
          .header("X-Request-Id", "request-of-a-bug")
          .get("/api/v1/workspaces/ours/sources/bug")
          .then()
          .statusCode(500);
    } finally {
      logged.close();
    }
    assertThat(logged.ids()).containsExactly("request-of-a-bug");
  }

  @Test
  void aRenamedWorkspaceIsFoundUnderItsNewKeyOnly() {
    publish(workspace("wsp_renamed", 1, "before"));
    await().atMost(BOUND).until(() -> workspaces.find("before").isPresent());
    publish(workspace("wsp_renamed", 2, "after"));
    await().atMost(BOUND).until(() -> workspaces.find("after").isPresent());
    assertThat(workspaces.find("before")).isEmpty();
  }

  private static String optional(String body) {
    return engineer()
        .contentType("application/json")
        .body(body)
        .post("/api/v1/workspaces/ours/sources/web/write-keys")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static RequestSpecification engineer() {
    return as(TOKENS.member(OURS, "engineer"));
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token);
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String code) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("status", is(status))
        .body("retryable", is(status == 503))
        .body("requestId", notNullValue());
  }

  private static Definition workspace(String id, long version, String key) {
    WorkspaceBody body = new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "NL");
    return new Definition(
        new WorkspaceId(id), id, version, key, key, false, Json.MAPPER.valueToTree(body));
  }

  private void publish(Definition definition) {
    MessageHeaders headers =
        new MessageHeaders("m", Definition.TYPE, definition.workspace(), "m", Instant.EPOCH, null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer.send(
          Topics.toRecord(
              Message.of(Topic.WORKSPACES, definition.id(), Json.write(definition), headers)));
    }
  }
}
