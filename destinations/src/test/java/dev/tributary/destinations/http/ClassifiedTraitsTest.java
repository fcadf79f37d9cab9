package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.SECRET;
import static dev.tributary.destinations.http.Api.field;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see of what was sent follows how the traits in it are classified. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class ClassifiedTraitsTest {
  private final WorkspaceId workspace =
      new WorkspaceId(new Ids(Clock.systemUTC(), new SecureRandom()).next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;

  @BeforeEach
  void aWorkspaceIsKnown() {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() -> viewer().get(root + "/connectors").then().statusCode(200));
    Log.person(workspace, new ProfileId(person()), 1, Map.of(), null);
  }

  @Test
  void aHarmlessTraitIsShownToEveryoneAndASensitiveOneToNobody() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(400, body + " is refused"))) {
      destination(server.url());
      sync();
      await()
          .atMost(BOUND)
          .untilAsserted(() -> preview(viewer()).body("records.size()", equalTo(1)));
      preview(viewer()).body("records[0].fields.name.masked", equalTo(true));
      preview(admin())
          .body("records[0].fields.name", equalTo("Ann"))
          .body("requests[0].body", containsString("Ann"));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              admin()
                  .get(root + "/deliveries")
                  .then()
                  .body("data[0].cause.words", containsString("Ann")));

      Log.classify(workspace, "name", 1, Classification.HARMLESS);
      await()
          .atMost(BOUND)
          .untilAsserted(() -> preview(viewer()).body("records[0].fields.name", equalTo("Ann")));
      preview(viewer()).body("requests[0].body.masked", equalTo(true));

      Log.classify(workspace, "name", 2, Classification.SENSITIVE);
      await().atMost(BOUND).untilAsserted(() -> preview(admin()).body(not(containsString("Ann"))));
      preview(admin()).body("records[0].record", equalTo(person() + "@example.org"));
      assertNobodySeesAnn();
      admin()
          .get(root + "/deliveries")
          .then()
          .body("data[0].record", equalTo(person() + "@example.org"));

      admin()
          .body(Map.of("mapping", List.of(field("mail", Map.of("kind", "trait", "name", "email")))))
          .patch(root + "/syncs/people")
          .then()
          .statusCode(200);
      preview(admin()).body("requests[0].body", containsString(person()));
      assertNobodySeesAnn();
    }
  }

  /** Of a sensitive trait, even most callers with the right to personal data see no value. */
  @Test
  void onlyAnAdminWithTheRightRoutesASensitiveTraitOut() {
    destination("https://example.org/sensitive");
    Map<String, ?> sync = Api.profilesTo("people", "hook");
    newPreview(sync, containsString("Ann"));
    Log.classify(workspace, "name", 1, Classification.SENSITIVE);
    newPreview(sync, not(containsString("Ann")));

    for (String role : List.of("marketer", "engineer")) {
      refused(seeing(role).body(sync).post(root + "/syncs"));
    }
    refused(
        by(TokenIssuer.shared().member(workspace.value(), "admin"))
            .body(sync)
            .post(root + "/syncs"));
    sync();

    String destination = root + "/destinations/hook";
    Map<String, ?> elsewhere =
        Map.of("settings", Map.of("url", "https://example.org/other", "signingSecret", SECRET));
    refused(seeing("engineer").body(elsewhere).patch(destination));
    admin().body(elsewhere).patch(destination).then().statusCode(200);
    Map<String, ?> mail =
        Map.of("mapping", List.of(field("mail", Map.of("kind", "trait", "name", "email"))));
    seeing("marketer").body(mail).patch(root + "/syncs/people").then().statusCode(200);
    refused(
        seeing("marketer")
            .body(Map.of("mapping", sync.get("mapping")))
            .patch(root + "/syncs/people"));
  }

  private static void refused(Response response) {
    response.then().statusCode(403).body("code", equalTo("approval-needed"));
  }

  private void newPreview(Map<String, ?> sync, Matcher<String> matcher) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("marketer")
                .body(sync)
                .post(root + "/syncs/preview")
                .then()
                .statusCode(200)
                .body(matcher));
  }

  private void assertNobodySeesAnn() {
    String delivery = admin().get(root + "/deliveries").path("data[0].id");
    for (String path :
        List.of(
            "/deliveries",
            "/deliveries/" + delivery,
            "/deliveries/causes",
            "/inbox",
            "/syncs/people")) {
      admin().get(root + path).then().statusCode(200).body(not(containsString("Ann")));
    }
  }

  private void destination(String url) {
    admin().body(Api.hook(url)).post(root + "/destinations").then().statusCode(201);
  }

  private void sync() {
    admin().body(Api.profilesTo("people", "hook")).post(root + "/syncs").then().statusCode(201);
  }

  private ValidatableResponse preview(RequestSpecification asking) {
    return asking.get(root + "/syncs/people/preview").then().statusCode(200);
  }

  private String person() {
    return "prf_" + workspace.value().substring(workspace.value().length() - 8);
  }

  private RequestSpecification viewer() {
    return by(TokenIssuer.shared().member(workspace.value(), "viewer"));
  }

  private RequestSpecification admin() {
    return seeing("admin");
  }

  private RequestSpecification seeing(String role) {
    return by(TokenIssuer.shared().memberWithPersonalData(workspace.value(), role));
  }

  private static RequestSpecification by(String token) {
    return given().contentType(ContentType.JSON).auth().oauth2(token);
  }
}
