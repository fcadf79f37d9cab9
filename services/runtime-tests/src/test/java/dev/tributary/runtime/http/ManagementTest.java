package dev.tributary.runtime.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import dev.tributary.runtime.http.installation.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Health, metrics, the API's document and what services ask each other have a port of their own.
 */
@QuarkusTest
@QuarkusTestResource(RunningService.class)
class ManagementTest {
  @TestHTTPResource(management = true)
  URI management;

  @Inject ServiceToken token;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q",
        "/q/",
        "/q/health",
        "/q/health/live",
        "/q/health/ready",
        "/q/health/started",
        "/q/health/group/traffic",
        "/q/metrics",
        "/q/openapi",
        "/q/openapi?format=json",
        "/internal/facts?workspace=wsp_a",
        "/internal/pipeline?workspace=wsp_a",
        "/internal/purges?workspace=wsp_a"
      })
  void thePublicPortHasNoneOfIt(String path) {
    Response unknown = asService().get("/nothing");
    Response answer = asService().get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(withoutId(answer)).isEqualTo(withoutId(unknown));
    assertThat(answer.headers().asList().stream().map(header -> header.getName()))
        .containsExactlyElementsOf(
            unknown.headers().asList().stream().map(header -> header.getName()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/q/health/live, UP",
    "/q/metrics, jvm_info",
    "/q/openapi, openapi",
  })
  void theManagementPortHasThem(String path, String part) {
    onManagement(given()).get(path).then().statusCode(200).body(containsString(part));
  }

  @Test
  void servicesAskThereWithTheirToken() {
    onManagement(asService())
        .get("/internal/facts?workspace=wsp_a&workspace=wsp_b")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("workspaces", allOf(hasKey("wsp_a"), hasKey("wsp_b")))
        .body("workspaces.wsp_a", hasKey("facts"));
    onManagement(asService())
        .get("/internal/pipeline?workspace=wsp_a")
        .then()
        .statusCode(200)
        .body("definitions", hasKey("workspaces"))
        .body("$", hasKey("pending"));
    onManagement(asService()).get("/internal/purges?workspace=wsp_a").then().statusCode(200);
  }

  @Test
  void aQuestionAboutNoWorkspaceShowsThatTheServiceAnswers() {
    onManagement(asService())
        .get("/internal/facts")
        .then()
        .statusCode(200)
        .body(equalTo("{\"workspaces\":{}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"facts", "pipeline", "purges", "none"})
  void withoutTheTokenNothingIsThere(String route) {
    String path = "/internal/" + route + "?workspace=wsp_a";
    for (RequestSpecification stranger :
        new RequestSpecification[] {given(), given().header(ServiceToken.HEADER, "guess")}) {
      problem(onManagement(stranger).get(path), 404, "not-found");
    }
  }

  @Test
  void whatIsAskedForIsChecked() {
    problem(onManagement(asService()).get("/internal/pipeline"), 400, "bad-parameter");
    problem(onManagement(asService()).get("/internal/probes/a/echo"), 400, "bad-parameter");
    problem(
        onManagement(asService()).get("/internal/purges?workspace=wsp_a&workspace=wsp_b"),
        400,
        "bad-parameter");
    problem(onManagement(asService()).get("/internal/none?workspace=wsp_a"), 404, "not-found");
    problem(onManagement(asService()).post("/internal/facts?workspace=wsp_a"), 404, "not-found");
  }

  /** {@link ProbeRoutes} fail as those of a service might. */
  @ParameterizedTest
  @CsvSource({"bug, 500, internal", "outage, 503, unavailable"})
  void aFailureTellsNothingOfTheInside(String route, int status, String code) {
    Response answer = onManagement(asService()).get("/internal/" + route + "?workspace=wsp_a");
    problem(answer, status, code);
    assertThat(answer.asString()).doesNotContain("Exception", "detail for nobody", "at dev.");
  }

  @Test
  void aRouteAboutAnObjectGetsItAsThePathNamesIt() {
    String path = "/internal/probes/user_id:a%2Fb%20c/echo";
    assertThat(
            onManagement(asService())
                .urlEncodingEnabled(false)
                .get(path + "?workspace=wsp_a&guesser=sub")
                .as(String[].class))
        .containsExactly("wsp_a", "user_id:a/b c", "sub");
    assertThat(
            onManagement(asService())
                .urlEncodingEnabled(false)
                .get(path + "?workspace=wsp_a")
                .as(String[].class)[2])
        .isEqualTo("null");
    problem(
        onManagement(asService()).get("/internal/probes/a/echo?workspace=wsp_a&workspace=wsp_b"),
        400,
        "bad-parameter");
    problem(onManagement(given()).get("/internal/probes/a/echo?workspace=wsp_a"), 404, "not-found");
  }

  @Test
  void aQuestionIsAnsweredFromItsBody() {
    String path = "/internal/probe-questions";
    assertThat(onManagement(asService()).body("[\"a\",\"b\"]").post(path).as(String[].class))
        .containsExactly("a", "b");
    problem(onManagement(asService()).post(path), 400, "malformed-json");
    problem(onManagement(asService()).get(path), 404, "not-found");
    problem(onManagement(given()).body("[]").post(path), 404, "not-found");
  }

  /** They ask databases. */
  @Test
  void routesMayBlock() {
    onManagement(asService())
        .get("/internal/thread?workspace=wsp_a")
        .then()
        .statusCode(200)
        .body("mayBlock", equalTo(true));
  }

  private static void problem(Response answer, int status, String code) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("retryable", equalTo(status == 503))
        .body("requestId", notNullValue())
        .header("X-Request-Id", equalTo(answer.jsonPath().getString("requestId")));
  }

  private RequestSpecification asService() {
    return given().header(ServiceToken.HEADER, token.value());
  }

  private RequestSpecification onManagement(RequestSpecification request) {
    return request.baseUri("http://" + management.getHost()).port(management.getPort());
  }

  private static String withoutId(Response answer) {
    return answer.asString().replace(String.valueOf(answer.header("X-Request-Id")), "");
  }
}
