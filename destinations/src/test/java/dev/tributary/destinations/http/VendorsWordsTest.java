package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.profiles;
import static dev.tributary.destinations.http.Api.reader;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a vendor says may repeat what was sent, so it is shown as personal data are. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class VendorsWordsTest {
  private static final String WORDS = "ann@example.org is not welcome";

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void theWordsOfADestinationAreMaskedForWhoeverMayNotReadPersonalData() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(401, WORDS))) {
      destination("talkative", server.url(), "orders").then().statusCode(201);
      profiles("talkative", "talkative").then().statusCode(201);
      Log.person(WORKSPACE, new ProfileId("prf_talkative"), 1, Map.of(), null);
      masked("/destinations/talkative", "unauthorised", WORDS);

      Map<String, Object> byHand = Map.of("record", "nobody@example.org", "fields", Map.of());
      as("marketer")
          .body(byHand)
          .post(ROOT + "/syncs/talkative/test")
          .then()
          .statusCode(200)
          .body("outcome", equalTo("unauthorised"))
          .body("words.masked", equalTo(true))
          .body(not(containsString(WORDS)));
      given()
          .contentType(ContentType.JSON)
          .auth()
          .oauth2(TokenIssuer.shared().memberWithPersonalData(WORKSPACE.value(), "marketer"))
          .body(byHand)
          .post(ROOT + "/syncs/talkative/test")
          .then()
          .body("words", containsString(WORDS));
    }
  }

  @Test
  void theWordsOfASyncThatHadToStopAreMaskedToo() {
    destination("nowhere", "https://169.254.169.254/hook", "orders").then().statusCode(201);
    profiles("nowhere", "nowhere").then().statusCode(201);
    Log.person(WORKSPACE, new ProfileId("prf_nowhere"), 1, Map.of(), null);
    masked("/syncs/nowhere", "misconfigured", "169.254.169.254");
  }

  private static void masked(String path, String state, String words) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader()
                .get(ROOT + path)
                .then()
                .body("state", equalTo(state))
                .body("reason", containsString(words)));
    as("viewer")
        .get(ROOT + path)
        .then()
        .statusCode(200)
        .body("state", equalTo(state))
        .body("reason.masked", equalTo(true));
  }
}
