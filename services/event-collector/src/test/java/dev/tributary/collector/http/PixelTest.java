package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class PixelTest {
  @Inject MeterRegistry metrics;

  @ParameterizedTest
  @EnumSource
  void theEventInItsDataIsWrittenAsItWasEncoded(CallType call) {
    TestSource source = CollectorFixture.source();
    String item =
        """
        {"writeKey":"%s", "userId":"u","event":"E","groupId":"g","previousId":"p","x":1.0}\
        """
            .formatted(source.writeKey());
    shown("/v1/pixel/" + call.wireName() + "?data=" + base64(item));
    CollectedEvent event = WrittenLog.events(source.id(), 1).getFirst();
    assertThat(event.item()).asString(StandardCharsets.UTF_8).isEqualTo(item);
    assertThat(event.pathType()).isEqualTo(call);
  }

  @Test
  void theEventInItsFieldsIsWrittenAsJson() {
    TestSource source = CollectorFixture.source();
    shown(
        "/v1/pixel/track/?userId=user_123&event=Email%20Opened&context.direct=true"
            + "&properties.subject=The+Electric%20Daily&writeKey="
            + source.writeKey());
    TrackingEvent event = WrittenLog.readEvents(source.id(), 1).getFirst();
    assertThat(event.name()).isEqualTo("Email Opened");
    assertThat(event.userId()).isEqualTo("user_123");
    assertThat(event.properties().path("subject").asText()).isEqualTo("The Electric Daily");
    assertThat(event.context().path("ip").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void itIsATransparentImageOfOnePixelThatNobodyKeeps() throws IOException {
    byte[] body =
        shown("/v1/pixel/page").header("Cache-Control", "no-store").extract().asByteArray();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(body));
    assertThat(image.getWidth()).isEqualTo(1);
    assertThat(image.getHeight()).isEqualTo(1);
    assertThat(image.getRGB(0, 0) >>> 24).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                       | unknown-write-key",
        "?userId=u&writeKey=nope  | unknown-write-key",
        "?data=%7B%7D             | malformed-query",
        "?data=e30x               | malformed-json",
        "?data=W10                | not-an-object",
      })
  void whatIsRefusedIsShownAndCounted(String query, String reason) {
    double before = refused(reason);
    shown("/v1/pixel/track" + query);
    assertThat(refused(reason)).isEqualTo(before + 1);
  }

  @Test
  void whatIsOverTheSourcesLimitIsShownAndCounted() {
    TestSource source = CollectorFixture.source(1);
    double before = refused("rate-limited");
    for (int i = 0; i < 50; i++) {
      shown("/v1/pixel/page?userId=u&writeKey=" + source.writeKey());
    }
    assertThat(refused("rate-limited")).isGreaterThan(before);
  }

  @Test
  void whatNobodyCanReadIsShownAndQuarantined() {
    TestSource source = CollectorFixture.source();
    shown("/v1/pixel/track?userId=u&writeKey=" + source.writeKey());
    assertThat(WrittenLog.quarantined(source.id(), 1))
        .extracting(QuarantinedInput::reason)
        .containsExactly("missing-event-name");
  }

  @Test
  void whatIsNoPixelIsSaidInTheApisOwnShape() {
    given().get("/v1/pixel/purchase").then().statusCode(404).body("code", equalTo("not-found"));
    given().get("/v1/pixel/t").then().statusCode(404);
    given().post("/v1/pixel/track").then().statusCode(405).body("success", equalTo(false));
  }

  @Test
  void anAddressThatIsTooLongIsAnsweredByTheServer() {
    given()
        .urlEncodingEnabled(false)
        .get("/v1/pixel/track?a=" + "x".repeat(16_000))
        .then()
        .statusCode(200);
    given()
        .urlEncodingEnabled(false)
        .get("/v1/pixel/track?a=" + "x".repeat(17_000))
        .then()
        .statusCode(414);
  }

  private static ValidatableResponse shown(String path) {
    return given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(200)
        .contentType("image/gif");
  }

  private double refused(String reason) {
    return metrics
        .get("tributary.collector.requests.refused")
        .tag("reason", reason)
        .counter()
        .count();
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
