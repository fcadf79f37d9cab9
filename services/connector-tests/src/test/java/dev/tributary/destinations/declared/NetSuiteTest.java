package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NetSuite against its stand-in. */
class NetSuiteTest {
  private static final Outcome DELIVERED = new Outcome.Delivered(null);
  private static final String INVOICE =
      "{\"entity\": {\"externalId\": \"C-1\"}, \"memo\": \"\uD83D\uDE00\", \"custbody_a\": \"x\","
          + " \"lines\": [{\"item\": {\"id\": \"5\"}, \"quantity\": 2, \"rate\": 9.50},"
          + " {\"item\": {\"id\": \"6\"}, \"quantity\": 1, \"rate\": 1}]}";
  private static final String KEY = ConnectedStandIn.privateKey();

  private final ConnectedStandIn netSuite =
      new ConnectedStandIn(
          "netsuite",
          "{\"account\": \"1234567\", \"clientId\": \"client-1\", \"certificateId\": \"c1\"}",
          Map.of("privateKey", KEY));

  @AfterEach
  void close() {
    netSuite.close();
  }

  private Outcome write(String object, Item item) {
    return netSuite.write(object, item).getFirst();
  }

  private JsonNode record(String key) {
    return netSuite.control("/records/records?key=externalId&value=" + key).at("/records/0/values");
  }

  private int records() {
    return netSuite.control("/records/records/counts").path("records").asInt();
  }

  @Test
  void anInvoiceHasItsLinesOnceHoweverOftenItIsSent() {
    Item invoice = item(1, "externalId", "INV-1", INVOICE);
    assertThat(write("invoices", invoice)).isEqualTo(DELIVERED);
    assertThat(write("invoices", invoice)).isEqualTo(DELIVERED);
    assertThat(records()).isEqualTo(1);
    assertThat(record("invoice/INV-1").at("/item/items")).hasSize(2);
    assertThat(record("invoice/INV-1").path("memo").asText()).isEqualTo("\uD83D\uDE00");
    String changed = "{\"entity\": {\"externalId\": \"C-1\"}, \"memo\": null, \"lines\": [%s]}";
    assertThat(
            write(
                "invoices",
                item(
                    1,
                    "externalId",
                    "INV-1",
                    changed.formatted("{\"item\": {\"id\": \"7\"}, \"quantity\": 3}"))))
        .isEqualTo(DELIVERED);
    assertThat(record("invoice/INV-1").at("/item/items").toString())
        .isEqualTo("[{\"item\":{\"id\":\"7\"},\"quantity\":3}]");
    assertThat(record("invoice/INV-1").has("memo")).isFalse();
    netSuite.assertDocumented();
  }

