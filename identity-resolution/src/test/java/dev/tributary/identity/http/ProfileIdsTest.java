package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.KeyHash;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ids of a profile, for other services. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ProfileIdsTest {
  private TestWorkspace workspace;

  @TestHTTPResource(management = true)
  URI management;

  @BeforeEach
  void somebodyIsKnown() {
    workspace = new TestWorkspace(RealParts.kafka());
    workspace.collect("{\"type\":\"identify\",\"messageId\":\"1\",\"userId\":\"u1\"}");
  }

  @Test
  void aProfileIsNamedByItsIdOrByAnIdentifier() {
    String id = workspace.profile("user_id", "u1");
    ask(id, "").statusCode(200).body("ids", contains(id)).body("found", nullValue());
    ask("user_id:u1", "").body("ids", contains(id)).body("found", equalTo(id));
    ask("user_id:nobody", "")
        .statusCode(200)
        .body("ids", contains("user_id:nobody"))
        .body("found", nullValue());
    ask("prf_nobody", "").statusCode(200).body("ids", contains("prf_nobody"));
  }

  @Test
  void idsOfMergedProfilesAreThereToo() {
    workspace.collect("{\"type\":\"page\",\"messageId\":\"2\",\"anonymousId\":\"a1\"}");
    String merged = workspace.profile("anonymous_id", "a1");
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"3\",\"userId\":\"u1\",\"anonymousId\":\"a1\"}");
    String id = workspace.profile("user_id", "u1");
    String other = merged.equals(id) ? workspace.profile("anonymous_id", "a1") : merged;
    ask(other, "").statusCode(200).body("ids.size()", equalTo(2));
    ask("user_id:u1", "").body("ids.last()", equalTo(id));
  }

  @Test
  void aGuesserUsesUpTheAllowanceOfLookups() {
    workspace.useUpLookupsOfViewer(1);
    String guesser = "&guesser=sub-viewer@example.test";
    ask("user_id:nobody", guesser).statusCode(200);
    ask("user_id:nobody", guesser).statusCode(429).body("code", equalTo("rate-limited"));
    ask("user_id:nobody", "").statusCode(200);
    ask(workspace.profile("user_id", "u1"), guesser).statusCode(200);
  }

  @Test
  void onlyAServiceIsAnswered() {
    given()
        .get(management.resolve("/internal/profiles/prf_1/ids?workspace=" + workspace.id()))
        .then()
        .statusCode(404);
  }

  private ValidatableResponse ask(String named, String parameters) {
    return given()
        .header(
            ServiceToken.HEADER,
            new ServiceToken(
                    new KeyHash(HexFormat.of().parseHex("00112233445566778899aabbccddeeff")),
                    "identity-resolution")
                .value())
        .get(
            management.resolve(
                "/internal/profiles/" + named + "/ids?workspace=" + workspace.id() + parameters))
        .then();
  }
}
