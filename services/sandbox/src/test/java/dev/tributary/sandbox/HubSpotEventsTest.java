package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HubSpotEventsTest {
  private static final String SEND = "/events/v3/send";

  private String bought = "";

  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
    bought =
        given()
            .body(Map.of("name", "bought", "properties", List.of("plan")))
            .contentType("application/json")
            .post("/sandbox/hubspot/event-definitions")
            .then()
            .statusCode(201)
            .extract()
            .path("fullyQualifiedName");
  }

  @Test
  void eventsAreReceivedOneByOneAndTogether() {
    assertThat(post(SEND, event("plan", "pro")).statusCode()).isEqualTo(204);
    assertThat(batch(List.of(event("plan", "free"), event("hs_city", "Delft"))).statusCode())
        .isEqualTo(204);

    assertThat(kept().<List<String>>path("properties.plan")).containsExactly("pro", "free", null);
    assertThat(kept().<List<String>>path("eventName")).containsOnly("pe24680135_bought");
  }

  @Test
  void theSecondEventWithAKeyIsDropped() {
    var event = event("plan", "pro");
    event.put("uuid", "key-1");

    post(SEND, event).then().statusCode(204);
    post(SEND, event).then().statusCode(204);
    assertThat(kept().<List<String>>path("uuid")).containsExactly("key-1");
  }

  @Test
  void anEventThatIsRefusedRefusesItsBatch() {
    var unknown = event("plan", "pro");
    unknown.put("eventName", "pe1_other");
    var nobody = event("plan", "pro");
    nobody.remove("email");

    refused(unknown, "Event with fully qualified name pe1_other does not exist.");
    refused(nobody, "email, utk, or objectId is required");
    refused(event("colour", "red"), "Property colour does not exist");
    refused(event("plan", "x".repeat(257)), "at most 256 characters");
    var many = event("plan", "pro");
    many.put(
        "properties",
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "hs_" + i, i -> "x")));
    refused(many, "at most 50 properties");

    assertThat(kept().<List<String>>path("uuid")).isEmpty();
  }

  @Test
  void anAddressCanBeLonger() {
    assertThat(post(SEND, event("hs_url", "x".repeat(1_024))).statusCode()).isEqualTo(204);
  }

  @Test
  void aBatchHasAtMost500Events() {
    var event = event("plan", "pro");

    assertThat(batch(Collections.nCopies(500, event)).statusCode()).isEqualTo(204);
    assertThat(batch(Collections.nCopies(501, event)).statusCode()).isEqualTo(400);
    assertThat(batch(List.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void eventsDoNotCountForTheLimitOfRequests() {
    given()
        .body(Map.of("requests", 1, "intervalMilliseconds", 60_000))
        .contentType("application/json")
        .put("/sandbox/hubspot/limits")
        .then()
        .statusCode(200);

    for (int i = 0; i < 3; i++) {
      assertThat(post(SEND, event("plan", "pro")).statusCode()).isEqualTo(204);
    }
  }

  private void refused(Map<String, Object> wrong, String words) {
    var answer = batch(List.of(event("plan", "pro"), wrong));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.<String>path("message")).contains(words);
  }

  private static Response batch(List<Map<String, Object>> events) {
    return post(SEND + "/batch", Map.of("inputs", events));
  }

  private Map<String, Object> event(String property, String value) {
    var event = new HashMap<String, Object>();
    event.put("eventName", bought);
    event.put("email", "ann@shop.example");
    event.put("properties", Map.of(property, value));
    return event;
  }

  private static Response kept() {
    return given().get("/sandbox/hubspot/events");
  }
}
