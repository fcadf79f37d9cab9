package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.profile.ProfileConsents;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
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
  void askedProfilesAreAnsweredWithTheVersionOfTheirConsent() {
    String silent = workspace.profile("user_id", "u1");
    String answered = workspace.profile("user_id", "u2");
    ask(silent, answered, "prf_nobody")
        .statusCode(200)
        .body("profiles.profile", containsInAnyOrder(silent, answered));
    ask("prf_nobody").statusCode(200).body("profiles", empty());
    ask(silent).statusCode(200).body("profiles[0].consent", anEmptyMap());
    ask(answered)
        .statusCode(200)
        .body("profiles[0].version", equalTo(version(answered)))
        .body("profiles[0].consent.marketing", equalTo("granted"))
        .body("profiles[0].consent.ads", equalTo("denied"));
  }

  /** The audience-builder may still have it as a person. */
  @Test
  void aMergedProfileIsAnsweredWithTheConsentOfTheProfileThatItLeadsTo() {
    workspace.collect("{\"type\":\"page\",\"messageId\":\"3\",\"anonymousId\":\"a1\"}");
    String one = workspace.profile("anonymous_id", "a1");
    String other = workspace.profile("user_id", "u2");
    Map<String, Integer> before = Map.of(one, version(one), other, version(other));
    workspace.collect(
        "{\"type\":\"identify\",\"messageId\":\"4\",\"userId\":\"u2\",\"anonymousId\":\"a1\"}");
    String survivor = workspace.profile("user_id", "u2");
    String merged = survivor.equals(one) ? other : one;
    ask(merged)
        .statusCode(200)
        .body("profiles.profile", contains(merged))
        .body("profiles[0].version", greaterThanOrEqualTo(before.get(merged)))
        .body("profiles[0].consent.marketing", equalTo("granted"));
  }

  @Test
  void aQuestionHasALimit() {
    String[] many =
        IntStream.rangeClosed(0, ProfileConsents.AT_ONCE)
            .mapToObj(i -> "prf_" + i)
            .toArray(String[]::new);
    ask(many).statusCode(400).body("code", equalTo("bad-parameter"));
    ask(Arrays.copyOf(many, ProfileConsents.AT_ONCE)).statusCode(200).body("profiles", empty());
  }

  @Test
  void onlyAServiceIsAnswered() {
    given()
        .contentType(ContentType.JSON)
        .body(question("prf_0"))
        .post(management.resolve("/internal/profile-consents"))
        .then()
        .statusCode(404);
  }

  private int version(String profile) {
    return workspace.reader().get(workspace.path("/profiles/" + profile)).path("version");
  }

  private Map<String, Object> question(String... profiles) {
    return Map.of("workspace", workspace.id(), "profiles", profiles);
  }

  private ValidatableResponse ask(String... profiles) {
    return given()
        .header(
            ServiceToken.HEADER,
            new ServiceToken(
                    new KeyHash(HexFormat.of().parseHex("00112233445566778899aabbccddeeff")),
                    "identity-resolution")
                .value())
        .contentType(ContentType.JSON)
        .body(question(profiles))
        .post(management.resolve("/internal/profile-consents"))
        .then();
  }
}
