package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.AS_DOCUMENTED;
import static dev.tributary.sandbox.HubSpotCaller.CONTACTS;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HubSpotLimitsTest {
  private static final String DETAILS = "/account-info/v3/details";

  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void aTokenThatWorksShowsTheAccount() {
    var details = hubSpot().get(DETAILS);

    assertThat(details.statusCode()).isEqualTo(200);
    assertThat(details.<Integer>path("portalId")).isPositive();
  }

  @Test
  void withoutATokenNothingIsAnswered() {
    for (var path : new String[] {DETAILS, CONTACTS, "/crm/v3/lists/1"}) {
      var answer = given().filter(AS_DOCUMENTED).get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.<String>path("category")).isEqualTo("INVALID_AUTHENTICATION");
    }
  }

  @Test
  void anotherTokenIsRefusedOnceOneIsSet() {
    given().body(Map.of("token", "pat-of-the-shop")).put("/sandbox/hubspot/token");

    assertThat(hubSpot().get(DETAILS).statusCode()).isEqualTo(401);
    assertThat(given().header("Authorization", "Bearer pat-of-the-shop").get(DETAILS).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theRemainingBudgetIsInTheHeaders() {
    var first = hubSpot().get(CONTACTS);
    var second = hubSpot().get(CONTACTS);

    assertThat(first.header("X-HubSpot-RateLimit-Max")).isEqualTo("110");
    assertThat(first.header("X-HubSpot-RateLimit-Interval-Milliseconds")).isEqualTo("10000");
    assertThat(first.header("X-HubSpot-RateLimit-Remaining")).isEqualTo("109");
    assertThat(second.header("X-HubSpot-RateLimit-Remaining")).isEqualTo("108");
  }

  @Test
  void whoExceedsTheLimitIsToldWhichOne() {
    given()
        .body(Map.of("requests", 2, "intervalMilliseconds", 3_600_000))
        .put("/sandbox/hubspot/limits")
        .then()
        .statusCode(200);

    assertThat(hubSpot().get(CONTACTS).statusCode()).isEqualTo(200);
    assertThat(hubSpot().get(CONTACTS).statusCode()).isEqualTo(200);
    var refused = hubSpot().get(CONTACTS);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.<String>path("policyName")).isEqualTo("TEN_SECONDLY_ROLLING");
    assertThat(refused.<String>path("errorType")).isEqualTo("RATE_LIMIT");
    assertThat(refused.header("X-HubSpot-RateLimit-Remaining")).isEqualTo("0");
    assertThat(refused.header("Retry-After")).isNull();
  }
}
