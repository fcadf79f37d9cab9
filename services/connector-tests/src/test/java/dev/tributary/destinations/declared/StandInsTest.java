package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.sandbox.http.LocalSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The declared connectors against stand-ins, which read the documentation of the vendors. */
class StandInsTest {
  private static final Protocols PROTOCOLS = new Protocols(Clock.systemUTC());
  private static final Connectors CONNECTORS = InstalledConnectors.load();

  private static LocalSandbox sandbox;
  private final TestEgress egress = new TestEgress();

  @BeforeAll
  static void start() {
    sandbox = LocalSandbox.start(Clock.systemUTC(), "");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void reset() throws Exception {
    control("POST", "/sandbox/reset", null);
  }

  @Test
  void customerIoHasThePeopleAndRefusesOneByItsIndex() throws Exception {
    List<Outcome> outcomes =
        send(
            "customer-io",
            "people",
            Operation.WRITE,
            "{}",
            item(1, "id", "42", "{\"first_name\": \"Ann \\\"A\\\" \uD83D\uDE00\"}"),
            item(2, "email", "ben@example.org", "{\"plan\": \"" + "x".repeat(2_000) + "\"}"),
            item(3, "email", "cia@example.org", "{}"));
    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Accepted(null));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Accepted(null));
    JsonNode people = control("GET", "/sandbox/customer-io/records/people", null);
    assertThat(people.path("total").asInt()).isEqualTo(2);
    assertThat(people.toString()).contains("Ann \\\"A\\\" \uD83D\uDE00");
    assertDocumented("customer-io");
  }

  @Test
  void customerIoForgetsAPersonWhoIsRemoved() throws Exception {
    send("customer-io", "people", Operation.WRITE, "{}", item(1, "id", "42", "{}"));
    Item ann = ItemBuilder.builder(item(1, "id", "43", "{}")).deliveredAs("42").build();
    assertThat(send("customer-io", "people", Operation.REMOVE, "{}", ann))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(control("GET", "/sandbox/customer-io/records/people", null).path("total").asInt())
        .isZero();
    assertDocumented("customer-io");
  }

  @Test
  void customerIoKeepsAnEventOnceThatIsSentTwice() throws Exception {
    Item event =
        item(
            1,
            null,
            "evt_01890a5d-ac96-774b-bcce-b302099a8057",
            "{\"person\": \"42\", \"name\": \"bought\", \"attributes\": {\"price\": 9}}");
    send("customer-io", "events", Operation.WRITE, "{}", event);
    send("customer-io", "events", Operation.WRITE, "{}", event);
    assertThat(control("GET", "/sandbox/customer-io/events/events", null).path("events"))
        .hasSize(1);
    assertDocumented("customer-io");
  }

  /** Two syncs of one event have two deliveries. */
  @Test
  void customerIoKeepsTheEventsOfTwoSyncs() throws Exception {
    String fields = "{\"person\": \"42\", \"name\": \"bought\"}";
    send("customer-io", "events", Operation.WRITE, "{}", item(1, null, "evt_1", fields));
    send("customer-io", "events", Operation.WRITE, "{}", item(2, null, "evt_1", fields));
    assertThat(control("GET", "/sandbox/customer-io/events/events", null).path("events"))
        .hasSize(2);
  }

  @Test
  void slackPostsAMessageAndSaysWhatIsWrongInAnswersOfStatus200() throws Exception {
    answer(
        "POST",
        "/slack/api/conversations.create",
        Map.of("authorization", "Bearer any", "content-type", "application/json"),
        "{\"name\": \"alerts\"}");
    Item message = item(1, null, "evt_1", "{\"text\": \"<!channel> Ann & co\"}");
    assertThat(send("slack", "messages", Operation.WRITE, "{\"channel\": \"alerts\"}", message))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(control("GET", "/sandbox/slack/events/messages", null).toString())
        .contains("&lt;!channel&gt; Ann &amp; co");
    assertThat(send("slack", "messages", Operation.WRITE, "{\"channel\": \"none\"}", message))
        .containsExactly(new Outcome.Misconfigured("channel", "channel_not_found"));
    assertDocumented("slack");
  }

  @Test
  void slackTakesOneMessageASecond() throws Exception {
    Item message = item(1, null, "evt_1", "{\"text\": \"Hello\"}");
    String channel = "{\"channel\": \"none\"}";
    send("slack", "messages", Operation.WRITE, channel, message);
    assertThat(send("slack", "messages", Operation.WRITE, channel, message))
        .hasOnlyElementsOfType(Outcome.RateLimited.class);
  }

  @Test
  void analyticsGetsNoEventThatItWouldDropWithoutAWord() throws Exception {
    List<Outcome> outcomes =
        send(
            "google-analytics-4",
            "events",
            Operation.WRITE,
            "{}",
            item(1, null, "evt_1", "{\"clientId\": 1.2, \"name\": \"bought\"}"),
            item(2, null, "evt_2", "{\"clientId\": \"1.2\", \"name\": \"first_open\"}"),
            item(3, null, "evt_3", "{\"clientId\": \"1\", \"name\": \"a\", \"value\": 9}"));
    assertThat(outcomes)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Outcome.Accepted(null)),
            second -> assertThat(second).isInstanceOf(Outcome.Rejected.class),
            third -> assertThat(third).isInstanceOf(Outcome.Rejected.class));
    assertThat(control("GET", "/sandbox/google-analytics/events/events", null).path("events"))
        .hasSize(1);
    assertThat(control("GET", "/sandbox/google-analytics/events/dropped", null).path("events"))
        .isEmpty();
  }

  @Test
  void aProbeTellsGoodCredentialsFromBadOnes() throws Exception {
    for (String connector : List.of("customer-io", "slack", "google-analytics-4")) {
      assertThat(probe(connector)).as(connector).isInstanceOf(Outcome.Delivered.class);
    }
    for (String connector : List.of("customer-io", "slack")) {
      control("PUT", "/sandbox/" + connector + "/token", "{\"token\": \"other\"}");
      assertThat(probe(connector)).as(connector).isInstanceOf(Outcome.Unauthorised.class);
    }
  }

  @Test
  void aFailureOfTheVendorIsNoRefusal() throws Exception {
    Item ann = item(1, "id", "42", "{}");
    control("PUT", "/sandbox/customer-io/token", "{\"token\": \"other\"}");
    assertThat(send("customer-io", "people", Operation.WRITE, "{}", ann))
        .hasOnlyElementsOfType(Outcome.Unauthorised.class);
  }

  private Outcome probe(String connector) {
    return PROTOCOLS.probe(CONNECTORS.require(connector), target(connector), egress).outcome();
  }

  private List<Outcome> send(
      String connector, String object, Operation operation, String syncSettings, Item... items) {
    Target target = target(connector);
    Connector found = CONNECTORS.require(connector);
    Batch batch =
        new Batch(
            target.withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            object,
            null,
            operation,
            json(syncSettings),
            List.of(items));
    return PROTOCOLS.send(found, batch, target, egress, Places.NONE);
  }

  private static Target target(String connector) {
    Map<String, String> paths = Map.of("google-analytics-4", "/google-analytics");
    Map<String, String> regions = Map.of("google-analytics-4", "global");
    String settings =
        "{\"siteId\": \"site\", \"measurementId\": \"G-1\", \"region\": \"%s\"}"
            .formatted(regions.getOrDefault(connector, "us"));
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        json(settings),
        Map.of("apiKey", "secret-key", "botToken", "xoxb-secret", "apiSecret", "secret-key"),
        URI.create(sandbox.url() + paths.getOrDefault(connector, "/" + connector)));
  }

  private static Item item(
      int number, @Nullable String matchField, String matchValue, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + number)
        .matchField(matchField)
        .matchValue(matchValue)
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(json(fields))
        .content(null)
        .version(1)
        .hash("hash")
        .since(Instant.parse("2026-01-01T00:00:00Z"))
        .position(null)
        .uncertain(false)
        .build();
  }

  /** Every request was as the vendor's document says. */
  private void assertDocumented(String connector) throws Exception {
    JsonNode deviations = control("GET", "/sandbox/" + connector + "/deviations", null);
    assertThat(deviations.path("total").asInt(-1)).as("%s", deviations).isZero();
  }

  private JsonNode control(String method, String path, @Nullable String body) throws Exception {
    return answer(method, path, Map.of("content-type", "application/json"), body);
  }

  private JsonNode answer(
      String method, String path, Map<String, String> headers, @Nullable String body)
      throws Exception {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    Egress.Answer answer =
        egress.send(new Egress.Request(method, URI.create(sandbox.url() + path), headers, bytes));
    assertThat(answer.successful()).as("%s %s: %d", method, path, answer.status()).isTrue();
    return answer.body().length == 0
        ? Json.MAPPER.createObjectNode()
        : Json.MAPPER.readTree(answer.body());
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
