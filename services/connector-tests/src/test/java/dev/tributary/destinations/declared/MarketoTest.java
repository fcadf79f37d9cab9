package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Marketo against its stand-in, with the tokens that the engine gets. */
class MarketoTest {
  private static final String LIST = "{\"list\": \"Loyal, at risk\", \"folder\": 12}";
  private static final String ORDERS = "{\"type\": \"order_c\"}";
  private static final String ACTIVITY = "{\"activityType\": 100001}";
  private static final Outcome DONE = new Outcome.Delivered(null);

  private final ConnectedStandIn marketo =
      new ConnectedStandIn(
          "marketo",
          "{\"munchkinId\": \"123-abc-456\", \"clientId\": \"client\"}",
          Map.of("clientSecret", "secret-of-a-test"));

  @AfterEach
  void close() {
    marketo.close();
  }

  private static Item email(int number, String email, String fields) {
    return item(number, "email", email, fields);
  }

  private static Item ann(String fields) {
    return email(1, "ann@example.org", fields);
  }

  private Outcome write(Item item) {
    return marketo.write("leads", item).getFirst();
  }

  private int count(String store) {
    return marketo.control("/records/" + store + "/counts").path("records").asInt();
  }

  private String leads() {
    return marketo.control("/records/leads").toString();
  }

  private void limit(String limit) {
    marketo.control("PUT", "/limits", "{\"api\": [%s]}".formatted(limit));
  }

  @Test
  void aLeadKeepsItsIdIfItsAddressChanges() {
    Item ann = ann("{\"firstName\": \"Ann \uD83D\uDE00\", \"plan\": \"gold\"}");
    Outcome created = write(ann);
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    Item changed =
        ItemBuilder.builder(delivered(ann, created))
            .matchValue("anna@example.org")
            .fields(ConnectedStandIn.settings("{\"plan\": null}"))
            .build();
    assertThat(write(changed)).isEqualTo(created);
    assertThat(count("leads")).isEqualTo(1);
    assertThat(leads()).contains("anna@example.org", "Ann \uD83D\uDE00").doesNotContain("gold");
    marketo.assertDocumented();
  }

  @Test
  void marketoTellsHowManyRequestsOfTodayAllProgramsHaveUsed() {
    write(ann("{}"));
    Connector.Usage usage = Protocols.usage(marketo.connector(), marketo.target()).orElseThrow();
    ReportedUse use =
        marketo
            .protocols()
            .reported(marketo.connector(), usage, marketo.target(), marketo.egress())
            .orElseThrow();
    assertThat(use.used()).isPositive();
    assertThat(use.limit()).isNull();
    marketo.assertDocumented();
  }

  @Test
  void aRepeatedWriteChangesNothing() {
    Outcome first = write(ann("{\"plan\": \"gold\"}"));
    assertThat(write(ann("{\"plan\": \"gold\"}"))).isEqualTo(first);
    assertThat(count("leads")).isEqualTo(1);
  }

  @Test
  void aLeadThatIsGoneIsCreatedAgain() {
    assertThat(write(ItemBuilder.builder(ann("{}")).vendorId("1").build()))
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(count("leads")).isEqualTo(1);
  }