  /** Each request has one record, so a bad one refuses no other. */
  @Test
  void aBadRecordIsRefusedWithItsPathAndTheOthersAreWritten() {
    String noItem = "{\"entity\": {\"id\": \"1\"}, \"lines\": [{\"quantity\": 2}]}";
    assertThat(
            netSuite.write(
                "invoices",
                item(1, "externalId", "INV-1", INVOICE),
                item(2, "externalId", "INV-2", noItem),
                item(3, "externalId", "INV-3", "{\"entity\": {\"id\": \"1\"}}"),
                item(4, "externalId", "INV-4", INVOICE)))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(DELIVERED),
            second ->
                assertThat(second)
                    .isEqualTo(
                        new Outcome.Rejected(
                            "item.items[0].item", "INVALID_CONTENT: Invalid reference")),
            third ->
                assertThat(third)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.field()).isEqualTo("lines")),
            fourth -> assertThat(fourth).isEqualTo(DELIVERED));
    assertThat(records()).isEqualTo(2);
  }

  @Test
  void allBadRecordsAreRefusedAndNothingIsWritten() {
    String unbalanced =
        "{\"lines\": [{\"account\": {\"id\": \"58\"}, \"debit\": 12.5},"
            + " {\"account\": {\"id\": \"59\"}, \"credit\": 12.4}]}";
    assertThat(
            netSuite.write(
                "journal-entries",
                item(1, "externalId", "JE-1", unbalanced),
                item(2, "externalId", "JE-2", unbalanced)))
        .containsOnly(
            new Outcome.Rejected(
                "line", "INVALID_CONTENT: The amounts in a journal entry must balance"));
    assertThat(records()).isZero();
  }

  @Test
  void aJournalEntryIsWrittenAndDeletedByItsExternalId() {
    String entry =
        "{\"subsidiary\": {\"id\": \"1\"}, \"lines\": [{\"account\": {\"id\": \"58\"},"
            + " \"debit\": 12.5}, {\"account\": {\"id\": \"59\"}, \"credit\": 12.50}]}";
    Item journal = item(1, "externalId", "JE/1 \u00fc", entry);
    assertThat(write("journal-entries", journal)).isEqualTo(DELIVERED);
    assertThat(records()).isEqualTo(1);
    assertThat(netSuite.remove("journal-entries", journal)).containsExactly(DELIVERED);
    assertThat(netSuite.remove("journal-entries", journal)).containsExactly(DELIVERED);
    assertThat(records()).isZero();
    netSuite.assertDocumented();
  }

  @Test
  void aRecordOfAnotherTypeHasTheLinesOfAllItsSublistsOnce() {
    String order =
        "{\"entity\": {\"id\": \"1\"}, \"item\": {\"items\": [{\"item\": {\"id\": \"5\"}}]},"
            + " \"salesTeam\": {\"items\": [{\"employee\": {\"id\": \"3\"}}]}}";
    Item first = item(1, "externalId", "SO-1", order);
    String sync = "{\"type\": \"salesOrder\"}";
    assertThat(netSuite.send("records", Operation.WRITE, sync, first)).containsExactly(DELIVERED);
    assertThat(netSuite.send("records", Operation.WRITE, sync, first)).containsExactly(DELIVERED);
    assertThat(record("salesOrder/SO-1").at("/item/items")).hasSize(1);
    assertThat(record("salesOrder/SO-1").at("/salesTeam/items")).hasSize(1);
    assertThat(netSuite.send("records", Operation.WRITE, "{\"type\": \"unknown\"}", first))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  /** NetSuite answers as for a record that is gone. */
  @Test
  void aRemovalOfAnUnknownTypeIsNoSuccess() {
    Item order = item(1, "externalId", "SO-1", "{}");
    assertThat(netSuite.send("records", Operation.REMOVE, "{\"type\": \"salesorder\"}", order))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    assertThat(netSuite.send("records", Operation.REMOVE, "{\"type\": \"salesOrder\"}", order))
        .containsExactly(DELIVERED);
  }

  /** An invoice replaces one sublist: each attempt would add the lines of another one again. */
  @Test
  void anInvoiceWithoutLinesOrWithAnotherSublistIsRefusedBeforeARequest() {
    String team = INVOICE.replace("\"custbody_a\": \"x\"", "\"salesTeam\": {\"items\": [{}]}");
    assertThat(
            netSuite.write(
                "invoices",
                item(1, "externalId", "INV-1", "{\"entity\": {\"id\": \"1\"}, \"lines\": []}"),
                item(2, "externalId", "INV-2", team)))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(netSuite.write("journal-entries", item(3, "externalId", "J", "{\"lines\": {}}")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(netSuite.egress().sent).noneMatch(sent -> sent.uri().getPath().contains("/record/"));
  }

  @Test
  void anExpiredTokenIsRenewedWithinTheRequest() {
    write("invoices", item(1, "externalId", "INV-1", INVOICE));
    netSuite.control("POST", "/tokens/expire", "{}");
    assertThat(write("invoices", item(2, "externalId", "INV-2", INVOICE))).isEqualTo(DELIVERED);
    assertThat(records()).isEqualTo(2);
  }

  @Test
  void aClientThatNetSuiteDoesNotKnowSendsNothing() {
    netSuite.control("PUT", "/token", "{\"token\": \"client-2\"}");
    Item invoice = item(1, "externalId", "INV-1", INVOICE);
    assertThat(write("invoices", invoice)).isInstanceOf(Outcome.Transient.class);
    assertThat(netSuite.probe()).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(write("invoices", invoice)).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(netSuite.egress().sent).noneMatch(sent -> sent.uri().getPath().contains("/record/"));
    netSuite.control("PUT", "/token", "{\"token\": \"client-1\"}");
    assertThat(netSuite.probe()).isInstanceOf(Outcome.Delivered.class);
  }

  /** The limit is of requests at a time: there is no header that says when to go on. */
  @Test
  void theLimitOfTheAccountIsKeptWithoutAHeader() {
    netSuite.control(
        "PUT",
        "/limits",
        "{\"records\": [{\"name\": \"concurrency\", \"unit\": \"requests\", \"scope\": \"account\","
            + " \"amount\": 0, \"window\": {\"kind\": \"running\"}}]}");
    Instant before = Instant.now();
    assertThat(write("invoices", item(1, "externalId", "INV-1", INVOICE)))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            limited -> {
              assertThat(limited.words()).contains("CONCURRENCY_LIMIT_EXCEEDED");
              assertThat(limited.until()).isAfterOrEqualTo(before.plusSeconds(2));
            });
    assertThat(records()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    assertThat(netSuite.probe()).isInstanceOf(Outcome.Delivered.class);
    netSuite.failNext(failure);
    Instant before = Instant.now();
    Outcome outcome = write("invoices", item(1, "externalId", "INV-1", INVOICE));
    switch (failure) {
      // The engine gets another token, and sends the request once more.
      case UNAUTHORISED -> assertThat(outcome).isEqualTo(DELIVERED);
      case RATE_LIMITED ->
          assertThat(outcome)
              .isInstanceOfSatisfying(
                  Outcome.RateLimited.class,
                  limited -> assertThat(limited.until()).isAfterOrEqualTo(before.plusSeconds(7)));
      case SERVER_ERROR, CUT, UNREADABLE ->
          assertThat(outcome).isInstanceOf(Outcome.Ambiguous.class);
    }
  }

  @Test
  void theTypesOfRecordsAreListed() {
    FieldList list = netSuite.choices("records", "type");
    assertThat(list.fields().keySet()).contains("invoice", "salesOrder");
    assertThat(list.further()).isEqualTo(FieldList.Further.COMPLETE);
    netSuite.assertDocumented();
  }

  @Test
  void theFieldsOfARecordTypeAreRead() {
    FieldList list = netSuite.fields("invoices", "{}");
    assertThat(list.fields().get("tranDate").type()).isEqualTo(FieldType.DATE);
    assertThat(list.fields().get("memo").type()).isEqualTo(FieldType.TEXT);
    assertThat(netSuite.fields("records", "{\"type\": \"salesOrder\"}").fields())
        .containsKey("otherRefNum");
    netSuite.assertDocumented();
  }
}
