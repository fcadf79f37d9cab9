package dev.tributary.destinations.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.WebhookSignature;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookConnectorTest {
  /** The key of the specification's own example. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void theSignatureIsTheOneOfTheSpecificationsExample() {
    assertThat(
            WebhookSignature.of(
                SECRET,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void everyAttemptCarriesTheSameIdAndBodyAndARightSignature() {
    try (StandInServer server = new StandInServer(WebhookConnectorTest::answer)) {
      TestEgress egress = new TestEgress();
      Target target = target(server.url());
      Batch batch = events(target);
      server.failNext(Failure.CUT);
      assertThat(sent(batch, target, egress)).isInstanceOf(Outcome.Ambiguous.class);
      assertThat(sent(batch, target, egress)).isInstanceOf(Outcome.Delivered.class);
      Egress.Request first = egress.sent.getFirst();
      Egress.Request second = egress.sent.getLast();
      assertThat(second.headers())
          .containsEntry("webhook-id", first.headers().get("webhook-id"))
          .containsEntry("idempotency-key", first.headers().get("webhook-id"));
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  private static Reply answer(String method, URI uri, Map<String, String> headers, String body) {
    String expected =
        WebhookSignature.of(
            SECRET,
            headers.getOrDefault("webhook-id", ""),
            Long.parseLong(headers.getOrDefault("webhook-timestamp", "0")),
            body.getBytes(StandardCharsets.UTF_8));
    return expected.equals(headers.get("webhook-signature"))
        ? new Reply(204, "")
        : new Reply(401, "wrong signature");
  }

  @Test
  void goneMeansGone() {
    try (StandInServer server = new StandInServer((m, u, h, b) -> new Reply(410, ""))) {
      Target target = target(server.url());
      assertThat(sent(events(target), target, new TestEgress())).isInstanceOf(Outcome.Gone.class);
    }
  }

  private static Outcome sent(Batch batch, Target target, Egress egress) {
    return new Protocols(Clock.systemUTC())
        .send(InstalledConnectors.load().require("webhook"), batch, target, egress, Places.NONE)
        .getFirst();
  }

  private static Batch events(Target target) {
    Item event =
        ItemBuilder.builder()
            .delivery("dlv_1")
            .matchField(null)
            .matchValue("evt_1")
            .deliveredAs(null)
            .vendorId(null)
            .parentVendorId(null)
            .content(null)
            .formerMatchValues(List.of())
            .fields(Json.MAPPER.createObjectNode().put("total", 3))
            .version(1)
            .hash("event")
            .since(Instant.EPOCH)
            .position(null)
            .uncertain(false)
            .build();
    return new Batch(
        target.withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        "events",
        null,
        Batch.Operation.WRITE,
        Json.MAPPER.createObjectNode(),
        List.of(event));
  }

  private static Target target(String url) {
    ObjectNode settings = Json.MAPPER.createObjectNode().put("url", url);
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        settings,
        Map.of("signingSecret", SECRET),
        null);
  }
}
