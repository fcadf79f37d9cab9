package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.ConnectorContract;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Vendor;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deals by the unique property of Tributary. */
class HubSpotDealsTest extends ConnectorContract {
  private static final String PROPERTIES = "/crm/v3/properties/deals";

  private final HubSpotVendor hubSpot = HubSpotVendor.deals();
  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final MemoryPlaces places = new MemoryPlaces();

  @Override
  protected Vendor vendor() {
    return hubSpot;
  }

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void thePropertyOfTributaryIsCreatedOnceAndRemembered() {
    send(List.of(deal("d1", fields())));
    send(List.of(deal("d2", fields())));
    assertThat(requests(PROPERTIES))
        .containsExactly("GET " + PROPERTIES + "/tributary_id", "POST " + PROPERTIES);
    assertThat(hubSpot.records()).containsOnlyKeys("d1", "d2");
  }

  @Test
  void aRememberedPropertyThatIsGoneIsCreatedAgain() {
    places.remember("property tributary_id of deals", "tributary_id");
    assertThat(send(List.of(deal("d1", fields())))).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(requests(PROPERTIES)).contains("POST " + PROPERTIES);
  }

  @Test
  void aPropertyOfTributaryThatIsNotUniqueStopsTheSync() {
    hubSpot.post(
        PROPERTIES,
        """
        {"name": "tributary_id", "label": "Mine", "type": "string", "fieldType": "text",
         "groupName": "dealinformation"}\
        """);
    assertThat(send(List.of(deal("d1", fields()))).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            stopped -> assertThat(stopped.words()).contains("not unique"));
  }

  /** Its creation may have had no answer. */
  @Test
  void theRemovalOfADealWhoseIdIsNotKnownArchivesTheDealThatHasTheValue() {
    send(List.of(deal("d1", fields()), deal("d2", fields())));
    assertThat(send(Operation.REMOVE, List.of(deal("d1", fields())), hubSpot.egress()))
        .containsExactly(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).containsOnlyKeys("d2");
  }

  /** The requests to paths that begin so. */
  private List<String> requests(String path) {
    List<String> found = new ArrayList<>();
    for (Egress.Request request : hubSpot.egress().sent) {
      if (request.uri().getPath().startsWith(path)) {
        found.add(request.method() + " " + request.uri().getPath());
      }
    }
    return found;
  }

  private List<Outcome> send(List<Item> items) {
    return send(items, hubSpot.egress());
  }

  private List<Outcome> send(List<Item> items, Egress egress) {
    return send(Operation.WRITE, items, egress);
  }

  private List<Outcome> send(Operation operation, List<Item> items, Egress egress) {
    return protocols.send(
        hubSpot.connector(), batch(operation, items), hubSpot.target(), egress, places);
  }

  private Batch batch(Operation operation, List<Item> items) {
    return new Batch(
        hubSpot.target().withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        "deals",
        null,
        operation,
        Json.MAPPER.createObjectNode(),
        items);
  }

  private static ObjectNode fields(@Nullable String... namesAndValues) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("dealname", "A deal");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  private static Item deal(String id, ObjectNode fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + id)
        .matchField("tributary_id")
        .matchValue(id)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(fields)
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .build();
  }
}
