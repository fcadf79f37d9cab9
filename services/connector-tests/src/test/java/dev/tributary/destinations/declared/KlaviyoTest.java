package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Klaviyo against its stand-in. */
class KlaviyoTest {
  private static final Outcome ACCEPTED = new Outcome.Accepted(null);
  private static final String LIST = "{\"list\": \"Loyal \\\"but\\\" at risk\"}";
  private static final String ANN =
      "{\"first_name\": \"Ann \uD83D\uDE00\", \"location\": {\"city\": \"Delft\"}, \"plan\":"
          + " \"gold\"}";

  private final ConnectedStandIn klaviyo =
      new ConnectedStandIn("klaviyo", "{}", Map.of("apiKey", "pk_of_a_test"));

  @AfterEach
  void close() {
    klaviyo.close();
  }

  private Outcome write(Item item) {
    return klaviyo.write("profiles", item).getFirst();
  }

  private String profiles() {
    return klaviyo.control("/records/profiles").toString();
  }

  private int count() {
    return klaviyo.control("/records/profiles/counts").path("records").asInt();
  }

  private static Item email(int number, String email, String fields) {
    return item(number, "email", email, fields);
  }

  @Test
  void aProfileIsUpdatedByItsIdAlsoIfTheAddressChanges() {
    Item ann = email(1, "ann@example.org", ANN);
    Outcome created = write(ann);
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    assertThat(profiles()).contains("Ann \uD83D\uDE00").contains("Delft").contains("gold");
    Item changed =
        ItemBuilder.builder(delivered(ann, created))
            .matchValue("anna@example.org")
            .fields(ConnectedStandIn.settings("{\"first_name\": null}"))
            .build();
    assertThat(write(changed)).isEqualTo(created);
    assertThat(count()).isEqualTo(1);
    assertThat(profiles()).contains("anna@example.org").doesNotContain("Ann ");
    klaviyo.assertDocumented();
  }

