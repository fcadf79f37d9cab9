package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Instant;
import java.util.Map;
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
