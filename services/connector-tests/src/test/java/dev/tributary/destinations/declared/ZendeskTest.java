package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zendesk against its stand-in. */
class ZendeskTest {
  private static final Outcome REMOVED = new Outcome.Delivered(null);
  private static final String ANN =
      "{\"name\": \"Ann \uD83D\uDE00\", \"email\": \"ann@example.org\", \"phone\":"
          + " \"+31201234567\", \"notes\": \"VIP\", \"tier\": \"gold\"}";

  private static final String REFUND =
      "{\"subject\": \"A refund waits\", \"description\": \"Order 7 was returned\","
          + " \"requester_email\": \"ann@example.org\", \"requester_name\": \"Ann\", %s}";

  private static final String CUT_AFTERWARDS =
      "{\"requests\": 1, \"fault\": {\"kind\": \"cut\", \"moment\": \"after-processing\"}}";

  private final ConnectedStandIn zendesk =
      new ConnectedStandIn(
          "zendesk",
          "{\"subdomain\": \"acme\", \"user\": \"me@example.org\"}",
          Map.of("apiToken", "token-of-zendesk"));

  @AfterEach
  void close() {
    zendesk.close();
  }

  private Outcome write(Item item) {
    return zendesk.write("users", item).getFirst();
  }

  private int users() {
    return zendesk.control("/records/users/counts").path("records").asInt();
  }

  private String user(String id) {
    return zendesk.control("/records/users?key=external_id&value=" + id).toString();
  }

  @Test
  void aUserIsCreatedWithoutAMailThenUpdatedByTheId() {
    zendesk.control(
        "POST", "/records/fields", "{\"keys\": {\"key\": \"user.tier\"}, \"values\": {}}");
    Item ann = item(1, "external_id", "a1", ANN);
    Outcome created = write(ann);
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    assertThat(zendesk.control("/mails").path("mails").asInt()).isZero();
    assertThat(user("a1")).contains("Ann \uD83D\uDE00").contains("+31201234567", "VIP", "gold");
    Item changed =
        ItemBuilder.builder(item(1, "external_id", "a2", "{\"notes\": null}"))
            .deliveredAs("a1")
            .vendorId(((Outcome.Delivered) created).vendorId())
            .build();
    assertThat(write(changed)).isEqualTo(created);
    assertThat(users()).isEqualTo(1);
    assertThat(user("a2")).doesNotContain("VIP").contains("Ann");
    zendesk.assertDocumented();
  }

  @Test
  void aUserThatZendeskHasByTheAddressIsUpdated() {
    Outcome created = write(item(1, "email", "ann@example.org", "{\"name\": \"Ann\"}"));
    assertThat(write(item(2, "external_id", "a1", ANN))).isEqualTo(created);
    assertThat(write(item(3, "email", "ANN@example.org", "{\"notes\": \"x\"}"))).isEqualTo(created);
    assertThat(users()).isEqualTo(1);
    zendesk.assertDocumented();
  }

