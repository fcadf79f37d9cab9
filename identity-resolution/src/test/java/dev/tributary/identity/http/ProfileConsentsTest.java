package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.KeyHash;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consent of profiles, for the audience-builder. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ProfileConsentsTest {
  private TestWorkspace workspace;

  @TestHTTPResource(management = true)
  URI management;

  @BeforeEach
  void twoPeopleAreKnownOfWhomOneHasAnswered() {
    workspace = new TestWorkspace(RealParts.kafka());
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"1\",\"userId\":\"u1\"}",
        """
        {"type":"track","messageId":"2","userId":"u2",\
        "event":"Segment Consent Preference Updated",\
        "context":{"consent":{"categoryPreferences":{"marketing":true,"ads":false}}}}\
        """);
  }

  @Test
  void profilesFromAnIdOnAreAnsweredWithTheVersionOfTheirConsent() {
    String silent = workspace.profile("user_id", "u1");
    String answered = workspace.profile("user_id", "u2");
    int version = workspace.reader().get(workspace.path("/profiles/" + answered)).path("version");
    String[] both = Stream.of(silent, answered).sorted().toArray(String[]::new);
    ask("prf_0").body("profiles.profile", contains(both));
    ask(both[1]).body("profiles.profile", contains(both[1]));
    ask("prf_z").body("profiles", empty());
    ask(answered)
        .body("profiles[0].version", equalTo(version))
        .body("profiles[0].consent.marketing", equalTo("granted"))
        .body("profiles[0].consent.ads", equalTo("denied"));
  }

  @Test
  void onlyAServiceIsAnswered() {
    given()
        .get(management.resolve("/internal/profiles/prf_0/consents?workspace=" + workspace.id()))
        .then()
        .statusCode(404);
  }

  private ValidatableResponse ask(String first) {
    return given()
        .header(
            ServiceToken.HEADER,
            new ServiceToken(
                    new KeyHash(HexFormat.of().parseHex("00112233445566778899aabbccddeeff")),
                    "identity-resolution")
                .value())
        .get(
            management.resolve(
                "/internal/profiles/" + first + "/consents?workspace=" + workspace.id()))
        .then()
        .statusCode(200);
  }
}
