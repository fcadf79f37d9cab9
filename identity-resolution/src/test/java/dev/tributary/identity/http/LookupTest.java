package dev.tributary.identity.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class LookupTest {
  private final KafkaClients kafka = RealParts.kafka();

  @SuppressWarnings("NullAway.Init")
  private TestWorkspace workspace;

  @BeforeEach
  void twoPeopleAreKnown() {
    workspace = new TestWorkspace(kafka);
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"1\",\"userId\":\"u1\","
            + "\"traits\":{\"email\":\"ann@shop.example\"}}",
        "{\"type\":\"identify\",\"messageId\":\"2\",\"userId\":\"u2\","
            + "\"traits\":{\"phone\":\"06 12345678\"}}");
  }

  @Test
  void manyIdentifiersAreLookedUpAtOnceInTheirOrder() {
    String one = workspace.profile("user_id", "u1");
    String two = workspace.profile("user_id", "u2");
    lookup(
            List.of(
                named("phone", "+31612345678"),
                named("email", "nobody@shop.example"),
                named("email", " ANN@shop.example"),
                named("email", "no address"),
                named("user_id", "u1"),
                named("user_id", "u1")))
        .statusCode(200)
        .body(
            "data.id",
            contains(
                equalTo(two), nullValue(), equalTo(one), nullValue(), equalTo(one), equalTo(one)))
        .body("data.type", contains("phone", "email", "email", "email", "user_id", "user_id"))
        .body(not(containsString("shop.example")));
    lookup(Collections.nCopies(11, named("user_id", "u2")))
        .statusCode(422)
        .body("errors.pointer", contains("/identifiers"))
        .body("detail", containsString("personal-data:read"));
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body(Map.of("identifiers", Collections.nCopies(100, named("user_id", "u2"))))
        .post(workspace.path("/profiles/lookup"))
        .then()
        .statusCode(200)
        .body("data.size()", equalTo(100));
  }

  @Test
  void whatIsMissingIsSaidAtItsPlace() {
    lookup(List.of()).statusCode(422).body("errors.pointer", contains("/identifiers"));
    lookup(Collections.nCopies(101, named("user_id", "u1")))
        .statusCode(422)
        .body("errors.pointer", contains("/identifiers"));
    lookup(List.of(named("user_id", "u1"), Map.of("value", "u2"), Map.of("type", "email")))
        .statusCode(422)
        .body("errors.pointer", contains("/identifiers/1/type", "/identifiers/2/value"));
    post("{}").statusCode(422).body("errors.pointer", contains("/type", "/value"));
    post("{\"identifiers\":[null]}").statusCode(422);
    post("{\"type\":\"user_id\",\"identifiers\":[{\"type\":\"email\",\"value\":\"a\"}]}")
        .statusCode(422);
  }

  private static Map<String, String> named(String type, String value) {
    return Map.of("type", type, "value", value);
  }

  private ValidatableResponse lookup(List<Map<String, String>> identifiers) {
    return post(Map.of("identifiers", identifiers));
  }

  private ValidatableResponse post(Object body) {
    return workspace
        .viewer()
        .contentType(ContentType.JSON)
        .body(body)
        .post(workspace.path("/profiles/lookup"))
        .then();
  }
}
