package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Braze against its stand-in. */
class BrazeTest {
  private static final Outcome ACCEPTED = new Outcome.Accepted(null);
  private static final String KEY = "key-of-braze";
  private static final String GROUP = "{\"group\": \"news\"}";

  private final ConnectedStandIn braze =
      new ConnectedStandIn("braze", "{\"instance\": \"eu-01\"}", Map.of("apiKey", KEY));

  @AfterEach
  void close() {
    braze.close();
  }

  private static Item user(int number, String id, String fields) {
    return item(number, "external_id", id, fields);
  }

  private JsonNode user(String id) {
    braze.pass(Duration.ofSeconds(1));
    return braze.control("/records/users?key=external_id&value=" + id);
  }

  @Test
  void aFullBatchHasItsUsersAndOneIsRefusedByItsIndex() {
    Item[] users =
        IntStream.range(0, 75)
            .mapToObj(i ->
                user(i, "u" + i, i == 7 ? "{\"email_subscribe\": \"perhaps\"}" : "{\"plan\": 1}"))
            .toArray(Item[]::new);
    assertThat(braze.write("users", users))
        .hasSize(75)
        .satisfies(outcomes -> {
          assertThat(outcomes.get(7))
              .isInstanceOfSatisfying(
                  Outcome.Rejected.class,
                  refused -> assertThat(refused.words()).contains("email_subscribe"));
          assertThat(outcomes.stream().filter(ACCEPTED::equals)).hasSize(74);
        });
    braze.pass(Duration.ofSeconds(1));
    assertThat(braze.control("/records/users/counts").path("records").asInt()).isEqualTo(74);
    braze.assertDocumented();
  }

