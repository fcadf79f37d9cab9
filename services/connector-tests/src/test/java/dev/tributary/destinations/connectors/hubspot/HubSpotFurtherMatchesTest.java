package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contacts by the property of Tributary, then by their address. */
class HubSpotFurtherMatchesTest {
  private final HubSpotVendor hubSpot = HubSpotVendor.contacts();
  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final MemoryPlaces places = new MemoryPlaces();

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void aContactIsFoundByItsAddressAndOthersAreCreated() {
    String ann = hubSpot.preset(Map.of("email", "ann@example.org", "lastname", "Lee"));
    List<Outcome> outcomes =
        send(Mode.UPSERT, item("p1", " Ann@example.org"), item("p2", "ben@example.org"));
    assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Delivered(ann));
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.objects()).hasSize(2);
    assertThat(hubSpot.objects().get(ann))
        .containsEntry("tributary_id", "p1")
        .containsEntry("firstname", "Ann")
        .containsEntry("lastname", "Lee");
    assertThat(send(Mode.UPSERT, item("p1", "ann@example.org")))
        .as("the property of Tributary finds it now")
        .containsExactly(new Outcome.Delivered(ann));
  }

  @Test
  void theContactOfAnotherPersonIsNotOverwritten() {
    send(Mode.UPSERT, item("p1", "ann@example.org"));
    assertThat(send(Mode.UPSERT, item("p2", "ANN@example.org")))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.WaitsForRecord.class,
            refused -> assertThat(refused.words()).contains("another tributary_id"));
    assertThat(hubSpot.objects().values())
        .singleElement()
        .satisfies(contact -> assertThat(contact).containsEntry("tributary_id", "p1"));
  }

  @Test
  void ofTwoPersonsWithOneAddressTheFirstTakesTheContact() {
    String ann = hubSpot.preset(Map.of("email", "ann@example.org"));
    List<Outcome> outcomes =
        send(Mode.UPSERT, item("p1", "ann@example.org"), item("p2", "ann@example.org"));
    assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Delivered(ann));
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.WaitsForRecord.class);
    assertThat(hubSpot.objects().get(ann)).containsEntry("tributary_id", "p1");
  }

  @Test
  void theModesThatOnlyCreateOrOnlyUpdateFindByTheAddress() {
    String ann = hubSpot.preset(Map.of("email", "ann@example.org"));
    assertThat(send(Mode.CREATE_ONLY, item("p1", "ann@example.org")))
        .hasOnlyElementsOfType(Outcome.RefusedExisting.class);
    assertThat(hubSpot.objects().get(ann)).doesNotContainKey("tributary_id");
    assertThat(send(Mode.UPDATE_ONLY, item("p1", "ann@example.org")))
        .containsExactly(new Outcome.Delivered(ann));
    assertThat(send(Mode.UPDATE_ONLY, item("p2", "ben@example.org")))
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(hubSpot.objects()).hasSize(1);
  }

  private List<Outcome> send(Mode mode, Item... items) {
    Batch batch =
        BatchBuilder.builder()
            .target(hubSpot.target().withoutSecrets())
            .key("msg_1")
            .sync(new SyncId("syn_1"))
            .object("contacts")
            .place(null)
            .operation(Operation.WRITE)
            .syncSettings(Json.MAPPER.createObjectNode())
            .items(List.of(items))
            .mode(mode)
            .mapping(List.of("email", "firstname"))
            .furtherMatches(List.of("email"))
            .build();
    return protocols.send(hubSpot.connector(), batch, hubSpot.target(), hubSpot.egress(), places);
  }

  private static Item item(String id, String email) {
    return ItemBuilder.builder()
        .delivery("dlv_" + id)
        .matchField("tributary_id")
        .matchValue(id)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode().put("email", email).put("firstname", "Ann"))
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }
}