  @Test
  void aUserWhoIsGoneIsCreatedAgain() {
    Item ann = item(1, "external_id", "a1", ANN);
    Item gone = ItemBuilder.builder(ann).vendorId("999").build();
    assertThat(write(gone)).isInstanceOf(Outcome.Delivered.class);
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void aRefusedUserIsShownWithTheWordsAboutTheField() {
    assertThat(write(item(1, "external_id", "a1", "{\"name\": \"A\", \"email\": \"x\"}")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.words()).contains("x is not properly formatted"));
    assertThat(write(item(1, "external_id", "a1", "{\"name\": \"A\", \"phone\": \"020 123\"}")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo("phone"));
    assertThat(users()).isZero();
  }

  @Test
  void aSyncThatOnlyUpdatesCreatesNobody() {
    assertThat(zendesk.update("users", item(1, "external_id", "a1", ANN)))
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(users()).isZero();
    write(item(1, "external_id", "a1", ANN));
    assertThat(zendesk.update("users", item(2, "external_id", "A1", "{\"notes\": \"x\"}")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** A removal by its id, and one after a creation without an answer. */
  @Test
  void aRemovedUserIsDeletedAlsoIfTheIdIsNotKnown() {
    Item ann = item(1, "external_id", "a1", ANN);
    Item ben = item(2, "email", "ben@example.org", "{\"name\": \"Ben\"}");
    Item annThere = delivered(ann, write(ann));
    write(ben);
    assertThat(zendesk.remove("users", annThere)).containsExactly(REMOVED);
    assertThat(zendesk.remove("users", ben)).containsExactly(REMOVED);
    assertThat(zendesk.remove("users", ben)).containsExactly(REMOVED);
    assertThat(zendesk.control("/records/users").toString())
        .contains("\"active\":false")
        .doesNotContain("ben@example.org");
    zendesk.assertDocumented();
  }

  @Test
  void aRemovalWaitsUntilTheSearchCertainlyFindsTheUser() {
    Instant now = Instant.now();
    Item recent = ItemBuilder.builder(item(1, "external_id", "a1", "{}")).since(now).build();
    assertThat(zendesk.remove("users", recent).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            waits -> assertThat(waits.notBefore()).isEqualTo(now.plusSeconds(300)));
  }

  /** The second one is as after a first request whose answer was lost. */
  @Test
  void anErasedUserIsDeletedAndThenDeletedForGood() {
    Item ann =
        delivered(item(1, "external_id", "a1", ANN), write(item(1, "external_id", "a1", ANN)));
    Item ben = item(2, "external_id", "b1", "{\"name\": \"Ben\"}");
    Item benThere = delivered(ben, write(ben));
    assertThat(zendesk.remove("users", benThere)).containsExactly(REMOVED);
    assertThat(users()).isEqualTo(2);
    assertThat(zendesk.forget(zendesk.batch("users", Operation.REMOVE, "{}", ann, benThere)))
        .containsExactly(REMOVED, REMOVED);
    assertThat(users()).isZero();
    zendesk.assertDocumented();
  }

  @Test
  void anOrganizationIsWrittenAndDeleted() {
    Item acme =
        item(1, "external_id", "o1", "{\"name\": \"Acme\", \"domain_names\": [\"acme.example\"]}");
    Outcome created = zendesk.write("organizations", acme).getFirst();
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    assertThat(zendesk.write("organizations", item(2, "external_id", "O1", "{\"notes\": \"x\"}")))
        .containsExactly(created);
    assertThat(zendesk.remove("organizations", delivered(acme, created))).containsExactly(REMOVED);
    assertThat(zendesk.control("/records/organizations/counts").path("records").asInt()).isZero();
    zendesk.assertDocumented();
  }

  private Outcome phone(String number) {
    return zendesk
        .write("phone-identities", item(9, "phone", number, "{\"external_id\": \"a1\"}"))
        .getFirst();
  }

  /** By each of them, Zendesk recognises the user as the caller. */
  @Test
  void aUserGetsFurtherPhoneNumbersOnceAndKeepsTheFirstOne() {
    assertThat(phone("+31612345678")).isInstanceOf(Outcome.WaitsForRecord.class);
    assertThat(users()).isZero();
    Outcome ann = write(item(1, "external_id", "a1", ANN));
    assertThat(phone("+31 6 1234 5678")).isEqualTo(ann);
    assertThat(phone("+31612345678")).isEqualTo(ann);
    assertThat(write(item(1, "external_id", "a1", ANN))).isEqualTo(ann);
    assertThat(zendesk.control("/members/identities/phone_number").toString())
        .isEqualTo("[\"+31201234567\",\"+31612345678\"]");
    assertThat(zendesk.control("/records/users").at("/records/0/values/phone").asText())
        .isEqualTo("+31201234567");
    assertThat(mails()).isZero();
    zendesk.assertDocumented();
  }

  private Outcome ticket(boolean isPublic, Operation operation, Item item) {
    return zendesk
        .send("tickets", operation, "{\"publicDescription\": %s}".formatted(isPublic), item)
        .getFirst();
  }

  private String ticket(String externalId) {
    String found = "";
    for (JsonNode each : zendesk.control("/records/tickets").path("records")) {
      if (each.toString().contains('"' + externalId + '"')) {
        assertThat(found).as("tickets with the same external ID").isEmpty();
        found = each.toString();
      }
    }
    return found;
  }

  private int mails() {
    return zendesk.control("/mails").path("mails").asInt();
  }

  @Test
  void aTicketIsCreatedAsAnInternalNoteThenUpdatedAndDeleted() {
    zendesk.control(
        "POST", "/records/fields", "{\"keys\": {\"key\": \"ticket.1\"}, \"values\": {}}");
    String field = zendesk.control("/records/fields").at("/records/0/id").asText();
    Item refund =
        item(1, "external_id", "t1", REFUND.formatted("\"%s\": \"gold\"".formatted(field)));
    Outcome created = ticket(false, Operation.WRITE, refund);
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    assertThat(mails()).isZero();
    assertThat(ticket("t1")).contains("A refund waits", "Order 7", "gold", "requester_id");
    Item changed =
        item(
            2,
            "external_id",
            "t1",
            REFUND.replace("Order 7", "Order 8").formatted("\"status\": \"solved\""));
    assertThat(ticket(false, Operation.WRITE, changed)).isEqualTo(created);
    assertThat(ticket("t1")).contains("solved", "Order 7", "gold");
    assertThat(ticket(false, Operation.REMOVE, delivered(refund, created))).isEqualTo(REMOVED);
    assertThat(ticket("t1")).isEmpty();
    zendesk.assertDocumented();
  }

  @Test
  void aPublicDescriptionSendsAMailOnceAlsoIfTheCreationIsRepeated() {
    Item refund = item(1, "external_id", "t1", REFUND.formatted("\"priority\": \"high\""));
    AtomicBoolean first = new AtomicBoolean(true);
    zendesk.watch(request -> {
      if (request.method().equals("POST")
          && request.uri().getPath().endsWith("/tickets")
          && first.getAndSet(false)) {
        zendesk.control("POST", "/faults", CUT_AFTERWARDS);
      }
    });
    assertThat(ticket(true, Operation.WRITE, refund)).isInstanceOf(Outcome.Ambiguous.class);
    assertThat(ticket(true, Operation.WRITE, refund)).isInstanceOf(Outcome.Delivered.class);
    assertThat(ticket("t1")).contains("Order 7");
    assertThat(mails()).isOne();
  }

  @Test
  void aTicketWithoutADescriptionOrWithAWrongPriorityIsRefused() {
    assertThat(
            ticket(
                false,
                Operation.WRITE,
                item(1, "external_id", "t1", "{\"requester_email\": \"ann@example.org\"}")))
        .isEqualTo(new Outcome.Rejected("description", "A required value is missing"));
    assertThat(
            ticket(
                false,
                Operation.WRITE,
                item(2, "external_id", "t2", REFUND.formatted("\"priority\": \"top\""))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.words()).contains("Priority: is invalid"));
    assertThat(ticket("t1") + ticket("t2")).isEmpty();
  }

  @Test
  void aClosedTicketRefusesUpdates() {
    Item closed = item(1, "external_id", "t1", REFUND.formatted("\"status\": \"closed\""));
    ticket(false, Operation.WRITE, closed);
    Item open = item(2, "external_id", "t1", REFUND.formatted("\"status\": \"open\""));
    assertThat(ticket(false, Operation.WRITE, open))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.words()).contains("closed prevents ticket update"));
  }

  /** External IDs of tickets are not unique at Zendesk. */
  @Test
  void aTicketIsNotWrittenIfTwoTicketsHaveItsExternalId() {
    for (int i = 0; i < 2; i++) {
      zendesk.control("POST", "/records/tickets", "{\"values\": {\"external_id\": \"t1\"}}");
    }
    String first = zendesk.control("/records/tickets").at("/records/0/id").asText();
    Item refund = item(1, "external_id", "t1", REFUND.formatted("\"status\": \"open\""));
    assertThat(ticket(false, Operation.WRITE, refund))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).contains(first));
    assertThat(zendesk.control("/records/tickets").toString()).doesNotContain("Order 7");
  }

  @Test
  void theFieldsOfTicketsAreReadWithoutThoseOfAllTickets() {
    zendesk.control(
        "POST",
        "/records/fields",
        "{\"keys\": {\"key\": \"ticket.1\"}, \"values\": {\"title\": \"Tier\", \"type\":"
            + " \"tagger\", \"custom_field_options\": [{\"name\": \"Gold\", \"value\":"
            + " \"gold\"}]}}");
    String id = zendesk.control("/records/fields").at("/records/0/id").asText();
    FieldList list = zendesk.fields("tickets", "{}");
    assertThat(list.fields()).containsOnlyKeys(id);
    assertThat(list.fields().get(id))
        .satisfies(field -> {
          assertThat(field.label()).isEqualTo("Tier");
          assertThat(field.type()).isEqualTo(FieldType.PICKLIST);
          assertThat(field.options().listed())
              .extracting(option -> option.value())
              .containsExactly("gold");
        });
    zendesk.assertDocumented();
  }

  @Test
  void aTestOfTheDestinationTellsAWrongToken() {
    assertThat(zendesk.probe()).isInstanceOf(Outcome.Delivered.class);
    zendesk.control("PUT", "/token", "{\"token\": \"other\"}");
    assertThat(zendesk.probe()).isInstanceOf(Outcome.Unauthorised.class);
  }

  /**
   * The first request is the search, so nothing was written. The client repeats a GET without an
   * answer.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CUT")
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    zendesk.failNext(failure);
    assertThat(zendesk.write("users", item(1, "external_id", "a1", ANN)))
        .hasOnlyElementsOfType(
            switch (failure) {
              case UNAUTHORISED -> Outcome.Unauthorised.class;
              case RATE_LIMITED -> Outcome.RateLimited.class;
              case SERVER_ERROR, UNREADABLE -> Outcome.Transient.class;
              case CUT -> throw new AssertionError(failure);
            });
    assertThat(users()).isZero();
  }

  @Test
  void theFieldsThatUsersHaveCreatedAreRead() {
    assertThat(zendesk.fields("users", "{}"))
        .satisfies(list -> {
          assertThat(list.state()).isEqualTo(FieldList.State.READ);
          assertThat(list.fields()).isEmpty();
        });
    zendesk.assertDocumented();
  }

  /** Zendesk ignores the value of a field that it lacks. */
  @Test
  void aUserWithAFieldThatZendeskLacksIsSentWithItsOtherFields() {
    assertThat(
            zendesk.writeChecked(
                "users", "{}", item(1, "external_id", "u-1", "{\"name\": \"A\", \"no\": 1}")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(users()).isOne();
  }
}
