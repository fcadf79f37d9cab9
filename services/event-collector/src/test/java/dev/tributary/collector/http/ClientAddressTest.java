package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class ClientAddressTest {
  private static final String BROWSER = "{\"library\":{\"name\":\"analytics.js\"}}";

  @Test
  void aBrowsersEventIsReadWithTheAddressAndKeptAsItWasSent() {
    TestSource source = CollectorFixture.source();
    String item = page("browser", BROWSER);
    send(source, item, "/v1/page");
    CollectedEvent event = WrittenLog.events(source.id(), 1).getFirst();
    assertThat(event.item()).asString(StandardCharsets.UTF_8).isEqualTo(item);
    assertThat(ip(event)).isEqualTo("127.0.0.1");
  }

  @Test
  void onlyWhoeverSendsForThemselvesAndNamesNoAddressIsToldTheirs() {
    TestSource source = CollectorFixture.source();
    String batch =
        "{\"batch\":["
            + String.join(
                ",",
                page("server", "{\"library\":{\"name\":\"analytics-java\"}}"),
                page("browser", BROWSER),
                page("own", "{\"direct\":true,\"ip\":\"192.0.2.1\"}"),
                page("direct", "{\"direct\":true}"),
                "{\"type\":\"track\",\"context\":" + BROWSER + "}")
            + "],\"context\":{\"locale\":\"en\"}}";
    send(source, batch, "/v1/batch");
    List<CollectedEvent> events = WrittenLog.events(source.id(), 4);
    Map<String, CollectedEvent> byId =
        events.stream().collect(Collectors.toMap(ClientAddressTest::user, Function.identity()));
    assertThat(byId.get("server").clientAddress()).isNull();
    assertThat(byId.get("own").clientAddress()).isNull();
    assertThat(ip(byId.get("own"))).isEqualTo("192.0.2.1");
    assertThat(ip(byId.get("browser"))).isEqualTo("127.0.0.1");
    assertThat(ip(byId.get("direct"))).isEqualTo("127.0.0.1");
    assertThat(WrittenLog.quarantined(source.id(), 1).getFirst().event().clientAddress())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void aClientCannotClaimAnotherAddress() {
    TestSource source = CollectorFixture.source();
    given()
        .header("X-Forwarded-For", "192.0.2.66")
        .header("Forwarded", "for=192.0.2.66")
        .auth()
        .preemptive()
        .basic(source.writeKey(), "")
        .body(page("browser", BROWSER))
        .post("/v1/page")
        .then()
        .statusCode(200);
    assertThat(ip(WrittenLog.events(source.id(), 1).getFirst())).isEqualTo("127.0.0.1");
  }

  private static void send(TestSource source, String body, String path) {
    given()
        .auth()
        .preemptive()
        .basic(source.writeKey(), "")
        .body(body)
        .post(path)
        .then()
        .statusCode(200);
  }

  private static String page(String user, String context) {
    return "{\"type\":\"page\", \"userId\":\"%s\",\"context\":%s}".formatted(user, context);
  }

  private static String user(CollectedEvent event) {
    return String.valueOf(((Reading.Readable) EventReader.read(event)).event().userId());
  }

  private static String ip(CollectedEvent event) {
    return ((Reading.Readable) EventReader.read(event)).event().context().path("ip").asText();
  }
}
