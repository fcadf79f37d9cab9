package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.schema.VendorFields;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Custom events are sent in batches, and HubSpot recognises those that it has received. */
class HubSpotEventsTest {
  private static final String ID = "dlv_0197b8a0-1111-7222-8333-444455556666";

  private final HubSpotVendor hubSpot = HubSpotVendor.contacts();
  private final Clock clock = Clock.systemUTC();
  private final Protocols protocols = new Protocols(clock, Sessions.NONE, new VendorFields(clock));
  private final String bought = hubSpot.defineEvent("bought", "plan", "seats", "own");

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void anEventArrivesWithItsPropertiesAsTexts() {
    String fields =
        """
        {"eventName": "%s", "email": " ann@acme.example ", "occurredAt": "2026-11-30T10:00:00Z",
         "objectId": null, "own": "x", "properties": {"plan": "pro", "seats": 5, "own": null}}
        """;
    assertThat(send(event(ID, fields.formatted(bought))))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(sent())
        .isEqualTo(
            json(
                """
                {"inputs": [{"eventName": "%s", "email": "ann@acme.example",
                 "occurredAt": "2026-11-30T10:00:00Z",
                 "uuid": "0197b8a0-1111-7222-8333-444455556666",
                 "properties": {"plan": "pro", "seats": "5", "own": "x"}}]}
                """
                    .formatted(bought)));
    assertThat(hubSpot.events())
        .singleElement()
        .satisfies(event ->
            assertThat(event.path("occurredAt").asText()).isEqualTo("2026-11-30T10:00:00Z"));
  }

  @Test
  void anEventThatIsSentAgainIsKeptOnce() {
    Item event = event(ID, valid());
    for (int time = 0; time < 2; time++) {
      assertThat(send(event)).containsExactly(new Outcome.Accepted(null));
      assertThat(hubSpot.events()).hasSize(1);
    }
  }

  @Test
  void anUnknownDefinitionRefusesTheBatchWithTheWordsOfHubSpot() {
    List<Outcome> outcomes =
        send(event("e1", valid()), event("e2", valid().replace(bought, "pe1_unknown")));
    assertThat(outcomes)
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class)
        .first()
        .satisfies(refused ->
            assertThat(refused.words())
                .isEqualTo("Event with fully qualified name pe1_unknown does not exist."));
    assertThat(hubSpot.events()).isEmpty();
  }

  @Test
  void anUnknownPropertyIsNamed() {
    assertThat(send(event("e1", valid().replace("plan", "colour"))).getFirst())
        .isInstanceOf(Outcome.Rejected.class)
        .satisfies(refused -> assertThat(refused.words()).contains("colour"));
  }

  @Test
  void anEventWithoutANameAndOneWithWrongPropertiesAreRefusedAlone() {
    List<Outcome> outcomes =
        send(
            event("e1", "{\"email\": \"ann@acme.example\"}"),
            event(
                "e2",
                "{\"eventName\": \"%s\", \"email\": \"a@acme.example\", \"properties\": [1]}"
                    .formatted(bought)),
            event("e3", valid()));
    assertThat(outcomes.subList(0, 2))
        .hasOnlyElementsOfType(Outcome.Rejected.class)
        .extracting(outcome -> ((Outcome.Rejected) outcome).field())
        .containsExactly("eventName", "properties");
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Accepted(null));
    assertThat(hubSpot.events()).hasSize(1);
  }

  @Test
  void withoutTheRightToSendEventsTheSyncPausesAndTheDestinationDoesNot() {
    assertThat(
            send(new FailingEgress(hubSpot.egress(), "/events/v3/send", 403), event("e1", valid())))
        .first()
        .isInstanceOf(Outcome.Misconfigured.class)
        .satisfies(paused ->
            assertThat(paused.words())
                .contains("analytics.behavioral_events.send", "Enterprise", "HTTP 403"));
  }

  @Test
  void anEventHasNoFieldsOfARecord() {
    assertThat(send(event("e1", valid().replace("\"plan\"", "\"hs_city\""))))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(hubSpot.egress().sent)
        .extracting(request -> request.uri().getPath())
        .containsExactly("/events/v3/send/batch");
  }

  private String valid() {
    return "{\"eventName\": \"%s\", \"email\": \"ann@acme.example\", \"properties\": {\"plan\": \"pro\"}}"
        .formatted(bought);
  }

  private JsonNode sent() {
    Egress.Request request = hubSpot.egress().sent.getLast();
    return Json.read(Objects.requireNonNull(request.body()), JsonNode.class);
  }

  private List<Outcome> send(Item... items) {
    return send(hubSpot.egress(), items);
  }

  private List<Outcome> send(Egress egress, Item... items) {
    Batch batch =
        new Batch(
            hubSpot.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            "events",
            null,
            Operation.WRITE,
            Json.MAPPER.createObjectNode(),
            List.of(items),
            Mode.APPEND,
            List.of());
    return protocols.send(hubSpot.connector(), batch, hubSpot.target(), egress, new MemoryPlaces());
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  private static Item event(String delivery, String fields) {
    return ItemBuilder.builder()
        .delivery(delivery)
        .matchValue("evt_1")
        .formerMatchValues(List.of())
        .fields((ObjectNode) json(fields))
        .version(1)
        .hash("hash")
        .since(Instant.EPOCH)
        .build();
  }
}
