package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.CONTACTS;
import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.contacts;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FaultsTest {
  private static final String FAULTS = "/sandbox/hubspot/faults";

  @TestHTTPResource("/")
  URI sandbox;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void aFaultStrikesAsManyRequestsAsItWasSetFor() {
    set(Map.of("fault", Map.of("kind", "server-error", "status", 503), "requests", 2));

    assertThat(statuses(4)).containsExactly(503, 503, 200, 200);
    assertThat(given().get(FAULTS).<Integer>path("[0].hits")).isEqualTo(2);
  }

  @Test
  void aFaultWithoutANumberLastsUntilCleared() {
    set(Map.of("fault", Map.of("kind", "unauthorised")));

    assertThat(statuses(3)).containsOnly(401);
    given().delete(FAULTS).then().statusCode(204);
    assertThat(statuses(1)).containsExactly(200);
  }

  @Test
  void anUnreadableAnswerIsAPageAndTheRequestHasNoEffect() {
    set(Map.of("fault", Map.of("kind", "unreadable"), "requests", 1));

    var answer =
        given()
            .header("Authorization", "Bearer pat-of-a-test")
            .contentType("application/json")
            .body(Map.of("inputs", HubSpotCaller.people(0, 1)))
            .post(CONTACTS + "/batch/upsert");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(contacts()).isZero();
  }

  @Test
  void aFaultCanBeMeantForOnePath() {
    set(Map.of("fault", Map.of("kind", "server-error"), "path", "/batch/upsert"));

    assertThat(statuses(1)).containsExactly(200);
    assertThat(HubSpotCaller.upsert(HubSpotCaller.people(0, 1)).statusCode()).isEqualTo(500);
  }

  @Test
  void aRateStrikesTheSameRequestsForTheSameSeed() {
    var fault = Map.of("fault", Map.of("kind", "server-error"), "rate", 0.5, "seed", 7);
    set(fault);
    var first = statuses(20);
    given().delete(FAULTS);
    set(fault);

    assertThat(statuses(20)).isEqualTo(first);
    assertThat(first).contains(200).contains(500);
  }

  @Test
  void tooManyRequestsSaysWhenToComeBackInEitherForm() {
    set(Map.of("fault", Map.of("kind", "rate-limited", "retryAfterSeconds", 7), "requests", 1));
    set(
        Map.of(
            "fault",
            Map.of("kind", "rate-limited", "retryAfterSeconds", 60, "retryAfterForm", "date")));

    var inSeconds = hubSpot().get(CONTACTS);
    var asDate = hubSpot().get(CONTACTS);

    assertThat(inSeconds.statusCode()).isEqualTo(429);
    assertThat(inSeconds.header("Retry-After")).isEqualTo("7");
    assertThat(asDate.statusCode()).isEqualTo(429);
    assertThat(
            ZonedDateTime.parse(asDate.header("Retry-After"), DateTimeFormatter.RFC_1123_DATE_TIME))
        .isAfter(ZonedDateTime.now());
  }

  @Test
  void aCutConnectionLeavesNoEffectOrTheWholeEffect() {
    set(Map.of("fault", Map.of("kind", "cut"), "requests", 1));
    assertThatThrownBy(() -> createAda(Duration.ofSeconds(30)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThat(contacts()).isZero();

    set(Map.of("fault", Map.of("kind", "cut", "moment", "after-processing"), "requests", 1));
    assertThatThrownBy(() -> createAda(Duration.ofSeconds(30))).isInstanceOf(IOException.class);
    assertThat(contacts()).isEqualTo(1);
  }

  @Test
  void aHangingRequestIsNeverAnswered() {
    set(Map.of("fault", Map.of("kind", "hang", "moment", "after-processing"), "requests", 1));

    assertThatThrownBy(() -> createAda(Duration.ofSeconds(5)))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(contacts()).isEqualTo(1);
    var line = given().queryParam("path", CONTACTS).get("/sandbox/requests");
    assertThat(line.<Integer>path("requests[0].status")).isZero();
    assertThat(line.<String>path("requests[0].fault")).isEqualTo("Hang");
  }

  @Test
  void aServerErrorAfterProcessingHidesThatItWorked() {
    set(
        Map.of(
            "fault", Map.of("kind", "server-error", "moment", "after-processing"), "requests", 1));

    assertThat(HubSpotCaller.upsert(HubSpotCaller.people(0, 1)).statusCode()).isEqualTo(500);

    assertThat(contacts()).isEqualTo(1);
  }

  @Test
  void aLateAnswerIsStillTheAnswer() throws Exception {
    set(Map.of("fault", Map.of("kind", "latency", "milliseconds", 60_000), "requests", 1));
    assertThatThrownBy(() -> createAda(Duration.ofSeconds(5)))
        .isInstanceOf(HttpTimeoutException.class);

    set(Map.of("fault", Map.of("kind", "latency", "milliseconds", 1), "requests", 1));
    assertThat(createAda(Duration.ofSeconds(30)).statusCode()).isEqualTo(201);
  }

  @Test
  void latencyAndAnotherFaultStrikeTogether() {
    set(Map.of("fault", Map.of("kind", "latency", "milliseconds", 1)));
    set(Map.of("fault", Map.of("kind", "server-error"), "requests", 1));

    assertThat(statuses(2)).containsExactly(500, 200);
  }

  @Test
  void faultsOfOneReceiverLeaveTheOthersAlone() {
    given()
        .body(Map.of("fault", Map.of("kind", "server-error")))
        .post("/sandbox/webhook/shop/faults")
        .then()
        .statusCode(201);

    assertThat(given().body("{}").post("/webhook/shop").statusCode()).isEqualTo(500);
    assertThat(given().body("{}").post("/webhook/other").statusCode()).isEqualTo(204);
    assertThat(contact("ada@shop.example")).isNotEmpty();
  }

  @Test
  void faultsThatCannotBeMeantAreRefusedWithAReason() {
    var expected =
        Map.of(
            "{}", "fault is required",
            "{\"fault\":{\"kind\":\"latency\"}}", "milliseconds must be 1 or more",
            "{\"fault\":{\"kind\":\"flood\"}}", "There is no kind 'flood'",
            "{\"fault\":{\"kind\":\"hang\"},\"requests\":0}",
                "requests must be 1 or more, or absent",
            "{\"fault\":{\"kind\":\"hang\"},\"rate\":2}", "rate must be above 0 and at most 1");
    expected.forEach((body, reason) -> {
      var answer = given().body(body).post(FAULTS);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.<String>path("detail")).isEqualTo(reason);
    });
    assertThat(
            given().body("{\"fault\":{\"kind\":\"hang\"},\"request\":1}").post(FAULTS).statusCode())
        .isEqualTo(400);
    assertThat(given().get(FAULTS).<List<?>>path("$")).isEmpty();
  }

  private static void set(Map<String, Object> rule) {
    given().body(rule).post(FAULTS).then().statusCode(201);
  }

  private static List<Integer> statuses(int requests) {
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < requests; i++) {
      statuses.add(hubSpot().get(CONTACTS).statusCode());
    }
    return statuses;
  }

  private HttpResponse<Void> createAda(Duration patience) throws Exception {
    var request =
        HttpRequest.newBuilder(sandbox.resolve(CONTACTS))
            .header("Authorization", "Bearer pat-of-a-test")
            .timeout(patience)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"properties\":{\"email\":\"ada@shop.example\"},\"associations\":[]}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding());
  }
}
