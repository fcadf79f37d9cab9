package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.CONTACTS;
import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.contacts;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static dev.tributary.sandbox.HubSpotCaller.list;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ControlTest {
  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void aResetForgetsEverything() {
    contact("ada@shop.example");
    list("Loyal");
    given().body("{}").post("/webhook/shop");
    given().body("{\"token\":\"pat\"}").put("/sandbox/hubspot/token").then().statusCode(204);
    given().body("{\"fault\":{\"kind\":\"cut\"}}").post("/sandbox/hubspot/faults");

    given().post("/sandbox/reset").then().statusCode(204);

    assertThat(contacts()).isZero();
    assertThat(given().get("/sandbox/hubspot/lists").<List<?>>path("$")).isEmpty();
    assertThat(given().get("/sandbox/requests").<Integer>path("total")).isZero();
    assertThat(given().get("/sandbox").<List<String>>path("name")).containsExactly("hubspot");
    assertThat(hubSpot().get(CONTACTS).statusCode()).isEqualTo(200);
  }

  @Test
  void everyRequestToAStandInIsLogged() {
    hubSpot().get(CONTACTS);
    given().get(CONTACTS);
    given().body("{}").post("/webhook/shop");

    var log = given().get("/sandbox/requests");
    var ofWebhook = given().queryParam("standIn", "webhook/shop").get("/sandbox/requests");

    assertThat(log.<List<Integer>>path("requests.status")).containsExactly(200, 401, 204);
    assertThat(log.<List<String>>path("requests.standIn"))
        .containsExactly("hubspot", "hubspot", "webhook/shop");
    assertThat(ofWebhook.<List<String>>path("requests.method")).containsExactly("POST");
    assertThat(given().get("/sandbox").<List<Integer>>path("requests")).containsExactly(2, 1);
  }

  @Test
  void theLogIsReadInPagesFromEitherEnd() {
    for (int i = 0; i < 3; i++) {
      hubSpot().get(CONTACTS);
    }

    assertThat(
            given()
                .queryParam("after", 1)
                .queryParam("limit", 1)
                .get("/sandbox/requests")
                .<List<Integer>>path("requests.sequence"))
        .containsExactly(2);
    assertThat(
            given()
                .queryParam("latest", true)
                .queryParam("limit", 2)
                .get("/sandbox/requests")
                .<List<Integer>>path("requests.sequence"))
        .containsExactly(2, 3);
  }

  @Test
  void requestsToTheControlApiAreNeitherLoggedNorStruck() {
    given().body("{\"fault\":{\"kind\":\"cut\"}}").post("/sandbox/hubspot/faults");

    assertThat(given().get("/sandbox/hubspot/lists").statusCode()).isEqualTo(200);
    assertThat(given().get("/sandbox/requests").<Integer>path("total")).isZero();
  }

  @Test
  void presetRecordsMustBeRecordsThatTheVendorCouldHold() {
    given()
        .body(Map.of("properties", Map.of("shoe", "42")))
        .post("/sandbox/hubspot/objects/contacts")
        .then()
        .statusCode(400);
    contact("ada@shop.example");
    given()
        .body(Map.of("properties", Map.of("email", "ada@shop.example")))
        .post("/sandbox/hubspot/objects/contacts")
        .then()
        .statusCode(409);
  }

  @Test
  void theNewestRecordsAreShownFirstWhenAsked() {
    contact("ada@shop.example");
    contact("bob@shop.example");

    var newest =
        given()
            .queryParam("newest", true)
            .queryParam("limit", 1)
            .get("/sandbox/hubspot/objects/contacts");

    assertThat(newest.<List<String>>path("objects.properties.email"))
        .containsExactly("bob@shop.example");
  }

  @Test
  void pagesOfOtherSitesAreRefused() {
    var answer = given().header("Sec-Fetch-Site", "cross-site").post("/sandbox/reset");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void thePageIsServed() {
    var page = given().get("/");

    assertThat(page.contentType()).startsWith("text/html");
    for (var file : List.of("sandbox.js", "sandbox.css")) {
      assertThat(page.asString()).contains(file);
      assertThat(given().get("/" + file).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void unknownPathsAreProblems() {
    var answer = given().get("/sandbox/salesforce");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void saysThatItIsReady() {
    assertThat(given().get("/q/health/ready").<String>path("status")).isEqualTo("UP");
  }
}
