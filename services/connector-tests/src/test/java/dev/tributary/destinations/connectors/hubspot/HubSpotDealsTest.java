package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deals by the unique property of Tributary. */
class HubSpotDealsTest {
  private static final String PROPERTIES = "/crm/v3/properties/deals";

  private final HubSpotVendor hubSpot = HubSpotVendor.deals();
  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final MemoryPlaces places = new MemoryPlaces();

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

  /** A new property is empty, so it does not find the deal. */
  @Test
  void aKnownDealIsNotDoubledAfterAUserHasDeletedThePropertyOfTributary() {
    String id = delivered(send(List.of(deal("d1", fields()))));
    hubSpot.deleteProperty("tributary_id");
    List<Outcome> outcomes =
        send(List.of(known(id, deal("d1", fields("amount", "5"))), deal("d2", fields())));
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(delivered(outcomes)).isEqualTo(id);
    assertThat(hubSpot.records()).containsOnlyKeys("d1", "d2");
    assertThat(hubSpot.objects()).hasSize(2);
    assertThat(hubSpot.objects().get(id)).containsEntry("amount", "5");
  }

  @Test
  void aKnownDealWhoseTributaryIdAUserHasClearedIsUpdatedAndGetsItAgain() {
    String id = delivered(send(List.of(deal("d1", fields()))));
    hubSpot.post(
        "/crm/v3/objects/deals/batch/update",
        "{\"inputs\": [{\"id\": \"%s\", \"properties\": {\"tributary_id\": \"\"}}]}".formatted(id));
    assertThat(hubSpot.records()).containsOnlyKeys("");
    assertThat(delivered(send(List.of(known(id, deal("d1", fields())))))).isEqualTo(id);
    assertThat(hubSpot.objects()).hasSize(1);
    assertThat(hubSpot.records()).containsOnlyKeys("d1");
  }

  @Test
  void aKnownDealThatHubSpotLacksIsCreatedAgain() {
    String id = delivered(send(List.of(deal("d1", fields()))));
    hubSpot.post(
        "/crm/v3/objects/deals/batch/archive", "{\"inputs\": [{\"id\": \"%s\"}]}".formatted(id));
    assertThat(delivered(send(List.of(known(id, deal("d1", fields())))))).isNotEqualTo(id);
    assertThat(hubSpot.records()).containsOnlyKeys("d1");
  }

  @Test
  void aSyncThatOnlyCreatesDoublesNoKnownDealAfterAUserHasDeletedTheProperty() {
    String id = delivered(send(List.of(deal("d1", fields()))));
    hubSpot.deleteProperty("tributary_id");
    Batch batch =
        BatchBuilder.builder(
                batch(
                    Operation.WRITE,
                    List.of(known(id, deal("d1", fields())), deal("d2", fields()))))
            .mode(Mode.CREATE_ONLY)
            .build();
    List<Outcome> outcomes =
        protocols.send(hubSpot.connector(), batch, hubSpot.target(), hubSpot.egress(), places);
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.RefusedExisting.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.objects()).hasSize(2);
  }

  /** The records of a property that is gone are still there. */
  @Test
  void aPropertyThatIsGoneTakesNoRecordsWithIt() {
    List<String> lost = new ArrayList<>();
    Places watched =
        new Places() {
          @Override
          public Optional<String> find(String name) {
            return places.find(name);
          }

          @Override
          public void remember(String name, String id) {
            places.remember(name, id);
          }

          @Override
          public void forget(String name, String id) {
            lost.add(name);
          }

          @Override
          public void forgetRequirement(String name, String id) {
            places.forget(name, id);
          }
        };
    send(List.of(deal("d1", fields())));
    hubSpot.deleteProperty("tributary_id");
    assertThat(
            protocols.send(
                hubSpot.connector(),
                batch(Operation.WRITE, List.of(deal("d2", fields()))),
                hubSpot.target(),
                hubSpot.egress(),
                watched))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(lost).isEmpty();
    assertThat(requests(PROPERTIES)).filteredOn(("POST " + PROPERTIES)::equals).hasSize(2);
  }

  /** Nothing can have a value of it then. */
  @Test
  void aRemovalWithoutThePropertyOfTributaryHasNothingToDo() {
    assertThat(
            send(
                Operation.REMOVE,
                List.of(deal("d1", fields()), deal("d2", fields())),
                hubSpot.egress()))
        .containsExactly(new Outcome.Delivered(null), new Outcome.Delivered(null));
    assertThat(requests("/crm/v3/objects/deals")).hasSize(1);
  }

  /** HubSpot may compare texts in another way than their characters. */
  @Test
  void aRemovalWhoseDealHubSpotShowsDifferentlyIsNotDone() {
    send(List.of(deal("d1", fields()), deal("d2", fields())));
    Egress shown = new RewritingEgress(hubSpot.egress(), "/batch/read", "\"d1\"", "\"D1\"");
    assertThat(send(Operation.REMOVE, List.of(deal("d1", fields())), shown))
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    assertThat(hubSpot.records()).containsOnlyKeys("d1", "d2");
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

  private static String delivered(List<Outcome> outcomes) {
    return String.valueOf(((Outcome.Delivered) outcomes.getFirst()).vendorId());
  }

  private static Item known(String vendorId, Item item) {
    return ItemBuilder.builder(item).vendorId(vendorId).deliveredAs(item.matchValue()).build();
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
        .uncertain(false)
        .build();
  }
}