  @Test
  void oneBadLeadOfAFullBatchIsRefusedAlone() {
    Item[] batch =
        IntStream.rangeClosed(1, 300)
            .mapToObj(i -> email(i, i == 150 ? "nobody" : "p%d@example.org".formatted(i), "{}"))
            .toArray(Item[]::new);
    List<Outcome> outcomes = marketo.write("leads", batch);
    assertThat(outcomes).filteredOn(Outcome.Delivered.class::isInstance).hasSize(299);
    assertThat(outcomes.get(149))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).contains("1001"));
    assertThat(count("leads")).isEqualTo(299);
    marketo.assertDocumented();
  }

  @Test
  void aBatchOfBadLeadsIsRefusedOneByOne() {
    assertThat(marketo.write("leads", email(1, "nobody", "{}"), email(2, "no one", "{}")))
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(count("leads")).isZero();
  }

  @Test
  void aFieldThatMarketoLacksPausesTheSync() {
    assertThat(write(ann("{\"shoeSize\": 44}")))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            refused -> assertThat(refused.words()).contains("shoeSize"));
  }

  /** The ids are one lead: Marketo refuses the second one of a request (1036). */
  @Test
  void twoRecordsOfOneLeadDoNotGoInOneRequest() {
    String id = ((Outcome.Delivered) write(ann("{}"))).vendorId();
    Item one = ItemBuilder.builder(ann("{\"plan\": \"gold\"}")).vendorId(id).build();
    Item other =
        ItemBuilder.builder(email(2, "Ann@example.org", "{\"plan\": \"iron\"}"))
            .vendorId(id)
            .build();
    assertThat(marketo.write("leads", one, other))
        .satisfiesExactly(
            done -> assertThat(done).isEqualTo(new Outcome.Delivered(id)),
            waits -> assertThat(waits).isInstanceOf(Outcome.Transient.class));
    assertThat(leads()).contains("gold").doesNotContain("iron");
    assertThat(
            marketo.write(
                "leads", email(3, "c@example.org", "{}"), email(4, "C@example.org", "{}")))
        .satisfiesExactly(
            done -> assertThat(done).isInstanceOf(Outcome.Delivered.class),
            waits -> assertThat(waits).isInstanceOf(Outcome.Transient.class));
  }

  @Test
  void aSecondCreationOfAnOrderSaysThatTheOrderExists() {
    Item order = item(1, "orderNumber", "o-1", "{\"total\": 9.5}");
    marketo.send("custom-objects", Operation.WRITE, ORDERS, order);
    assertThat(
            marketo.send(
                BatchBuilder.builder(
                        marketo.batch("custom-objects", Operation.WRITE, ORDERS, order))
                    .mode(Mode.CREATE_ONLY)
                    .build()))
        .hasOnlyElementsOfType(Outcome.RefusedExisting.class);
  }

  @Test
  void theModeDecidesWhatIsCreatedAndWhatIsUpdated() {
    assertThat(marketo.update("leads", ann("{}")))
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(marketo.write("leads", Mode.CREATE_ONLY, ann("{\"plan\": \"gold\"}")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(marketo.write("leads", Mode.CREATE_ONLY, ann("{\"plan\": \"iron\"}")))
        .hasOnlyElementsOfType(Outcome.RefusedExisting.class);
    assertThat(leads()).contains("gold").doesNotContain("iron");
    assertThat(marketo.update("leads", ann("{\"plan\": \"iron\"}")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(leads()).contains("iron");
    marketo.assertDocumented();
  }

  @Test
  void twoLeadsWithTheAddressAreTheRecordsFault() {
    for (int i = 0; i < 2; i++) {
      marketo.control("POST", "/records/leads", "{\"values\": {\"email\": \"ann@example.org\"}}");
    }
    assertThat(write(ann("{}")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).contains("1007"));
  }

  /** The answer has the status 200, and the code 602. */
  @Test
  void aTokenThatHasEndedIsReplacedAndTheRequestSentAgain() {
    write(ann("{}"));
    marketo.pass(Duration.ofMinutes(61));
    assertThat(write(ann("{\"plan\": \"gold\"}"))).isInstanceOf(Outcome.Delivered.class);
    assertThat(leads()).contains("gold");
    marketo.control("POST", "/tokens/revoke", "{}");
    assertThat(write(ann("{\"plan\": \"iron\"}"))).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aClientThatIsRefusedPausesTheDestination() {
    marketo.control("PUT", "/token", "{\"token\": \"client:other\"}");
    assertThat(write(ann("{}"))).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(marketo.probe()).isInstanceOf(Outcome.Unauthorised.class);
  }

  @Test
  void aTestOfTheDestinationNeedsNoRightToRead() {
    assertThat(marketo.probe()).isInstanceOf(Outcome.Delivered.class);
    marketo.assertDocumented();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"kind\": \"rolling\", \"milliseconds\": 20000}; RateLimited",
        "{\"kind\": \"daily\", \"zone\": \"America/Chicago\"}; QuotaSpent",
        "{\"kind\": \"running\"}; RateLimited",
      })
  void aLimitIsToldInAnAnswerOfASuccess(String window, String outcome) {
    limit(
        ("{\"name\": \"one\", \"unit\": \"requests\", \"scope\": \"account\", \"amount\": 0,"
                + " \"window\": %s}")
            .formatted(window));
    Outcome refused = write(ann("{}"));
    assertThat(refused.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(count("leads")).isZero();
  }

  @Test
  void anAudienceBecomesAListThatIsCreatedOnce() {
    Item ann = member(ann("{}"));
    Item ben = member(email(2, "ben@example.org", "{}"));
    assertThat(marketo.send("list-members", Operation.WRITE, LIST, ann, ben))
        .containsExactly(DONE, DONE);
    marketo.forgetPlaces();
    assertThat(marketo.send("list-members", Operation.REMOVE, LIST, ann)).containsExactly(DONE);
    assertThat(marketo.send("list-members", Operation.REMOVE, LIST, ann)).containsExactly(DONE);
    assertThat(count("lists")).isEqualTo(1);
    assertThat(marketo.control("/members/lists/" + list()))
        .hasSize(1)
        .allMatch(id -> id.asText().equals(ben.parentVendorId()));
    marketo.assertDocumented();
  }

  @Test
  void aMemberWaitsForItsLeadAndAListThatIsGoneIsCreatedAgain() {
    Item ann = member(ann("{}"));
    Item gone = ItemBuilder.builder(ann).delivery("dlv_2").parentVendorId("1").build();
    assertThat(marketo.send("list-members", Operation.WRITE, LIST, ann, gone))
        .satisfiesExactly(
            there -> assertThat(there).isEqualTo(DONE),
            lost -> assertThat(lost).isInstanceOf(Outcome.WaitsForRecord.class));
    marketo.control("DELETE", "/records/lists/" + list(), null);
    assertThat(marketo.send("list-members", Operation.WRITE, LIST, ann)).containsExactly(DONE);
    assertThat(count("lists")).isEqualTo(1);
  }

  @Test
  void aFolderThatMarketoLacksPausesTheSync() {
    assertThat(
            marketo.send(
                "list-members",
                Operation.WRITE,
                "{\"list\": \"Loyal\", \"folder\": 1000}",
                member(ann("{}"))))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  @Test
  void aFolderOrTypeThatIsNoNumberPausesTheSync() {
    assertThat(
            marketo.send(
                "list-members",
                Operation.WRITE,
                "{\"list\": \"Loyal\", \"folder\": \"MF12\"}",
                member(ann("{}"))))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    assertThat(
            marketo.send(
                "activities",
                Operation.WRITE,
                "{\"activityType\": \"Order\"}",
                item(
                    1,
                    null,
                    "evt_1",
                    "{\"leadId\": 1, \"primaryAttributeValue\": \"a\", \"activityDate\":"
                        + " \"2026-01-01T10:00:00Z\"}")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  private Item member(Item lead) {
    return ItemBuilder.builder(lead)
        .delivery(lead.delivery() + "_member")
        .parentVendorId(((Outcome.Delivered) write(lead)).vendorId())
        .fields(ConnectedStandIn.settings("{}"))
        .build();
  }

  private String list() {
    return marketo.control("/records/lists").path("records").path(0).path("id").asText();
  }

  @Test
  void aRemovedLeadIsDeletedAndALeadWithAnUnknownIdIsNotCalledDeleted() {
    Item ann = ann("{}");
    Item there = delivered(ann, write(ann));
    assertThat(marketo.remove("leads", there)).containsExactly(DONE);
    assertThat(marketo.remove("leads", there)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(count("leads")).isZero();
    assertThat(marketo.remove("leads", ann)).hasOnlyElementsOfType(Outcome.Rejected.class);
    marketo.assertDocumented();
  }

  @Test
  void aRecordOfACustomObjectIsUpsertedAndRemovedByItsKey() {
    Item order = item(1, "orderNumber", "o-1", "{\"total\": 9.5}");
    Item bad = item(2, "orderNumber", "o-2", "{\"total\": \"much\"}");
    assertThat(marketo.send("custom-objects", Operation.WRITE, ORDERS, order, bad))
        .satisfiesExactly(
            there -> assertThat(there).isInstanceOf(Outcome.Delivered.class),
            refused -> assertThat(refused).isInstanceOf(Outcome.Rejected.class));
    marketo.send("custom-objects", Operation.WRITE, ORDERS, order);
    assertThat(count("order_c")).isEqualTo(1);
    assertThat(marketo.send("custom-objects", Operation.REMOVE, ORDERS, order))
        .containsExactly(DONE);
    assertThat(marketo.send("custom-objects", Operation.REMOVE, ORDERS, order))
        .containsExactly(DONE);
    assertThat(count("order_c")).isZero();
    assertThat(marketo.send("custom-objects", Operation.WRITE, "{\"type\": \"car_c\"}", order))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    marketo.assertDocumented();
  }

  /** Marketo recognises no activity, so the class is C. */
  @Test
  void anActivityThatIsSentTwiceIsThereTwice() {
    String lead = ((Outcome.Delivered) write(ann("{}"))).vendorId();
    String fields =
        "{\"leadId\": \"%s\", \"primaryAttributeValue\": \"Order 1\", \"activityDate\":"
            + " \"2026-01-01T10:00:00Z\", \"attributes\": [{\"name\": \"total\", \"value\": 9}]}";
    Item there = item(1, null, "evt_1", fields.formatted(lead));
    Item lost = item(2, null, "evt_2", fields.formatted("1"));
    Item without = item(3, null, "evt_3", "{\"primaryAttributeValue\": \"Order 1\"}");
    assertThat(marketo.send("activities", Operation.WRITE, ACTIVITY, there, lost, without))
        .satisfiesExactly(
            done -> assertThat(done).isEqualTo(DONE),
            waits -> assertThat(waits).isInstanceOf(Outcome.WaitsForRecord.class),
            refused -> assertThat(refused).isInstanceOf(Outcome.Rejected.class));
    marketo.send("activities", Operation.WRITE, ACTIVITY, there);
    assertThat(marketo.control("/events/activities").path("events")).hasSize(2);
    assertThat(marketo.connector().manifest().effectClass("activities")).isEqualTo(EffectClass.C);
    marketo.assertDocumented();
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    write(ann("{}"));
    marketo.failNext(failure);
    assertThat(marketo.write("leads", ann("{}")))
        .hasOnlyElementsOfType(
            switch (failure) {
              // The token is renewed, and the request is sent again.
              case UNAUTHORISED -> Outcome.Delivered.class;
              case RATE_LIMITED -> Outcome.RateLimited.class;
              case SERVER_ERROR, CUT, UNREADABLE -> Outcome.Ambiguous.class;
            });
  }

  @Test
  void theCustomObjectsAreListedWithTheirLabels() {
    FieldList list = marketo.choices("custom-objects", "type");
    assertThat(list.fields().get("order_c").label()).isEqualTo("Order");
    assertThat(list.further()).isEqualTo(FieldList.Further.COMPLETE);
    marketo.assertDocumented();
  }

  @Test
  void theFieldsOfLeadsAndOfACustomObjectAreRead() {
    FieldList leads = marketo.fields("leads", "{}");
    assertThat(leads.fields().get("unsubscribed").type()).isEqualTo(FieldType.BOOLEAN);
    assertThat(leads.fields().get("id").readOnly()).isTrue();
    assertThat(marketo.fields("custom-objects", ORDERS).fields().get("total").type())
        .isEqualTo(FieldType.NUMBER);
    assertThat(marketo.fields("custom-objects", "{\"type\": \"no_c\"}").state())
        .isEqualTo(FieldList.State.FAILED);
    marketo.assertDocumented();
  }
}
