package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest.FieldType;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Salesforce against its stand-in. */
class SalesforceTest {
  private static final String KEY = "External_Id__c";
  private static final String LEE = "{\"LastName\": \"Lee\"}";

  private final ConnectedStandIn salesforce =
      new ConnectedStandIn("salesforce", "{\"domain\": \"acme\"}", Map.of());

  @BeforeEach
  void signIn() {
    salesforce.signIn("/services/oauth2/token");
  }

  @AfterEach
  void close() {
    salesforce.close();
  }

  private JsonNode contacts() {
    return salesforce.control("/records/Contact");
  }

  @Test
  void aFullBatchHasItsRecordsAndOneIsRefusedByItsPosition() {
    Item[] contacts =
        IntStream.range(0, 200)
            .mapToObj(i ->
                item(i, KEY, "c" + i, i == 9 ? "{\"LastName\": \"L\", \"Email\": \"x\"}" : LEE))
            .toArray(Item[]::new);
    List<Outcome> outcomes = salesforce.write("contacts", contacts);
    assertThat(outcomes.get(9))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> {
              assertThat(refused.field()).isEqualTo("Email");
              assertThat(refused.words()).contains("INVALID_EMAIL_ADDRESS");
            });
    assertThat(outcomes.stream().filter(Outcome.Delivered.class::isInstance)).hasSize(199);
    assertThat(contacts().path("total").asInt()).isEqualTo(199);
    salesforce.assertDocumented();
  }

  @Test
  void salesforceTellsHowManyRequestsAllProgramsHaveUsed() {
    salesforce.write("contacts", item(1, KEY, "c1", LEE));
    Connector.Usage usage =
        Protocols.usage(salesforce.connector(), salesforce.target()).orElseThrow();
    assertThat(usage.every()).isEqualTo(Duration.ofMinutes(10));
    ReportedUse use =
        salesforce
            .protocols()
            .reported(salesforce.connector(), usage, salesforce.target(), salesforce.egress())
            .orElseThrow();
    assertThat(use.limit()).isEqualTo(100_000);
    assertThat(use.used()).as("the write and the question").isEqualTo(2);
    salesforce.assertDocumented();
    salesforce.failNext(Failure.RATE_LIMITED);
    assertThat(
            salesforce
                .protocols()
                .reported(salesforce.connector(), usage, salesforce.target(), salesforce.egress()))
        .as("an answer without numbers")
        .isEmpty();
  }

  @Test
  void aRecordIsUpdatedByItsExternalIdAndNullClears() {
    Item first = item(1, KEY, "c1", "{\"LastName\": \"Lee\", \"Title\": \"CTO \uD83D\uDE00\"}");
    Outcome created = salesforce.write("contacts", first).getFirst();
    assertThat(contacts().toString()).contains("CTO \uD83D\uDE00");
    assertThat(salesforce.write("contacts", item(1, KEY, "c1", "{\"Title\": null}")))
        .containsExactly(created);
    assertThat(contacts().toString()).doesNotContain("CTO").contains("Lee");
    assertThat(contacts().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void aContactNamesItsAccountByAnExternalId() {
    Outcome.Delivered account =
        (Outcome.Delivered)
            salesforce.write("accounts", item(1, KEY, "a1", "{\"Name\": \"Acme\"}")).getFirst();
    List<Outcome> outcomes =
        salesforce.write(
            "contacts",
            item(
                2,
                KEY,
                "c1",
                "{\"LastName\": \"Lee\", \"Account\": {\"%s\": \"a1\"}}".formatted(KEY)),
            item(
                3,
                KEY,
                "c2",
                "{\"LastName\": \"Li\", \"Account\": {\"%s\": \"a9\"}}".formatted(KEY)));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Rejected.class);
    assertThat(contacts().toString()).contains(String.valueOf(account.vendorId()));
    salesforce.assertDocumented();
  }

  @Test
  void aLockedRowIsTriedAgainAndTheOthersArrive() {
    salesforce.control("PUT", "/locks/c1/1", "{}");
    Item[] contacts = {item(1, KEY, "c1", LEE), item(2, KEY, "c2", LEE)};
    assertThat(salesforce.write("contacts", contacts))
        .satisfiesExactly(
            locked -> assertThat(locked).isInstanceOf(Outcome.Transient.class),
            other -> assertThat(other).isInstanceOf(Outcome.Delivered.class));
    assertThat(salesforce.write("contacts", contacts))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** No record is at fault. */
  @Test
  void aFieldThatTheObjectLacksStopsTheSync() {
    assertThat(
            salesforce.write(
                "contacts", item(1, KEY, "c1", "{\"LastName\": \"Lee\", \"Nothing__c\": 1}")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    assertThat(salesforce.write("contacts", item(1, "Email", "a@example.org", LEE)))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  @Test
  void theObjectOfRecordsIsASettingOfTheSync() {
    assertThat(
            salesforce.send(
                "records",
                Operation.WRITE,
                "{\"type\": \"Lead\"}",
                item(1, KEY, "l1", "{\"LastName\": \"Lee\", \"Company\": \"Acme\"}")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(salesforce.control("/records/Lead").path("total").asInt()).isEqualTo(1);
    assertThat(
            salesforce.send(
                "records", Operation.WRITE, "{\"type\": \"None__c\"}", item(2, KEY, "n1", "{}")))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    salesforce.assertDocumented();
  }

  @Test
  void aRemovedRecordIsDeletedOnceByItsId() {
    Item lee = item(1, KEY, "c1", LEE);
    Item there = delivered(lee, salesforce.write("contacts", lee).getFirst());
    assertThat(salesforce.remove("contacts", there)).containsExactly(new Outcome.Delivered(null));
    assertThat(salesforce.remove("contacts", there)).containsExactly(new Outcome.Delivered(null));
    assertThat(contacts().path("total").asInt()).isZero();
    salesforce.assertDocumented();
  }

  @Test
  void aRemovalWithoutAKnownIdIsNotTakenForDelivered() {
    assertThat(salesforce.remove("contacts", item(1, KEY, "c1", "{}")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void theLimitOfADayHoldsTheDestination() {
    salesforce.control(
        "PUT",
        "/limits",
        "{\"api\": [{\"name\": \"daily\", \"unit\": \"requests\", \"scope\": \"account\","
            + " \"amount\": 1, \"window\": {\"kind\": \"rolling\", \"milliseconds\": 86400000}}]}");
    salesforce.write("contacts", item(1, KEY, "c1", LEE));
    assertThat(salesforce.write("contacts", item(1, KEY, "c1", LEE)))
        .hasOnlyElementsOfType(Outcome.QuotaSpent.class);
  }

  @Test
  void aTestOfTheDestinationTellsAnExpiredToken() {
    assertThat(salesforce.probe()).isInstanceOf(Outcome.Delivered.class);
    salesforce.control("POST", "/tokens/expire", "{}");
    assertThat(salesforce.probe()).isInstanceOf(Outcome.Unauthorised.class);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    salesforce.failNext(failure);
    assertThat(salesforce.write("contacts", item(1, KEY, "c1", LEE), item(2, KEY, "c2", LEE)))
        .hasSize(2)
        .hasOnlyElementsOfType(
            switch (failure) {
              case UNAUTHORISED -> Outcome.Unauthorised.class;
              case RATE_LIMITED -> Outcome.QuotaSpent.class;
              case SERVER_ERROR, CUT, UNREADABLE -> Outcome.Ambiguous.class;
            });
  }

  @Test
  void theFieldsOfAnObjectAreReadWithTypesAndOptions() {
    salesforce.control(
        "POST",
        "/records/fields",
        """
        {"keys": {"name": "Contact.Level__c"},
         "values": {"type": "picklist", "restricted": true, "values": ["Gold", "Silver"]}}\
        """);
    FieldList list = salesforce.fields("contacts", "{}");
    assertThat(list.further()).isEqualTo(FieldList.Further.COMPLETE);
    assertThat(list.fields().get("LastName"))
        .satisfies(field -> {
          assertThat(field.type()).isEqualTo(FieldType.TEXT);
          assertThat(field.required()).isFalse();
        });
    assertThat(list.fields().get("Level__c"))
        .satisfies(field -> {
          assertThat(field.type()).isEqualTo(FieldType.PICKLIST);
          assertThat(field.options())
              .isEqualTo(
                  new Options(
                      List.of(new Option("Gold", "Gold"), new Option("Silver", "Silver")),
                      true,
                      false));
        });
    assertThat(list.fields().get("Id").readOnly()).isTrue();
    salesforce.assertDocumented();
  }

  @Test
  void theObjectsThatTakeRecordsAreListedWithTheirLabels() {
    FieldList list = salesforce.choices("records", "type");
    assertThat(list.state()).isEqualTo(FieldList.State.READ);
    assertThat(list.further()).isEqualTo(FieldList.Further.COMPLETE);
    assertThat(list.fields().keySet()).contains("Account", "Contact", "Event__c");
    assertThat(list.fields().get("CampaignMember").label()).isEqualTo("Campaign Member");
    assertThat(list.fields()).as("takes no records").doesNotContainKey("LoginHistory");
    salesforce.assertDocumented();
  }

  @Test
  void anAccountGetsARecordTypeThatTheFormOffers() {
    FieldList list = salesforce.fields("accounts", "{}");
    assertThat(list.fields().get("RecordTypeId").options().listed())
        .containsExactly(
            new Option("012000000000001AAA", "Customer account"),
            new Option("012000000000002AAA", "Partner account"));
    assertThat(salesforce.fields("contacts", "{}").fields()).doesNotContainKey("RecordTypeId");
    String account = "{\"Name\": \"Acme\", \"%s\": %s}";
    assertThat(
            salesforce.writeChecked(
                "accounts",
                "{}",
                item(1, KEY, "a1", account.formatted("RecordTypeId", "\"012000000000002AAA\"")),
                item(
                    2,
                    KEY,
                    "a2",
                    account.formatted("RecordType", "{\"DeveloperName\": \"Customer\"}"))))
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(salesforce.control("/records/Account").toString())
        .contains("012000000000002AAA", "012000000000001AAA");
    salesforce.assertDocumented();
  }

  @Test
  void aRecordTypeThatIsNotAvailableIsRefusedAndTheOthersArrive() {
    String account = "{\"Name\": \"Acme\", \"%s\": %s}";
    assertThat(
            salesforce.writeChecked(
                "accounts",
                "{}",
                item(1, KEY, "a1", account.formatted("RecordTypeId", "\"012000000000003AAA\"")),
                item(
                    2, KEY, "a2", account.formatted("RecordType", "{\"DeveloperName\": \"None\"}")),
                item(3, KEY, "a3", "{\"Name\": \"Acme\"}")))
        .satisfiesExactly(
            old ->
                assertThat(old)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> {
                          assertThat(refused.field()).isEqualTo("RecordTypeId");
                          assertThat(refused.words()).contains("isn't valid for the user");
                        }),
            none ->
                assertThat(none)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused ->
                            assertThat(refused.words()).contains("None", "entity RecordType")),
            other -> assertThat(other).isInstanceOf(Outcome.Delivered.class));
    assertThat(salesforce.control("/records/Account").path("total").asInt()).isOne();
  }

  @Test
  void salesforceDecidesAboutAFieldThatItsListLacks() {
    assertThat(
            salesforce.writeChecked(
                "contacts", "{}", item(1, KEY, "c-1", "{\"LastName\": \"Lee\", \"No__c\": 1}")))
        .isNotEmpty()
        .allSatisfy(outcome ->
            assertThat(outcome.words()).isNotEmpty().doesNotContain("Create the fields there"));
    assertThat(contacts().path("total").asInt()).isZero();
    assertThat(salesforce.writeChecked("contacts", "{}", item(1, KEY, "c-1", LEE)))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void theObjectOfASettingIsReadToo() {
    assertThat(salesforce.fields("records", "{\"type\": \"Account\"}").fields())
        .containsKey("Name");
    assertThat(salesforce.fields("records", "{\"type\": \"No__c\"}").state())
        .isEqualTo(FieldList.State.FAILED);
  }
}
