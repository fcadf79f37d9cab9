package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.schema.VendorFields;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deals are associated with the company and the contact that their fields name. */
class HubSpotAssociationsTest {
  private static final String LINK = "/associate/default";
  private static final String COMPANY = "company.domain";
  private static final String CONTACT = "contact.email";

  private final HubSpotVendor hubSpot = HubSpotVendor.deals();
  private final Clock clock = Clock.systemUTC();
  private final Protocols protocols = new Protocols(clock, Sessions.NONE, new VendorFields(clock));
  private final MemoryPlaces places = new MemoryPlaces();

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void aDealIsLinkedWithItsCompanyAndItsContactOnEachAttempt() {
    String acme = company("acme.example");
    String ann = hubSpot.preset("contacts", Map.of("email", "ann@acme.example"));
    Item deal = deal("d1", COMPANY, "ACME.example", CONTACT, " Ann@acme.example");
    for (int time = 0; time < 2; time++) {
      assertThat(send(deal)).hasOnlyElementsOfType(Outcome.Delivered.class);
      assertThat(hubSpot.associated()).isEqualTo(Map.of("d1", Set.of(acme, ann)));
    }
    assertThat(hubSpot.objects().values())
        .singleElement()
        .satisfies(written -> assertThat(written).doesNotContainKeys(COMPANY, CONTACT));
  }

  @Test
  void aDealWaitsForItsCompanyAndTheOthersArrive() {
    String acme = company("acme.example");
    List<Outcome> outcomes =
        send(
            deal("d1", COMPANY, "none.example"),
            deal("d2", COMPANY, "acme.example"),
            deal("d3", COMPANY, null),
            deal("d4", "dealname", "Other"));
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            Outcome.WaitsForRecord.class,
            waiting ->
                assertThat(waiting.words()).contains(COMPANY).doesNotContain("none.example"));
    assertThat(outcomes.subList(1, 4)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.associated())
        .isEqualTo(Map.of("d2", Set.of(acme), "d3", Set.of(), "d4", Set.of()));
  }

  @Test
  void severalCompaniesWithTheDomainRejectTheDealOnly() {
    company("acme.example");
    company("acme.example");
    List<Outcome> outcomes =
        send(deal("d1", COMPANY, "acme.example"), deal("d2", "dealname", "Other"));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo(COMPANY));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aFailedSearchConcernsTheDealsThatNameACompany() {
    for (int status : List.of(400, 500, 429, 403)) {
      Egress failing = new FailingEgress(hubSpot.egress(), "/companies/search", status);
      List<Outcome> outcomes =
          send(
              failing,
              Mode.UPSERT,
              deal("d1", COMPANY, "acme.example"),
              deal("d2", "dealname", "Other"));
      assertThat(outcomes.get(0)).isNotInstanceOf(Outcome.Delivered.class);
      assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
      assertThat(hubSpot.records()).containsOnlyKeys("d2");
    }
  }

  /** The deal is there, and the ledger must know it: the outcome is that of a lost answer. */
  @Test
  void aFailedLinkConcernsItsDealsAndIsMadeByTheNextAttempt() {
    String acme = company("acme.example");
    Item linked = deal("d1", COMPANY, "acme.example");
    for (int status : List.of(400, 403, 404, 429, 500, 200)) {
      Egress failing = new FailingEgress(hubSpot.egress(), LINK, status);
      List<Outcome> outcomes = send(failing, Mode.UPSERT, linked, deal("d2", "dealname", "Other"));
      assertThat(outcomes.get(0))
          .isInstanceOfSatisfying(
              Outcome.Ambiguous.class,
              unlinked -> assertThat(unlinked.words()).contains("written, but not linked"));
      assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
      assertThat(hubSpot.associated()).isEqualTo(Map.of("d1", Set.of(), "d2", Set.of()));
    }
    assertThat(send(linked)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.associated()).containsEntry("d1", Set.of(acme));
  }

  /** The company can be archived between the search and the link. */
  @Test
  void oneLinkThatHubSpotRefusesLeavesTheOthersOfTheRequest() {
    String acme = company("acme.example");
    String gone = company("gone.example");
    Egress archiving =
        new FailingEgress(hubSpot.egress(), "no such path", 500) {
          @Override
          public Answer send(Request request) throws EgressFailure {
            if (request.uri().getPath().endsWith(LINK)) {
              hubSpot.archive("companies", gone);
            }
            return super.send(request);
          }
        };
    List<Outcome> outcomes =
        send(
            archiving,
            Mode.UPSERT,
            deal("d1", COMPANY, "gone.example"),
            deal("d2", COMPANY, "acme.example"));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Ambiguous.class,
            unlinked -> assertThat(unlinked.words()).endsWith("One of the records was not found"));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.associated()).isEqualTo(Map.of("d1", Set.of(), "d2", Set.of(acme)));
  }

  @Test
  void aFieldThatChangesOrIsClearedRemovesNoLink() {
    String acme = company("acme.example");
    String beta = company("beta.example");
    send(deal("d1", COMPANY, "acme.example"));
    send(deal("d1", COMPANY, "beta.example"));
    send(deal("d1", COMPANY, null));
    assertThat(hubSpot.associated()).isEqualTo(Map.of("d1", Set.of(acme, beta)));
  }

  @Test
  void aSyncThatOnlyCreatesCannotLink() {
    company("acme.example");
    assertThat(
            send(hubSpot.egress(), Mode.CREATE_ONLY, deal("d1", COMPANY, "acme.example"))
                .getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class, stopped -> assertThat(stopped.words()).contains(COMPANY));
    assertThat(hubSpot.records()).isEmpty();
  }

  @Test
  void aDealWhoseIdIsGoneIsCreatedAgainAndLinked() {
    String acme = company("acme.example");
    Item known =
        ItemBuilder.builder(deal("d1", COMPANY, "acme.example"))
            .vendorId("999999")
            .deliveredAs("d0")
            .build();
    assertThat(send(known)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.associated()).isEqualTo(Map.of("d1", Set.of(acme)));
  }

  @Test
  void aPreviewHasTheSearchAndTheLink() {
    assertThat(
            protocols.preview(
                hubSpot.connector(),
                batch(Mode.UPSERT, deal("d1", COMPANY, "acme.example")),
                hubSpot.target()))
        .extracting(exchange -> exchange.target().replaceAll(".*(/[a-z]+/[a-z]+)$", "$1"))
        .contains("/companies/search", "/batch/upsert", LINK);
  }

  private String company(String domain) {
    return hubSpot.preset("companies", Map.of("domain", domain, "name", "A company"));
  }

  private List<Outcome> send(Item... items) {
    return send(hubSpot.egress(), Mode.UPSERT, items);
  }

  private List<Outcome> send(Egress egress, Mode mode, Item... items) {
    return protocols.send(
        hubSpot.connector(), batch(mode, items), hubSpot.target(), egress, places);
  }

  private Batch batch(Mode mode, Item... items) {
    Batch upserts =
        new Batch(
            hubSpot.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            "deals",
            null,
            Batch.Operation.WRITE,
            Json.MAPPER.createObjectNode(),
            List.of(items));
    return BatchBuilder.builder(upserts).mode(mode).build();
  }

  private static Item deal(String id, @Nullable String... namesAndValues) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("dealname", "A deal");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
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
