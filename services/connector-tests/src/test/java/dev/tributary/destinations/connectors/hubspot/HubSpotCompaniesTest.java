package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Companies by their domain, which HubSpot does not keep unique. */
class HubSpotCompaniesTest {
  private final HubSpotVendor hubSpot = HubSpotVendor.companies();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void aCompanyThatHubSpotHasIsUpdatedAndAnotherIsCreatedOnce() {
    String known = hubSpot.preset(Map.of("domain", "Acme.example", "city", "Delft"));
    List<Item> items =
        List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt"));
    List<Outcome> first = send(items);
    assertThat(first.getFirst()).isEqualTo(new Outcome.Delivered(known));
    assertThat(first).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.objects()).hasSize(2);
    assertThat(hubSpot.objects().get(known))
        .containsEntry("city", "Delft")
        .containsEntry("name", "Acme");
    assertThat(send(items)).isEqualTo(first);
    assertThat(hubSpot.objects()).hasSize(2);
  }

  @Test
  void aChangedDomainChangesTheSameCompany() {
    String id =
        ((Outcome.Delivered) send(List.of(item("old.example", null, "A"))).getFirst()).vendorId();
    assertThat(send(List.of(item("new.example", id, "A"))))
        .containsExactly(new Outcome.Delivered(id));
    assertThat(hubSpot.objects()).hasSize(1);
    assertThat(hubSpot.objects().get(id)).containsEntry("domain", "new.example");
  }

  @Test
  void aCompanyThatIsGoneIsCreatedAgain() {
    assertThat(
            send(List.of(item("acme.example", "999", "Acme"), item("bolt.example", null, "Bolt"))))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.records()).containsOnlyKeys("acme.example", "bolt.example");
  }

  @Test
  void severalCompaniesOfOneDomainAreTheRecordsFault() {
    String first = hubSpot.preset(Map.of("domain", "acme.example"));
    String second = hubSpot.preset(Map.of("domain", "acme.example"));
    List<Outcome> outcomes =
        send(List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt")));
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.field()).isEqualTo("domain");
              assertThat(rejected.words()).contains(first).contains(second);
            });
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Delivered.class);
  }

  private List<Outcome> send(List<Item> items) {
    ObjectNode nothing = Json.MAPPER.createObjectNode();
    Batch batch =
        new Batch(
            hubSpot.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            "companies",
            null,
            Operation.WRITE,
            nothing,
            items);
    return protocols.send(
        hubSpot.connector(), batch, hubSpot.target(), hubSpot.egress(), Places.NONE);
  }

  private static Item item(String domain, @Nullable String vendorId, String name) {
    return ItemBuilder.builder()
        .delivery("dlv_" + domain)
        .matchField("domain")
        .matchValue(domain)
        .deliveredAs(null)
        .vendorId(vendorId)
        .parentVendorId(null)
        .fields(Json.MAPPER.createObjectNode().put("name", name))
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .build();
  }
}