  @Test
  void aBatchOfWhichNothingIsValidRefusesEachItem() {
    String wrong = "{\"email_subscribe\": \"perhaps\"}";
    assertThat(braze.write("users", user(1, "a", wrong), user(2, "b", wrong)))
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void aUserGetsCustomAttributesAndNullClears() {
    String fields = "{\"email\": \"a@example.org\", \"plan\": \"gold \uD83D\uDE00\"}";
    braze.write("users", user(1, "ann", fields));
    assertThat(user("ann").toString()).contains("gold \uD83D\uDE00").contains("a@example.org");
    braze.write("users", user(1, "ann", "{\"plan\": null}"));
    assertThat(user("ann").toString()).doesNotContain("gold").contains("a@example.org");
  }

  /** Their names would name another user. */
  @Test
  void aFieldCannotBeAnIdentifier() {
    assertThat(braze.connector().manifest().object("users").orElseThrow())
        .satisfies(users -> {
          assertThat(users.accepts("plan")).isTrue();
          assertThat(users.accepts("user_alias")).isFalse();
          assertThat(users.accepts("braze_id")).isFalse();
          assertThat(users.accepts("_update_existing_only")).isFalse();
        });
  }

  @Test
  void aRemovedUserIsDeletedByTheIdThatBrazeHas() {
    braze.write("users", user(1, "ann", "{}"), user(2, "ben", "{}"));
    braze.pass(Duration.ofSeconds(1));
    Item renamed = ItemBuilder.builder(user(1, "anna", "{}")).deliveredAs("ann").build();
    assertThat(braze.remove("users", renamed, user(3, "nobody", "{}")))
        .containsExactly(ACCEPTED, ACCEPTED);
    assertThat(braze.control("/records/users/counts").path("records").asInt()).isEqualTo(1);
    braze.assertDocumented();
  }

  /** The guarantee of class C is what the vendor allows. */
  @Test
  void anEventThatIsSentTwiceIsThereTwice() {
    Item event =
        item(
            1,
            null,
            "evt_1",
            "{\"user\": 42, \"name\": \"bought\", \"time\": \"2026-01-01T10:00:00+02:00\","
                + " \"properties\": {\"price\": 9}}");
    assertThat(braze.write("events", event)).containsExactly(ACCEPTED);
    assertThat(braze.write("events", event)).containsExactly(ACCEPTED);
    braze.pass(Duration.ofSeconds(1));
    assertThat(braze.control("/events/events").path("events")).hasSize(2);
    assertThat(braze.connector().manifest().effectClass("events")).isEqualTo(EffectClass.C);
    assertThat(braze.connector().manifest().effectClass("users")).isEqualTo(EffectClass.A);
    braze.assertDocumented();
  }

  @Test
  void anEventWithoutATimeIsNotSent() {
    assertThat(braze.write("events", item(1, null, "evt_1", "{\"user\": \"42\", \"name\": \"a\"}")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(braze.control("/events/events").path("events")).isEmpty();
  }

  @Test
  void membersOfASubscriptionGroupAreSubscribedAndUnsubscribed() {
    braze.write("users", user(1, "ann", "{}"), user(2, "ben", "{}"));
    braze.pass(Duration.ofSeconds(1));
    Item[] members = {user(3, "ann", "{}"), user(4, "ben", "{}")};
    assertThat(braze.send("subscriptions", Operation.WRITE, GROUP, members))
        .containsExactly(ACCEPTED, ACCEPTED);
    assertThat(braze.send("subscriptions", Operation.REMOVE, GROUP, user(3, "ann", "{}")))
        .containsExactly(ACCEPTED);
    assertThat(braze.control("/members/subscriptions/news").toString()).isEqualTo("[\"ben\"]");
    braze.assertDocumented();
  }

  @Test
  void syncsToTwoGroupsDoNotShareTheirRecords() {
    Connector connector = braze.connector();
    assertThat(connector.space("subscriptions", ConnectedStandIn.settings("{\"group\": \"a\"}")))
        .isNotEqualTo(
            connector.space("subscriptions", ConnectedStandIn.settings("{\"group\": \"b\"}")));
  }

  @Test
  void aTestOfTheDestinationWritesNothingAndTellsAWrongKey() {
    assertThat(braze.probe()).isInstanceOf(Outcome.Delivered.class);
    braze.pass(Duration.ofSeconds(1));
    assertThat(braze.control("/records/users/counts").path("records").asInt()).isZero();
    braze.control("PUT", "/token", "{\"token\": \"other\"}");
    assertThat(braze.probe()).isInstanceOf(Outcome.Unauthorised.class);
  }

  /** The answer of Braze has it. */
  @Test
  void theKeyIsNotInTheWordsOfARefusal() {
    braze.control("PUT", "/token", "{\"token\": \"other\"}");
    assertThat(braze.write("users", user(1, "ann", "{}")))
        .hasOnlyElementsOfType(Outcome.Unauthorised.class)
        .allSatisfy(outcome -> assertThat(outcome.words()).doesNotContain(KEY));
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    braze.failNext(failure);
    assertThat(braze.write("users", user(1, "ann", "{}"), user(2, "ben", "{}")))
        .hasSize(2)
        .hasOnlyElementsOfType(
            switch (failure) {
              case UNAUTHORISED -> Outcome.Unauthorised.class;
              case RATE_LIMITED -> Outcome.RateLimited.class;
              case SERVER_ERROR, CUT, UNREADABLE -> Outcome.Ambiguous.class;
            });
  }

  /** Braze creates an attribute that it lacks. */
  @Test
  void theCustomAttributesAreReadAndOthersAreSentToo() {
    braze.write("users", user(1, "42", "{\"plan\": \"gold\", \"visits\": 3}"));
    braze.pass(Duration.ofSeconds(2));
    FieldList list = braze.fields("users", "{}");
    assertThat(list.further()).isEqualTo(FieldList.Further.FAILED);
    assertThat(list.fields()).containsOnlyKeys("plan", "visits");
    assertThat(list.fields().get("visits").type()).isEqualTo(FieldType.NUMBER);
    assertThat(braze.writeChecked("users", "{}", user(1, "42", "{\"colour\": \"red\"}")))
        .containsExactly(ACCEPTED);
    braze.assertDocumented();
  }
}