  @Test
  void aProfileThatIsGoneIsCreatedAgain() {
    Item gone = ItemBuilder.builder(email(1, "ann@example.org", ANN)).vendorId("01GONE").build();
    assertThat(write(gone)).isInstanceOf(Outcome.Delivered.class);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aRefusedProfileIsShownWithItsPlaceAndTheOthersArrive() {
    assertThat(
            klaviyo.write(
                "profiles",
                email(1, "ann@example.org", ANN),
                email(2, "nobody", ANN),
                item(3, "phone_number", "+31201234567", "{}")))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Outcome.Delivered.class),
            second ->
                assertThat(second)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.words()).contains("/data/attributes/email")),
            third -> assertThat(third).isInstanceOf(Outcome.Delivered.class));
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void identifiersOfTwoProfilesAreTheRecordsFault() {
    write(email(1, "ann@example.org", "{}"));
    write(item(2, "external_id", "42", "{}"));
    assertThat(write(email(3, "ann@example.org", "{\"external_id\": \"42\"}")))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void anAudienceBecomesAListThatIsCreatedOnce() {
    Item ann = member(email(1, "ann@example.org", ANN));
    Item ben = member(email(2, "ben@example.org", ANN));
    Outcome joined = new Outcome.Delivered(null);
    assertThat(klaviyo.send("list-memberships", Operation.WRITE, LIST, ann, ben))
        .containsExactly(joined, joined);
    assertThat(klaviyo.send("list-memberships", Operation.REMOVE, LIST, ann))
        .containsExactly(joined);
    String list = klaviyo.control("/records/lists").path("records").path(0).path("id").asText();
    assertThat(klaviyo.control("/records/lists/counts").path("records").asInt()).isEqualTo(1);
    assertThat(klaviyo.control("/lists/" + list + "/members"))
        .hasSize(1)
        .allMatch(id -> id.asText().equals(ben.parentVendorId()));
    klaviyo.assertDocumented();
  }

  /** Its name has quotes, which must not end the text of the filter. */
  @Test
  void aListThatIsThereIsFoundByItsName() {
    Item ann = member(email(1, "ann@example.org", ANN));
    klaviyo.control(
        "POST", "/records/lists", "{\"values\": {\"name\": \"Loyal \\\"but\\\" at risk\"}}");
    klaviyo.control("POST", "/records/lists", "{\"values\": {\"name\": \"Loyal\"}}");
    assertThat(klaviyo.send("list-memberships", Operation.WRITE, LIST, ann))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(klaviyo.control("/records/lists/counts").path("records").asInt()).isEqualTo(2);
  }

  private Item member(Item profile) {
    return ItemBuilder.builder(profile)
        .delivery(profile.delivery() + "_member")
        .parentVendorId(((Outcome.Delivered) write(profile)).vendorId())
        .fields(ConnectedStandIn.settings("{}"))
        .build();
  }

  @Test
  void onlyARecordedOptInSubscribesAndSendsNoMail() {
    assertThat(
            klaviyo.write(
                "email-consent",
                email(1, "ann@example.org", "{\"consented_at\": \"2025-05-01T10:00:00Z\"}"),
                email(2, "ben@example.org", "{}")))
        .satisfiesExactly(
            ann -> assertThat(ann).isEqualTo(ACCEPTED),
            ben ->
                assertThat(ben)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.field()).isEqualTo("consented_at")));
    klaviyo.pass(Duration.ofMinutes(1));
    assertThat(profiles()).contains("SUBSCRIBED").doesNotContain("ben@example.org");
    assertThat(klaviyo.control("/mails").path("mails").asInt()).isZero();
    klaviyo.assertDocumented();
  }

  @Test
  void whoLeavesTheSyncOfConsentIsUnsubscribed() {
    Item ann = email(1, "ann@example.org", "{\"consented_at\": \"2025-05-01T10:00:00Z\"}");
    klaviyo.write("email-consent", ann);
    klaviyo.pass(Duration.ofMinutes(1));
    assertThat(klaviyo.remove("email-consent", ann)).containsExactly(ACCEPTED);
    klaviyo.pass(Duration.ofMinutes(2));
    assertThat(profiles()).contains("UNSUBSCRIBED");
    klaviyo.assertDocumented();
  }

  @Test
  void anEventThatIsSentTwiceIsThereOnce() {
    Item event =
        item(
            1,
            null,
            "evt_1",
            "{\"email\": \"ann@example.org\", \"metric\": \"Bought\", \"value\": 9.5,"
                + " \"time\": \"2026-01-01T10:00:00Z\", \"properties\": {\"sku\": \"a\"}}");
    Item other = ItemBuilder.builder(event).delivery("dlv_2").build();
    assertThat(klaviyo.write("events", event, other)).containsExactly(ACCEPTED, ACCEPTED);
    assertThat(klaviyo.write("events", event)).containsExactly(ACCEPTED);
    assertThat(klaviyo.control("/events/events").path("events")).hasSize(2);
    assertThat(klaviyo.connector().manifest().effectClass("events")).isEqualTo(EffectClass.B);
    klaviyo.assertDocumented();
  }

  @Test
  void aRemovedProfileIsDeletedForGood() {
    Item ann = email(1, "ann@example.org", ANN);
    Item there = delivered(ann, write(ann));
    write(email(2, "ben@example.org", ANN));
    assertThat(klaviyo.remove("profiles", there)).containsExactly(ACCEPTED);
    klaviyo.pass(Duration.ofDays(1));
    assertThat(profiles()).contains("ben@example.org").doesNotContain("ann@example.org");
    assertThat(klaviyo.remove("profiles", ann))
        .as("without its ID, it is searched for, and not there")
        .containsExactly(new Outcome.Delivered(null));
    klaviyo.assertDocumented();
  }

  @Test
  void aTestOfTheDestinationTellsAWrongKey() {
    assertThat(klaviyo.probe()).isInstanceOf(Outcome.Delivered.class);
    klaviyo.control("PUT", "/token", "{\"token\": \"other\"}");
    assertThat(klaviyo.probe()).isInstanceOf(Outcome.Unauthorised.class);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    klaviyo.failNext(failure);
    assertThat(klaviyo.write("profiles", email(1, "ann@example.org", ANN)))
        .hasOnlyElementsOfType(
            switch (failure) {
              case UNAUTHORISED -> Outcome.Unauthorised.class;
              case RATE_LIMITED -> Outcome.RateLimited.class;
              case SERVER_ERROR, CUT, UNREADABLE -> Outcome.Ambiguous.class;
            });
  }
}
