package dev.tributary.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every accepted event is on record, as it was received and as it was processed. */
@Tag("soak")
@Tag("soak-journeys")
class AcceptedEventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Written as no writer of ours would, so that only the same bytes are the same. */
  private static final String ORDER =
      "{ \"messageId\":\"m-1\",  \"userId\":\"u-1\", \"event\":\"Order Completed\","
          + " \"properties\": {\"revenue\": 42.50 } }";

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final Source web = shop.source("web");
  private final AcceptedEvents events = new AcceptedEvents(shop, stack);

  @Test
  void eachIsListedByWhatBecameOfItAndExportedAsReceivedAndAsProcessed() {
    sendAppliedDuplicateAndQuarantined();

    assertThat(outcomes("messageId=m-1"))
        .containsExactly("quarantined message-id-conflict", "duplicate", "applied");
    assertThat(outcomes("outcome=quarantined"))
        .containsExactly("quarantined event-too-large", "quarantined message-id-conflict");
    assertThat(outcomes("outcome=duplicate")).hasSize(1);
    assertThat(outcomes("outcome=applied")).hasSize(2);
    assertThat(outcomes("profile=user_id:u-2")).containsExactly("applied");

    String others = events.list("profile=user_id:u-2").getFirst().path("receivedAt").asText();
    assertThat(events.list("outcome=applied&from=" + others)).hasSize(1);
    assertThat(events.list("outcome=applied&to=" + others)).hasSize(1);

    List<JsonNode> received = events.export("as=received&messageId=m-1");
    assertThat(received).hasSize(3);
    assertThat(received.getFirst().path("received").asText()).isEqualTo(ORDER);
    assertThat(received.getFirst().path("outcome").asText()).isEqualTo("applied");
    List<JsonNode> processed = events.export("as=processed&outcome=applied&profile=user_id:u-1");
    assertThat(processed).hasSize(1);
    JsonNode order = processed.getFirst().path("processed");
    assertThat(order.path("userId").asText()).isEqualTo("u-1");
    assertThat(order.path("properties").path("revenue").asDouble()).isEqualTo(42.5);
    assertThat(order.path("messageId").asText()).isEqualTo("m-1");
    // What was set aside is in the export too, whole.
    List<JsonNode> tooLarge = events.export("as=received&outcome=quarantined&messageId=m-2");
    assertThat(tooLarge).hasSize(1);
    assertThat(tooLarge.getFirst().path("received").asText()).contains("x".repeat(40_000));
  }

  @Test
  void whatWasQuarantinedIsRedrivenOnce() {
    sendAppliedDuplicateAndQuarantined();
    List<JsonNode> waiting = waiting();
    assertThat(waiting)
        .extracting(each -> each.path("reason").asText())
        .containsExactlyInAnyOrder("event-too-large", "message-id-conflict");
    String conflict =
        waiting.stream()
            .filter(each -> each.path("reason").asText().equals("message-id-conflict"))
            .map(each -> each.path("id").asText())
            .findFirst()
            .orElseThrow();
    String path = shop.path("/quarantine/" + conflict);
    assertThat(shop.admin().get(path).path("input").asText()).isEqualTo(changed());

    shop.engineer().post(path + "/redrive", Map.of());
    await().atMost(PATIENCE).until(() -> waiting().size() == 1);
    JsonNode redriven = shop.admin().get(shop.path("/events/" + conflict));
    assertThat(redriven.path("event").path("outcome").asText()).isEqualTo("applied");
    assertThat(outcomes("profile=user_id:u-1&outcome=applied")).hasSize(2);
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> shop.engineer().post(path + "/redrive", Map.of()))
        .returns(409, ApiFailure::status);
  }

  private void sendAppliedDuplicateAndQuarantined() {
    assertThat(web.send("track", ORDER.getBytes(UTF_8))).isEqualTo(200);
    assertThat(web.send("track", ORDER.getBytes(UTF_8))).isEqualTo(200);
    assertThat(web.send("track", changed().getBytes(UTF_8))).isEqualTo(200);
    String tooLarge =
        "{\"messageId\":\"m-2\",\"userId\":\"u-1\",\"event\":\"" + "x".repeat(40_000) + "\"}";
    assertThat(web.send("track", tooLarge.getBytes(UTF_8))).isEqualTo(200);
    assertThat(web.send("page", Map.of("userId", "u-2", "name", "Home"))).isEqualTo(200);
    shop.recorded();
  }

  private static String changed() {
    return ORDER.replace("42.50", "43.50");
  }

  private List<JsonNode> waiting() {
    return shop.admin().get(shop.path("/quarantine")).path("data").valueStream().toList();
  }

  /** With the reason, where there is one; that of a duplicate names the event it repeats. */
  private List<String> outcomes(String query) {
    return events.list(query).stream()
        .map(event ->
            (event.path("outcome").asText() + " " + event.path("reason").asText(""))
                .replaceFirst("repeats evt_.*", "")
                .strip())
        .toList();
  }
}
