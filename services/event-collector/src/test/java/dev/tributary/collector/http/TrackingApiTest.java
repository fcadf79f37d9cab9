package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class TrackingApiTest {
  private static final String TRACK =
      "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"m\"}";

  @ParameterizedTest
  @CsvSource({
    "/v1/identify, IDENTIFY",
    "/v1/track, TRACK",
    "/v1/page, PAGE",
    "/v1/screen, SCREEN",
    "/v1/group, GROUP",
    "/v1/alias, ALIAS",
    "/v1/i, IDENTIFY",
    "/v1/t/, TRACK",
    "/v1/p, PAGE",
    "/v1/s, SCREEN",
    "/v1/g, GROUP",
    "/v1/a, ALIAS",
  })
  void aSingleCallIsWrittenAsItWasSent(String path, CallType type) {
    TestSource source = CollectorFixture.source();
    String item =
        "{\"userId\":\"u\", \"event\":\"E\",\"groupId\":\"g\",\"previousId\":\"p\",\"x\":1.0}";
    answered(source, item, path, 200)
        .body("success", equalTo(true))
        .body("quarantined", equalTo(0));
    CollectedEvent event = only(WrittenLog.events(source.id(), 1));
    assertThat(event.item()).asString(StandardCharsets.UTF_8).isEqualTo(item);
    assertThat(event.pathType()).isEqualTo(type);
    assertThat(event.workspace().value()).isEqualTo(CollectorFixture.WORKSPACE.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/batch", "/v1/b", "/v1/import/", "/v1/import", "/v1/batch/"})
  void aBatchIsWrittenItemByItemWithItsEnvelope(String path) {
    TestSource source = CollectorFixture.source();
    String body =
        """
        {"batch":[%s, {"type":"page","anonymousId":"a"}], "sentAt":"2026-01-15T12:00:00Z",
         "context":{"library":{"name":"l"}},"integrations":{"All":false},"sequence":2}\
        """
            .formatted(TRACK);
    answered(source, body, path, 200).body("quarantined", equalTo(0));
    List<TrackingEvent> events = WrittenLog.readEvents(source.id(), 2);
    assertThat(events).hasSize(2);
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.context().at("/library/name").asText()).isEqualTo("l");
          assertThat(event.integrations().path("All").asBoolean(true)).isFalse();
          assertThat(event.sentAt()).isEqualTo("2026-01-15T12:00:00Z");
        });
  }

  @Test
  void everyWayToNameTheWriteKeyIsUnderstood() {
    TestSource source = CollectorFixture.source();
    String key = source.writeKey();
    String inBody = "{\"writeKey\":\"" + key + "\",\"batch\":[" + TRACK + "]}";
    String inItem = "{\"batch\":[" + TRACK.replace("{", "{\"writeKey\":\"" + key + "\",") + "]}";
    String plain = "{\"batch\":[" + TRACK + "]}";
    post(given(), inBody, "/v1/batch").statusCode(200);
    post(given(), inItem, "/v1/batch").statusCode(200);
    post(given(), TRACK.replace("{", "{\"writeKey\":\"" + key + "\","), "/v1/t").statusCode(200);
    post(basic(key + ":"), plain, "/v1/batch").statusCode(200);
    post(basic(key), plain, "/v1/batch").statusCode(200);
    post(given().header("Authorization", "Bearer abc"), inBody, "/v1/batch").statusCode(200);
    post(given().header("Authorization", "Bearer " + key), plain, "/v1/batch").statusCode(401);
    post(basic(key + ":"), inBody.replace(key, "other"), "/v1/batch").statusCode(200);
    assertThat(WrittenLog.events(source.id(), 7)).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-8",
        "application/octet-stream",
        "multipart/form-data; boundary=x"
      })
  void anyContentTypeIsReadAsJson(String contentType) {
    TestSource source = CollectorFixture.source();
    given()
        .config(verbatim())
        .header("Authorization", "Basic " + base64(source.writeKey() + ":"))
        .contentType(contentType)
        .body(TRACK.getBytes(StandardCharsets.UTF_8))
        .post("/v1/track")
        .then()
        .statusCode(200);
    assertThat(WrittenLog.events(source.id(), 1)).hasSize(1);
  }

  @Test
  void gzipIsInflatedWhetherItIsAnnouncedOrNot() throws IOException {
    TestSource source = CollectorFixture.source();
    byte[] body = gzip(("{\"batch\":[" + TRACK + "]}").getBytes(StandardCharsets.UTF_8));
    RequestSpecification announced =
        basic(source.writeKey() + ":").header("Content-Encoding", "gzip");
    announced
        .config(verbatim())
        .contentType("application/x-www-form-urlencoded")
        .body(body)
        .post("/v1/batch")
        .then()
        .statusCode(200);
    basic(source.writeKey() + ":")
        .config(verbatim())
        .contentType("application/octet-stream")
        .body(body)
        .post("/v1/batch")
        .then()
        .statusCode(200);
    assertThat(WrittenLog.events(source.id(), 2)).hasSize(2);
  }

  @Test
  void aZipBombIsRefusedBeforeItUnfolds() throws IOException {
    TestSource source = CollectorFixture.source();
    byte[] bomb = gzip(new byte[64 * 1024 * 1024]);
    basic(source.writeKey() + ":")
        .config(verbatim())
        .contentType("application/octet-stream")
        .body(bomb)
        .post("/v1/batch")
        .then()
        .statusCode(400)
        .body("code", equalTo("too-large"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"batch\":[            | malformed-json",
        "{\"batch\":[]}x         | malformed-json",
        "''                      | malformed-json",
        "[]                      | not-an-object",
        "null                    | not-an-object",
        "{}                      | missing-batch",
        "{\"batch\":{}}          | missing-batch",
        "{\"batch\":[],\"batch\":[]} | missing-batch",
      })
  void aBodyThatIsNoBatchIsRefused(String body, String code) {
    TestSource source = CollectorFixture.source();
    answered(source, body, "/v1/batch", 400)
        .body("success", equalTo(false))
        .body("code", equalTo(code))
        .body("message", matchesPattern(".+"));
  }

  @Test
  void anEmptyBatchIsAccepted() {
    TestSource source = CollectorFixture.source();
    answered(source, "{\"batch\":[]}", "/v1/batch", 200).body("quarantined", equalTo(0));
  }

  @Test
  void tooManyEventsAreRefused() {
    TestSource source = CollectorFixture.source();
    String body = "{\"batch\":[" + String.join(",", Collections.nCopies(2_501, TRACK)) + "]}";
    answered(source, body, "/v1/batch", 400).body("code", equalTo("too-many-events"));
  }

  @Test
  void aRequestOverItsLimitIsRefused() {
    TestSource source = CollectorFixture.source();
    String body = "{\"batch\":[],\"pad\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}";
    answered(source, body, "/v1/batch", 400).body("code", equalTo("too-large"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "Basic !!!"})
  void anUnknownWriteKeyIsRefused(String key) {
    post(given().header("Authorization", "Basic " + key), TRACK, "/v1/track")
        .statusCode(401)
        .body("code", equalTo("unknown-write-key"));
    post(given(), TRACK, "/v1/track").statusCode(401).header("Access-Control-Allow-Origin", "*");
  }

  @Test
  void aRevokedKeyAndADisabledSourceAreRefused() {
    TestSource source = CollectorFixture.source();
    CollectorFixture.publish(
        source.id(), 2, new SourceBody(false, 1_000, SourceKind.SERVER, List.of()));
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> answered(source, TRACK, "/v1/track", 401));
  }

  @Test
  void oneBadEventNeverCostsTheOthers() {
    TestSource source = CollectorFixture.source();
    String tooLarge = TRACK.replace("{", "{\"pad\":\"" + "x".repeat(33_000) + "\",");
    String tooDeep = TRACK.replace("{", "{\"d\":" + nested(5_000) + ",");
    String manyKeys =
        TRACK.replace(
            "{",
            "{\"k\":{"
                + String.join(
                    ",", IntStream.range(0, 513).mapToObj(i -> "\"k" + i + "\":0").toList())
                + "},");
    String body =
        "{\"batch\":["
            + String.join(
                ",",
                TRACK,
                tooLarge,
                tooDeep,
                manyKeys,
                "7",
                "null",
                "{\"type\":\"track\",\"event\":\"E\"}",
                TRACK.replace("{", "{\"writeKey\":\"other\","),
                TRACK.replace("{", "{\"timestamp\":\"99999-01-01T00:00:00Z\","),
                TRACK)
            + "]}";
    answered(source, body, "/v1/batch", 200).body("quarantined", equalTo(8));
    assertThat(WrittenLog.events(source.id(), 2)).hasSize(2);
    assertThat(WrittenLog.quarantined(source.id(), 8))
        .extracting(QuarantinedInput::reason)
        .containsExactlyInAnyOrder(
            "event-too-large",
            "event-too-deep",
            "too-many-keys",
            "not-an-object",
            "not-an-object",
            "missing-ids",
            "write-key-mismatch",
            "bad-timestamp");
    assertThat(WrittenLog.quarantined(source.id(), 8))
        .anySatisfy(input ->
            assertThat(input.event().item()).asString(StandardCharsets.UTF_8).isEqualTo(tooLarge));
  }

  @Test
  void repeatedFieldsCountByTheirLast() {
    TestSource source = CollectorFixture.source();
    answered(
            source,
            "{\"type\":\"identify\",\"userId\":\"a\",\"userId\":\"b\",\"type\":\"track\",\"event\":\"E\"}",
            "/v1/track",
            200)
        .body("quarantined", equalTo(0));
    assertThat(only(WrittenLog.readEvents(source.id(), 1)).userId()).isEqualTo("b");
  }

  @Test
  void aLimitIsAnsweredWithWholeSecondsToWait() {
    TestSource source = CollectorFixture.source(1);
    String body = "{\"batch\":[" + String.join(",", Collections.nCopies(50, TRACK)) + "]}";
    answered(source, body, "/v1/batch", 200);
    // A Redis that is slow for a moment lets one more pass: then the limit is local.
    org.awaitility.Awaitility.await()
        .untilAsserted(() ->
            answered(source, body, "/v1/batch", 429)
                .body("code", equalTo("rate-limited"))
                .header("Retry-After", matchesPattern("[1-9]\\d?"))
                .header("Access-Control-Allow-Origin", "*"));
  }

  @Test
  void aLimitHoldsWithoutRedis() {
    TestSource source = CollectorFixture.source(1);
    CollectorFixture.redis().shut();
    try {
      String body = "{\"batch\":[" + String.join(",", Collections.nCopies(50, TRACK)) + "]}";
      answered(source, body, "/v1/batch", 200);
      answered(source, body, "/v1/batch", 429).header("Retry-After", matchesPattern("[1-9]\\d?"));
    } finally {
      CollectorFixture.redis().reopen();
    }
  }

  @Test
  void aBrowserMaySendFromAnyOriginAndReadTheAnswer() {
    given()
        .header("Origin", "https://shop.example.test")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,x-retry-count")
        .options("/v1/t")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", "https://shop.example.test")
        .header("Access-Control-Allow-Methods", containsString("POST"))
        .header("Access-Control-Allow-Headers", containsString("authorization"))
        .header("Access-Control-Allow-Headers", containsString("x-retry-count"))
        .header("Access-Control-Max-Age", "7200");
    post(given().header("Origin", "https://shop.example.test"), "{", "/v1/t")
        .statusCode(400)
        .header("Access-Control-Allow-Origin", "https://shop.example.test")
        .header("Access-Control-Expose-Headers", containsString("Retry-After"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/projects/%s/settings", "/projects/%s/settings"})
  void anSdkIsToldWhereToSend(String path) {
    TestSource source = CollectorFixture.source();
    given()
        .header("Origin", "https://shop.example.test")
        .get(path.formatted(source.writeKey()))
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "https://shop.example.test")
        .header("Cache-Control", "max-age=300")
        .header("Vary", containsStringIgnoringCase("host"))
        .body("integrations.'Segment.io'.apiKey", equalTo(source.writeKey()))
        .body("integrations.'Segment.io'.apiHost", matchesPattern(".+:\\d+/v1"))
        .body("integrations.'Segment.io'.protocol", equalTo("http"))
        .body("metrics.sampleRate", equalTo(0));
    given().get(path.formatted("unknown")).then().statusCode(401);
  }

  @Test
  void anSdksOwnMetricsAreTaken() {
    post(given(), "{\"series\":[]}", "/v1/m").statusCode(200).body("success", equalTo(true));
  }

  @Test
  void whatIsNoCallIsSaidInTheApisOwnShape() {
    post(given(), "{}", "/v1/purchase").statusCode(404).body("code", equalTo("not-found"));
    given().get("/v1/track").then().statusCode(405).body("success", equalTo(false));
  }

  @Test
  void aClientWithoutALengthIsServed() {
    TestSource source = CollectorFixture.source();
    basic(source.writeKey() + ":")
        .config(verbatim())
        .contentType("text/plain")
        .body(new java.io.ByteArrayInputStream(TRACK.getBytes(StandardCharsets.UTF_8)))
        .post("/v1/t")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse answered(
      TestSource source, String body, String path, int status) {
    return post(basic(source.writeKey() + ":"), body, path)
        .statusCode(status)
        .contentType("application/json");
  }

  private static ValidatableResponse post(RequestSpecification given, String body, String path) {
    return given
        .config(verbatim())
        .contentType("application/json")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(path)
        .then();
  }

  private static RequestSpecification basic(String credentials) {
    return given().header("Authorization", "Basic " + base64(credentials));
  }

  private static RestAssuredConfig verbatim() {
    return RestAssuredConfig.config()
        .encoderConfig(
            EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs("multipart/form-data", io.restassured.http.ContentType.TEXT)
                .encodeContentTypeAs(
                    "application/x-www-form-urlencoded", io.restassured.http.ContentType.TEXT));
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }
}
