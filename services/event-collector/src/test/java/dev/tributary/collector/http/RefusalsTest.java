package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.Surroundings;
import dev.tributary.collector.Surroundings.TestSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the one shape an SDK would send again for ever, or a page could not read the answer. */
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class RefusalsTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void aWriteKeyThatIsUnknownMissingOrNoKeyAtAll() {
    RefusalShape.check(
        RefusalShape.fromAPage().auth().preemptive().basic("unknown", "").body("{}").post("/v1/t"),
        401,
        "unknown-write-key");
    RefusalShape.check(
        RefusalShape.fromAPage().body("{\"batch\":[]}").post("/v1/batch"),
        401,
        "unknown-write-key");
    RefusalShape.check(
        RefusalShape.fromAPage().get("/v1/projects/unknown/settings"), 401, "unknown-write-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/purchase", "/v1/", "/v1/track/more", "/projects/"})
  void aCallThatDoesNotExist(String path) {
    RefusalShape.check(RefusalShape.fromAPage().body("{}").post(path), 404, "not-found");
    RefusalShape.check(RefusalShape.fromAPage().get(path), 404, "not-found");
  }

  @Test
  void aCallThatIsNotPosted() {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
      RefusalShape.check(
          RefusalShape.fromAPage().request(method, "/v1/track"), 405, "method-not-allowed");
    }
  }

  /** Also beyond what the server itself would take. */
  @ParameterizedTest
  @ValueSource(ints = {5, 9, 12})
  void aBodyOverTheLimit(int mebibytes) {
    byte[] body = new byte[mebibytes * MIB];
    RefusalShape.check(keyed().body(body).post("/v1/batch"), 400, "too-large");
    RefusalShape.check(
        keyed().body(new ByteArrayInputStream(body)).post("/v1/batch"), 400, "too-large");
  }

  @Test
  void aRefusalIsReadableWithoutAnOriginToo() {
    given()
        .body("{}")
        .post("/v1/purchase")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .header("Access-Control-Allow-Origin", equalTo("*"));
  }

  private static RequestSpecification keyed() {
    TestSource source = Surroundings.source();
    return RefusalShape.fromAPage()
        .auth()
        .preemptive()
        .basic(source.writeKey(), "")
        .contentType("application/octet-stream");
  }
}
