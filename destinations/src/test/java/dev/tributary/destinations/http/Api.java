package dev.tributary.destinations.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The service's API as its callers use it, in one workspace. */
final class Api {
  static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_destinations");
  static final String ROOT = "/api/v1/workspaces/" + WORKSPACE;
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final Duration BOUND = Duration.ofSeconds(60);

  private Api() {}

  static void awaitWorkspace() {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          Log.workspace(WORKSPACE.value());
          as("viewer").get(ROOT + "/connectors").then().statusCode(200);
        });
  }

  static String id(String key) {
    return as("viewer").get(ROOT + "/destinations/" + key).path("id");
  }

  static Response destination(String key, String url, String purpose) {
    return as("engineer")
        .body(
            Map.of(
                "key",
                key,
                "name",
                key,
                "connector",
                "webhook",
                "settings",
                Map.of("url", url, "signingSecret", SECRET),
                "purposes",
                List.of(purpose)))
        .post(ROOT + "/destinations");
  }

  static Response profiles(String key, String destination) {
    return seeing("marketer").body(profilesTo(key, destination)).post(ROOT + "/syncs");
  }

  /** Creates a sync that sends the name of each member of an audience, and returns its id. */
  static String membersTo(String key, String destination, AudienceId audience) {
    return membersTo(
        key, destination, audience, field("name", Map.of("kind", "trait", "name", "name")));
  }

  /** The same with another field instead of the name. */
  static String membersTo(
      String key, String destination, AudienceId audience, Map<String, Object> mapped) {
    Map<String, Object> wanted = new HashMap<>(profilesTo(key, destination));
    wanted.put("from", Map.of("kind", "audience", "audience", audience));
    wanted.put("mapping", List.of(mapped));
    return seeing("marketer")
        .body(wanted)
        .post(ROOT + "/syncs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** A webhook with the key {@code hook}, as it is asked for. */
  static Map<String, Object> hook(String url) {
    return Map.of(
        "key", "hook",
        "name", "Hook",
        "connector", "webhook",
        "settings", Map.of("url", url, "signingSecret", SECRET),
        "purposes", List.of("orders"));
  }

  /** A sync of everyone, as it is asked for. */
  static Map<String, Object> profilesTo(String key, String destination) {
    return Map.of(
        "key",
        key,
        "name",
        key,
        "destination",
        destination,
        "from",
        Map.of("kind", "profiles"),
        "object",
        "records",
        "match",
        field("email", Map.of("kind", "identifier", "type", "email")),
        "mapping",
        List.of(field("name", Map.of("kind", "trait", "name", "name"))));
  }

  static Map<String, Object> field(String field, Map<String, String> from) {
    return Map.of("field", field, "from", from);
  }

  static RequestSpecification as(String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().member(WORKSPACE.value(), role));
  }

  /** With the right to personal data, which it takes to send any. */
  static RequestSpecification seeing(String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(WORKSPACE.value(), role));
  }

  /** The address of what is for the installation only, without a path. */
  static String management(String host) {
    return "http://" + host + ":" + System.getProperty(DestinationsEnvironment.MANAGEMENT);
  }

  /** As the gateway asks other services. */
  static Response internal(String path) {
    byte[] secret = HexFormat.of().parseHex(DestinationsEnvironment.KEY_SECRET);
    return given()
        .header(ServiceToken.HEADER, new ServiceToken(new KeyHash(secret), "destinations").value())
        .get(management("127.0.0.1") + "/internal/" + path);
  }

  static RequestSpecification reader() {
    return given()
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(WORKSPACE.value(), "viewer"));
  }
}
