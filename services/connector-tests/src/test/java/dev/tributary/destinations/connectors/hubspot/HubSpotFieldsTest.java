package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.schema.VendorFields;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deals are compared with the fields that HubSpot has before they are sent. */
class HubSpotFieldsTest {
  private final HubSpotVendor hubSpot = HubSpotVendor.deals();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-30T10:00:00Z"));
  private final InstantSource time = now::get;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final VendorFields fields = new VendorFields(clock);
  private final Protocols protocols = new Protocols(clock, Sessions.NONE, fields);
  private final MemoryPlaces places = new MemoryPlaces();

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void aFieldThatHubSpotLacksStopsTheSyncBeforeARecordIsSent() {
    assertThat(send(deal("d1", "colour", "red")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class)
        .first()
        .satisfies(stopped ->
            assertThat(stopped.words())
                .startsWith("HubSpot lacks these fields of deals: colour.")
                .endsWith("The fields were read at 2026-11-30T10:00:00Z"));
    assertThat(requests("/batch/upsert")).isZero();
  }

  @Test
  void aFieldThatTakesNoValueStopsTheSync() {
    assertThat(send(deal("d1", "hs_lastmodifieddate", "2026-01-01T00:00:00Z")).getFirst().words())
        .startsWith("HubSpot accepts no value for these fields of deals: hs_lastmodifieddate.");
  }

  @Test
  void aValueThatDoesNotFitIsTheRecordsFaultAndTheOthersArrive() {
    List<Outcome> outcomes =
        send(
            deal("d1", "dealstage", "unknown"),
            deal("d2", "amount", "12.5"),
            deal("d3", "dealstage", "closedwon"),
            deal("d4", "dealstage", ""));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.field()).isEqualTo("dealstage");
              assertThat(rejected.words()).startsWith("\"unknown\" is no option of this field");
            });
    assertThat(hubSpot.records()).containsOnlyKeys("d2", "d3", "d4");
  }

  @Test
  void hubSpotDecidesAboutTheFormsOfNumbersBooleansAndTimes() {
    List<Outcome> outcomes =
        send(
            deal("d1", "amount", "many"),
            deal("d2", "closedate", "soon"),
            deal("d3", "amount", "1"));
    assertThat(outcomes.subList(0, 2)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(outcomes).extracting(Outcome::words).doesNotContain("\"many\" is no number");
    assertThat(hubSpot.records()).containsOnlyKeys("d3");
    hubSpot.egress().sent.clear();
    send(deal("d1", "amount", "many"));
    assertThat(requests("/batch/upsert")).isOne();
  }

  /** HubSpot calculates it, and users can set it too. */
  @Test
  void aCalculatedFieldThatIsNotReadOnlyTakesValues() {
    Egress calculated =
        new RewritingEgress(
            hubSpot.egress(), "/properties/deals", "\"calculated\":false", "\"calculated\":true");
    createOwnId();
    assertThat(send(calculated, deal("d1", "amount", "1")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void aLimitOfRequestsHoldsTheBatchAndSlowsTheRequests() {
    createOwnId();
    hubSpot.failNext(Failure.RATE_LIMITED);
    assertThat(send(deal("d1", "amount", "1"), deal("d2", "amount", "1")))
        .hasSize(2)
        .allSatisfy(outcome ->
            assertThat(outcome)
                .isInstanceOfSatisfying(
                    Outcome.RateLimited.class,
                    limited -> assertThat(limited.until()).isEqualTo(now.get().plusSeconds(7))));
    assertThat(requests("/batch/upsert")).isZero();
    assertThat(send(deal("d1", "amount", "1"))).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void aLimitOfRequestsForFurtherFieldsHoldsTheBatchToo() {
    createOwnId();
    Egress limited = new FailingEgress(hubSpot.egress(), "dataSensitivity=sensitive", 429);
    assertThat(send(limited, deal("d1", "colour", "red")))
        .containsExactly(
            new Outcome.RateLimited(
                now.get().plusSeconds(10), "Too many requests when the fields were read"));
    assertThat(send(deal("d1", "colour", "red")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  @Test
  void ourOwnLimitHoldsTheBatch() {
    createOwnId();
    Instant later = now.get().plusSeconds(3);
    Egress held = unanswered(new EgressFailure(EgressFailure.Reach.HELD_BACK, "Later", later));
    assertThat(send(held, deal("d1", "amount", "1")))
        .containsExactly(new Outcome.HeldBack(later, "Later"));
  }

  /** No time is left for the batch, and the write has no fault. */
  @Test
  void aRequestForTheFieldsWithoutAnAnswerHoldsOneBatchAndTheNextOneIsSent() {
    createOwnId();
    Egress silent = unanswered(new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "no answer"));
    assertThat(send(silent, deal("d1", "amount", "1")))
        .containsExactly(
            new Outcome.HeldBack(now.get(), "The request for the fields had no answer"));
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE).minusSeconds(1));
    assertThat(send(silent, deal("d1", "amount", "1")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void aTokenThatMayNotReadTheFieldsIsAskedOnceInTenMinutes() {
    createOwnId();
    List<String> asked = new ArrayList<>();
    Egress forbidden =
        new FailingEgress(hubSpot.egress(), "/crm/v3/properties/", 403) {
          @Override
          public Answer send(Request request) throws EgressFailure {
            asked.add(request.uri().getPath());
            return super.send(request);
          }
        };
    send(forbidden, deal("d1", "amount", "1"));
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE).minusSeconds(1));
    send(forbidden, deal("d1", "amount", "2"));
    assertThat(asked).filteredOn("/crm/v3/properties/deals"::equals).hasSize(1);
  }

  @Test
  void aBatchWaitsForAnotherOneThatReadsTheFields() {
    createOwnId();
    List<Outcome> other = new ArrayList<>();
    Egress slow =
        new FailingEgress(hubSpot.egress(), "no such path", 500) {
          @Override
          public Answer send(Request request) throws EgressFailure {
            if (request.uri().getPath().equals("/crm/v3/properties/deals")) {
              other.addAll(HubSpotFieldsTest.this.send(deal("d2", "amount", "1")));
            }
            return super.send(request);
          }
        };
    assertThat(send(slow, deal("d1", "amount", "1")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(other)
        .containsExactly(
            new Outcome.HeldBack(
                now.get().plusSeconds(1), "Another batch reads the fields of the destination"));
    assertThat(send(deal("d2", "amount", "1"))).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(requests("/crm/v3/properties/deals")).isOne();
  }

  /** Requests for fields fail so. */
  private Egress unanswered(EgressFailure failure) {
    return new FailingEgress(hubSpot.egress(), "no such path", 500) {
      @Override
      public Answer send(Request request) throws EgressFailure {
        if (request.uri().getPath().equals("/crm/v3/properties/deals")) {
          throw failure;
        }
        return super.send(request);
      }
    };
  }

  @Test
  void pipelinesAndTheirStagesAreOptions() {
    List<Outcome> outcomes =
        send(deal("d1", "dealstage", "closedwon"), deal("d2", "dealstage", "Closed won"));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.field()).isEqualTo("dealstage");
              assertThat(rejected.words())
                  .contains("\"Closed won\" is no option")
                  .contains("closedwon");
            });
    assertThat(requests("/crm/v3/pipelines/deals")).isOne();
  }

  @Test
  void theFieldsAreReadOnceInTenMinutes() {
    send(deal("d1", "amount", "1"));
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE).minusSeconds(1));
    send(deal("d1", "amount", "2"));
    assertThat(requests("/crm/v3/properties/deals")).isOne();
    now.set(now.get().plusSeconds(1));
    send(deal("d1", "amount", "3"));
    assertThat(requests("/crm/v3/properties/deals")).isEqualTo(2);
  }

  @Test
  void theFieldsOfAnotherAccountSayNothing() {
    send(deal("d1", "amount", "1"));
    send(protocols.ofAccount("another"), hubSpot.egress(), deal("d1", "amount", "2"));
    assertThat(requests("/crm/v3/properties/deals")).isEqualTo(2);
    send(deal("d1", "amount", "3"));
    assertThat(requests("/crm/v3/properties/deals")).isEqualTo(2);
  }

  @Test
  void hubSpotDecidesAboutTheCaseOfANameOfAField() {
    assertThat(send(deal("d1", "DealName", "A deal")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(requests("/batch/upsert")).isOne();
  }

  @Test
  void aFieldThatAUserHasCreatedMeanwhileIsFound() {
    assertThat(send(deal("d1", "colour", "red")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    hubSpot.post(
        "/crm/v3/properties/deals",
        """
        {"name": "colour", "label": "Colour", "type": "string", "fieldType": "text",
         "groupName": "dealinformation"}\
        """);
    now.set(now.get().plus(VendorFields.TRUSTED_AGE).minus(Duration.ofMillis(1)));
    assertThat(send(deal("d1", "colour", "red")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    now.set(now.get().plusMillis(1));
    assertThat(send(deal("d1", "colour", "red"))).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void withoutAnAnswerAboutTheFieldsHubSpotDecidesItself() {
    createOwnId();
    hubSpot.failNext(Failure.SERVER_ERROR);
    assertThat(send(deal("d1", "colour", "red"))).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(requests("/batch/upsert")).isOne();
    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    assertThat(send(deal("d1", "colour", "red")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    assertThat(requests("/batch/upsert")).isOne();
  }

  @Test
  void aPropertyWithSensitiveDataIsNotMissing() {
    create("passport", "\"dataSensitivity\": \"highly_sensitive\"");
    assertThat(send(deal("d1", "passport", "X1"))).hasOnlyElementsOfType(Outcome.Delivered.class);
    send(deal("d1", "passport", "X2"));
    send(deal("d1", "amount", "1"));
    assertThat(requests("/crm/v3/properties/deals")).isEqualTo(3);
  }

  @Test
  void withoutAnAnswerAboutPropertiesWithSensitiveDataNoneIsMissing() {
    createOwnId();
    Egress failing = new FailingEgress(hubSpot.egress(), "dataSensitivity=sensitive", 500);
    assertThat(send(failing, deal("d1", "colour", "red"), deal("d2", "dealstage", "unknown")))
        .extracting(outcome -> ((Outcome.Rejected) outcome).field())
        .containsExactly("colour", "dealstage");
    assertThat(requests("/batch/upsert")).isOne();
  }

  /** The list of properties can lack the stages of further pipelines. */
  @Test
  void withoutAnAnswerAboutPipelinesHubSpotDecidesAboutStages() {
    Egress failing = new FailingEgress(hubSpot.egress(), "/crm/v3/pipelines/", 403);
    assertThat(send(failing, deal("d1", "dealstage", "Closed won")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(requests("/batch/upsert")).isOne();
  }

  @Test
  void aValueThatNoFieldCanChangeReadsNoFieldsAgain() {
    send(deal("d1", "amount", "many"));
    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    send(deal("d1", "amount", "many"));
    assertThat(requests("/crm/v3/properties/deals")).isOne();
    send(deal("d1", "dealstage", "unknown"));
    assertThat(requests("/crm/v3/properties/deals")).isEqualTo(2);
  }

  @Test
  void hubSpotDecidesAboutTheFormOfATimeAfterItsDate() {
    assertThat(send(deal("d1", "closedate", "2026-01-31T12:00:00.000+0000")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(send(deal("d2", "closedate", "2026-01-31 noon")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(requests("/batch/upsert")).isEqualTo(2);
  }

  @Test
  void wordsHaveTheBeginningOfALongValue() {
    assertThat(send(deal("d1", "dealstage", "x".repeat(10_000))).getFirst().words())
        .startsWith("\"%s…\" is no option of this field".formatted("x".repeat(40)));
  }

  private void createOwnId() {
    places.remember("property tributary_id of deals", "tributary_id");
    create("tributary_id", "\"hasUniqueValue\": true");
  }

  private void create(String name, String more) {
    hubSpot.post(
        "/crm/v3/properties/deals",
        """
        {"name": "%s", "label": "Label", "type": "string", "fieldType": "text",
         "groupName": "dealinformation", %s}\
        """
            .formatted(name, more));
  }

  private long requests(String path) {
    return hubSpot.egress().sent.stream()
        .filter(request -> request.uri().getPath().endsWith(path))
        .filter(request -> request.method().equals("GET") || path.startsWith("/batch"))
        .count();
  }

  private List<Outcome> send(Item... items) {
    return send(hubSpot.egress(), items);
  }

  private List<Outcome> send(Egress egress, Item... items) {
    return send(protocols, egress, items);
  }

  private List<Outcome> send(Protocols sending, Egress egress, Item... items) {
    Batch batch =
        new Batch(
            hubSpot.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            "deals",
            null,
            Batch.Operation.WRITE,
            Json.MAPPER.createObjectNode(),
            List.of(items));
    return sending.send(hubSpot.connector(), batch, hubSpot.target(), egress, places);
  }

  private static Item deal(String id, String field, String value) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put(field, value);
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
