package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.ConnectorContract;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Vendor;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deals by the unique property of Tributary, and their associations. */
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

  @Test
  void aDealIsLinkedWithTheCompanyAndTheContactThatItNames() {
    String company = hubSpot.preset("companies", Map.of("domain", "acme.example"));
    String contact = hubSpot.preset("contacts", Map.of("email", "ann@example.org"));
    String id =
        delivered(
            deal(
                "d1",
                fields("company.domain", "Acme.example", "contact.email", "Ann@example.org")));
    assertThat(hubSpot.associated(id)).containsExactlyInAnyOrder(company, contact);
    assertThat(hubSpot.objects().get(id))
        .containsEntry("dealname", "A deal")
        .doesNotContainKeys("company.domain", "contact.email");
  }

  @Test
  void aDealWaitsForACompanyThatHubSpotLacksAndOthersDoNot() {
    String company = hubSpot.preset("companies", Map.of("domain", "acme.example"));
    List<Outcome> outcomes =
        send(
            List.of(
                deal("d1", fields("company.domain", "bolt.example")),
                deal("d2", fields("company.domain", "acme.example")),
                deal("d3", fields("company.domain", "bolt.example"))));
    assertThat(outcomes.get(0))
        .isEqualTo(
            new Outcome.WaitsForRecord("HubSpot has no company whose domain is bolt.example"));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.WaitsForRecord.class);
    assertThat(hubSpot.records()).containsOnlyKeys("d2");
    String later = hubSpot.preset("companies", Map.of("domain", "bolt.example"));
    String id = delivered(deal("d1", fields("company.domain", "bolt.example")));
    assertThat(hubSpot.associated(id)).containsExactly(later).doesNotContain(company);
  }

  @Test
  void aFieldThatNamesSeveralCompaniesIsTheRecordsFault() {
    hubSpot.preset("companies", Map.of("domain", "acme.example"));
    hubSpot.preset("companies", Map.of("domain", "acme.example"));
    assertThat(send(List.of(deal("d1", fields("company.domain", "acme.example")))).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.field()).isEqualTo("company.domain"));
  }

  @Test
  void aChangedFieldReplacesTheLinkOfTributaryAndNoOther() {
    String old = hubSpot.preset("companies", Map.of("domain", "old.example"));
    String next = hubSpot.preset("companies", Map.of("domain", "new.example"));
    String somebodys = hubSpot.preset("companies", Map.of("domain", "other.example"));
    String id = delivered(deal("d1", fields("company.domain", "old.example")));
    hubSpot.post(
        "/crm/v4/associations/deals/companies/batch/associate/default",
        "{\"inputs\":[{\"from\":{\"id\":\"%s\"},\"to\":{\"id\":\"%s\"}}]}"
            .formatted(id, somebodys));
    assertThat(delivered(deal("d1", fields("company.domain", "new.example")))).isEqualTo(id);
    assertThat(hubSpot.associated(id)).containsExactlyInAnyOrder(next, somebodys);
    assertThat(hubSpot.associated(id)).doesNotContain(old);
    delivered(deal("d1", fields("company.domain", null)));
    assertThat(hubSpot.associated(id)).containsExactly(somebodys);
    assertThat(hubSpot.objects().get(id)).doesNotContainKey("tributary_links");
  }

  @Test
  void aDealWithoutTheFieldKeepsItsLinks() {
    String company = hubSpot.preset("companies", Map.of("domain", "acme.example"));
    String contact = hubSpot.preset("contacts", Map.of("email", "ann@example.org"));
    String id = delivered(deal("d1", fields("company.domain", "acme.example")));
    delivered(deal("d1", fields("contact.email", "ann@example.org")));
    delivered(deal("d1", fields()));
    assertThat(hubSpot.associated(id)).containsExactlyInAnyOrder(company, contact);
  }

  /** Whatever was sent before, no former link remains. */
  @ParameterizedTest
  @ValueSource(strings = {"/batch/upsert", "/associate/default", "/archive", "/batch/update"})
  void aFailureInBetweenLeavesNoFormerLink(String path) {
    hubSpot.preset("companies", Map.of("domain", "one.example"));
    hubSpot.preset("companies", Map.of("domain", "two.example"));
    String last = hubSpot.preset("companies", Map.of("domain", "three.example"));
    String id = delivered(deal("d1", fields("company.domain", "one.example")));
    for (boolean arrives : new boolean[] {false, true}) {
      List<Outcome> cut =
          send(List.of(deal("d1", fields("company.domain", "two.example"))), cutAt(path, arrives));
      assertThat(cut).doesNotHaveAnyElementsOfTypes(Outcome.Delivered.class);
    }
    delivered(deal("d1", fields("company.domain", "three.example")));
    assertThat(hubSpot.associated(id)).containsExactly(last);
    assertThat(hubSpot.objects().get(id))
        .containsEntry("tributary_links", "company.domain=" + last);
  }

  @Test
  void aDealWhoseIdIsGoneIsCreatedAndLinkedAgain() {
    String company = hubSpot.preset("companies", Map.of("domain", "acme.example"));
    Item gone =
        ItemBuilder.builder(deal("d2", fields("company.domain", "acme.example")))
            .vendorId("999")
            .deliveredAs("d1")
            .build();
    String id = delivered(gone);
    assertThat(hubSpot.associated(id)).containsExactly(company);
  }

  @Test
  void aPreviewShowsTheLookupsTheWriteAndTheLinks() {
    List<Egress.Exchange> shown =
        protocols.preview(
            hubSpot.connector(),
            batch(Operation.WRITE, List.of(deal("d1", fields("company.domain", "acme.example")))),
            hubSpot.target());
    assertThat(shown)
        .extracting(each -> each.target().replaceFirst(".*/crm/", ""))
        .containsSubsequence(
            "v3/objects/companies/search",
            "v3/objects/deals/batch/read",
            "v3/objects/deals/batch/upsert",
            "v4/associations/deals/companies/batch/associate/default");
    assertThat(hubSpot.objects()).isEmpty();
  }

  /** Its creation may have had no answer. */
  @Test
  void theRemovalOfADealWhoseIdIsNotKnownArchivesTheDealThatHasTheValue() {
    send(List.of(deal("d1", fields()), deal("d2", fields())));
    assertThat(send(Operation.REMOVE, List.of(deal("d1", fields())), hubSpot.egress()))
        .containsExactly(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).containsOnlyKeys("d2");
  }

  private Egress cutAt(String path, boolean arrives) {
    return new Egress() {
      @Override
      public Answer send(Request request) throws EgressFailure {
        boolean cut = request.uri().getPath().endsWith(path);
        if (cut && !arrives) {
          throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "cut");
        }
        Answer answer = hubSpot.egress().send(request);
        if (cut) {
          throw new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "cut");
        }
        return answer;
      }

      @Override
      public InetAddress checked(String host, int port) {
        return InetAddress.getLoopbackAddress();
      }

      @Override
      public void note(Exchange exchange) {
        throw new UnsupportedOperationException();
      }
    };
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

  private String delivered(Item item) {
    Outcome outcome = send(List.of(item)).getFirst();
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    return String.valueOf(((Outcome.Delivered) outcome).vendorId());
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
