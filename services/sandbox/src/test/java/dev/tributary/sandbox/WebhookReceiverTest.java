package dev.tributary.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookReceiverTest {
  private static final byte[] KEY =
      "a key that only this test knows".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final String COUNTS = "/sandbox/webhook/shop";

  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void whatArrivedCanBeRead() {
    send("msg_1", "{\"name\":\"Zoë\"}").then().statusCode(204);

    var arrivals = given().get("/webhook/shop/requests");

    assertThat(arrivals.<Integer>path("received")).isEqualTo(1);
    assertThat(arrivals.<String>path("requests[0].body")).isEqualTo("{\"name\":\"Zoë\"}");
    assertThat(arrivals.<String>path("requests[0].headers.webhook-id")).isEqualTo("msg_1");
    assertThat(arrivals.<Boolean>path("requests[0].signed")).isFalse();
  }

  @Test
  void aRepeatedIdShows() {
    for (var id : List.of("msg_1", "msg_2", "msg_1", "msg_1")) {
      send(id, "{}");
    }

    var counts = given().get(COUNTS);

    assertThat(counts.<Integer>path("requests")).isEqualTo(4);
    assertThat(counts.<Integer>path("webhookIds.distinct")).isEqualTo(2);
    assertThat(counts.<Integer>path("webhookIds.repeats")).isEqualTo(2);
    assertThat(counts.<Map<String, Integer>>path("webhookIds.repeated"))
        .isEqualTo(Map.of("msg_1", 3));
  }

  @Test
  void arrivalsAreReadInPages() {
    for (int i = 1; i <= 5; i++) {
      send("msg_" + i, String.valueOf(i));
    }
    var bodies = new ArrayList<String>();
    int after = 0;

    for (List<String> page = page(after); !page.isEmpty(); page = page(after)) {
      bodies.addAll(page);
      after += page.size();
    }

    assertThat(bodies).containsExactly("1", "2", "3", "4", "5");
  }

  private static List<String> page(int after) {
    return given()
        .queryParam("after", after)
        .queryParam("limit", 2)
        .get("/webhook/shop/requests")
        .path("requests.body");
  }

  @Test
  void onlyTheLatestAreKeptButAllAreCounted() {
    set(Map.of("keep", 2));
    for (int i = 1; i <= 5; i++) {
      send("msg_" + i, String.valueOf(i));
    }

    var arrivals = given().get("/webhook/shop/requests");

    assertThat(arrivals.<List<String>>path("requests.body")).containsExactly("4", "5");
    assertThat(arrivals.<Integer>path("firstKept")).isEqualTo(4);
    assertThat(arrivals.<Integer>path("received")).isEqualTo(5);
    assertThat(given().get(COUNTS).<Integer>path("webhookIds.distinct")).isEqualTo(5);
  }

  @Test
  void largeBodiesDoNotFillTheMemory() {
    var large = "x".repeat(3 << 20);
    for (int i = 1; i <= 4; i++) {
      send("msg_" + i, large);
    }

    assertThat(given().get("/webhook/shop/requests").<List<?>>path("requests")).hasSize(2);
  }

  @Test
  void itemsOfABatchAreCountedByTheirIds() {
    set(Map.of("items", "data.events", "id", "message.id"));

    send("msg_1", batch("e1", "e2", "e3"));
    send("msg_2", batch("e3", "e4"));
    send("msg_3", "{\"data\":{}}");
    send("msg_4", "no JSON");

    var counts = given().get(COUNTS);
    assertThat(counts.<Integer>path("requests")).isEqualTo(4);
    assertThat(counts.<Integer>path("items.received")).isEqualTo(5);
    assertThat(counts.<Integer>path("items.distinct")).isEqualTo(4);
    assertThat(counts.<Map<String, Integer>>path("items.repeated")).isEqualTo(Map.of("e3", 2));
  }

  @Test
  void aBodyCanBeTheArrayItself() {
    set(Map.of("items", "", "id", "id"));

    send("msg_1", "[{\"id\":1,\"more\":{\"id\":9}},{\"none\":true},{\"id\":\"two\"}]");

    assertThat(given().get(COUNTS).<Integer>path("items.distinct")).isEqualTo(2);
  }

  private static String batch(String... ids) {
    var items = new ArrayList<String>();
    for (var id : ids) {
      items.add(
          "{\"other\":[1,{\"id\":0}],\"message\":{\"deep\":{},\"id\":\"%s\",\"n\":1}}"
              .formatted(id));
    }
    return "{\"first\":[{}],\"data\":{\"events\":[%s]}}".formatted(String.join(",", items));
  }

  @Test
  void aRightSignatureIsTakenAlsoAmongOthers() {
    set(Map.of("secret", SECRET));
    var now = Instant.now();

    var right = signed("msg_1", now, "{}", signature("msg_1", now, "{}"));
    var rotated = signed("msg_2", now, "{}", "v1,b2xk v1a,eA== " + signature("msg_2", now, "{}"));

    assertThat(right.statusCode()).isEqualTo(204);
    assertThat(rotated.statusCode()).isEqualTo(204);
    assertThat(given().get("/webhook/shop/requests").<List<Boolean>>path("requests.signed"))
        .containsExactly(true, true);
  }

  @Test
  void aWrongSignatureIsRefusedAndCountsNowhereElse() {
    set(Map.of("secret", SECRET));
    var now = Instant.now();
    var old = now.minus(Duration.ofMinutes(6));

    assertThat(send("msg_1", "{}").statusCode()).isEqualTo(401);
    assertThat(signed("msg_1", now, "{ }", signature("msg_1", now, "{}")).statusCode())
        .isEqualTo(401);
    assertThat(signed("msg_1", now, "{}", signature("msg_2", now, "{}")).statusCode())
        .isEqualTo(401);
    assertThat(signed("msg_1", old, "{}", signature("msg_1", old, "{}")).statusCode())
        .isEqualTo(401);

    var counts = given().get(COUNTS);
    assertThat(counts.<Integer>path("refused")).isEqualTo(4);
    assertThat(counts.<Integer>path("requests")).isZero();
  }

  @Test
  void settingsThatCannotBeMeantAreRefused() {
    for (var settings :
        List.of(
            Map.of("secret", "hunter2"),
            Map.of("secret", "whsec_%%%"),
            Map.of("keep", -1),
            Map.of("items", "events"),
            Map.of("refuse", ""),
            Map.of("keeps", 1))) {
      assertThat(given().body(settings).put(COUNTS).statusCode()).as("%s", settings).isEqualTo(400);
    }
  }

  @Test
  void aRequestWithATextThatIsRefusedIsNotKept() {
    set(Map.of("refuse", "wrong"));

    assertThat(send("msg_1", "{\"name\": \"wrong\"}").statusCode()).isEqualTo(422);
    assertThat(send("msg_2", "{\"name\": \"right\"}").statusCode()).isEqualTo(204);

    assertThat(given().get(COUNTS).<Integer>path("requests")).isEqualTo(1);
  }

  @Test
  void clearingForgetsWhatArrivedAndKeepsTheSettings() {
    set(Map.of("secret", SECRET));
    var now = Instant.now();
    signed("msg_1", now, "{}", signature("msg_1", now, "{}"));

    given().delete(COUNTS).then().statusCode(204);

    assertThat(given().get(COUNTS).<Integer>path("requests")).isZero();
    assertThat(send("msg_2", "{}").statusCode()).isEqualTo(401);
  }

  private static void set(Map<String, Object> settings) {
    given().body(settings).put(COUNTS).then().statusCode(200);
  }

  private static Response send(String id, String body) {
    return given()
        .header("webhook-id", id)
        .contentType("application/json; charset=utf-8")
        .body(body)
        .post("/webhook/shop");
  }

  private static Response signed(String id, Instant at, String body, String signatures) {
    return given()
        .header("webhook-id", id)
        .header("webhook-timestamp", at.getEpochSecond())
        .header("webhook-signature", signatures)
        .contentType("application/json; charset=utf-8")
        .body(body)
        .post("/webhook/shop");
  }

  private static String signature(String id, Instant at, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      var content = id + "." + at.getEpochSecond() + "." + body;
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
