package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static dev.tributary.destinations.declared.ConnectedStandIn.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connectors for Meta against the stand-in, whose effects come an hour later. */
class MetaStandInTest {
  private static final String AUDIENCE = "{\"audience\": \"Loyal but at risk\"}";

  private static final String FBP = "\"fbp\": \"fb.1.2.3\"";

  private final ConnectedStandIn meta =
      ConnectedStandIn.of(
          "meta",
          "meta-audiences",
          "{\"pixelId\": \"1234\", \"adAccount\": \"77\","
              + " \"customerFileSource\": \"USER_PROVIDED_ONLY\"}",
          Map.of("accessToken", "any"));

  private final ConnectedStandIn conversions = meta.with("meta-conversions");

  /** Every request was as the vendor's document says. */
  @AfterEach
  void close() {
    meta.assertDocumented();
    meta.close();
  }

  @Test
  void anEventWithTheIdOfThePixelCountsOnce() {
    Item event = event(1, "Purchase", Duration.ZERO, FBP + ", \"email\": \"ann@example.org\"");
    assertThat(conversions.write("events", event)).containsExactly(new Outcome.Accepted(null));
    conversions.write("events", event);
    JsonNode events = meta.control("/events/events").path("events");
    assertThat(events).hasSize(1);
    assertThat(events.toString())
        .contains("id-1", "fb.1.2.3", sha256("ann@example.org"))
        .doesNotContain("ann@example.org");
  }

  @Test
  void oneEventWithoutAnIdentifierRefusesTheRequest() {
    assertThat(
            conversions.write(
                "events",
                event(1, "Lead", Duration.ZERO, FBP),
                event(2, "Lead", Duration.ZERO, "\"fbp\": null")))
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    assertThat(meta.control("/events/events").path("events")).isEmpty();
  }

  @Test
  void anEventOlderThanSevenDaysDoesNotRefuseTheOthers() {
    assertThat(
            conversions.write(
                "events",
                event(1, "Purchase", Duration.ofDays(8), FBP),
                event(2, "Purchase", Duration.ofDays(6), FBP)))
        .containsExactly(
            new Outcome.Rejected("event_time", "Is older than 168 hours"),
            new Outcome.Accepted(null));
  }

  @Test
  void anAudienceIsFoundByItsNameAndGetsAndLosesHashes() {
    Item ann = item(1, "email", " Ann@Example.org ", "{}");
    Item ben = item(2, "email", "ben@example.org", "{}");
    assertThat(meta.send("emails", Operation.WRITE, AUDIENCE, ann, ben))
        .containsOnly(new Outcome.Accepted(null));
    assertThat(audiences()).hasSize(1);
    meta.pass(Duration.ofHours(2));
    assertThat(members()).contains(sha256("ann@example.org"), sha256("ben@example.org"));
    meta.forgetPlaces();
    assertThat(meta.send("emails", Operation.REMOVE, AUDIENCE, ann))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(audiences()).hasSize(1);
    meta.pass(Duration.ofHours(2));
    assertThat(members())
        .contains(sha256("ben@example.org"))
        .doesNotContain(sha256("ann@example.org"));
  }

  @Test
  void aChangedNumberTakesThePlaceOfTheFormerOne() {
    Item before = item(1, "phone", "+49 (30) 901820", "{}");
    meta.send("phones", Operation.WRITE, AUDIENCE, before);
    meta.pass(Duration.ofHours(2));
    Item after = ConnectedStandIn.renamed(before, "+49 (30) 901821");
    assertThat(meta.send("phones", Operation.WRITE, AUDIENCE, after))
        .containsExactly(new Outcome.Accepted(null));
    meta.pass(Duration.ofHours(2));
    assertThat(members()).contains(sha256("4930901821")).doesNotContain(sha256("4930901820"));
  }

  /** The write of the second address had no answer, so Meta has both. */
  @Test
  void aRemovalTakesOutEachAddressThatThePersonHad() {
    Item before = item(1, "email", "a@example.org", "{}");
    meta.send("emails", Operation.WRITE, AUDIENCE, before);
    meta.send("emails", Operation.WRITE, AUDIENCE, item(1, "email", "b@example.org", "{}"));
    meta.pass(Duration.ofHours(2));
    Item gone = ConnectedStandIn.renamed(before, "b@example.org");
    assertThat(meta.send("emails", Operation.REMOVE, AUDIENCE, gone))
        .containsExactly(new Outcome.Accepted(null));
    meta.pass(Duration.ofHours(2));
    assertThat(members()).isEqualTo("[]");
  }

  @Test
  void aTextWithoutDigitsIsNoNumber() {
    assertThat(
            meta.send(
                "phones",
                Operation.WRITE,
                AUDIENCE,
                item(1, "phone", "+49 (30) 901820", "{}"),
                item(2, "phone", "unknown", "{}")))
        .containsExactly(
            new Outcome.Accepted(null), new Outcome.Rejected(null, "A required value is missing"));
    meta.pass(Duration.ofHours(2));
    assertThat(members()).contains(sha256("4930901820"));
  }

  @Test
  void aFlaggedAudiencePausesTheSyncAndADeletedOneIsCreatedAgain() {
    Item ann = item(1, "email", "ann@example.org", "{}");
    meta.send("emails", Operation.WRITE, AUDIENCE, ann);
    String id = audiences().getFirst();
    meta.control("PUT", "/flagged/" + id, "{}");
    assertThat(meta.send("emails", Operation.WRITE, AUDIENCE, ann))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    meta.call("DELETE", "/meta/v26.0/" + id + "?access_token=any", Map.of(), null);
    assertThat(meta.send("emails", Operation.WRITE, AUDIENCE, ann))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(audiences()).hasSize(1).doesNotContain(id);
  }

  @Test
  void aProbeTellsAGoodTokenFromABadOne() {
    for (ConnectedStandIn connected : List.of(conversions, meta)) {
      assertThat(connected.probe()).isInstanceOf(Outcome.Delivered.class);
    }
    meta.control("PUT", "/token", "{\"token\": \"other\"}");
    for (ConnectedStandIn connected : List.of(conversions, meta)) {
      assertThat(connected.probe()).isInstanceOf(Outcome.Unauthorised.class);
    }
  }

  private Item event(int number, String name, Duration age, String more) {
    return item(
        number,
        null,
        "evt_" + number,
        """
        {"event_name": "%s", "event_id": "id-%d", "event_time": "%s",
         "action_source": "website", %s}
        """
            .formatted(name, number, meta.now().minus(age), more));
  }

  /** The ids of the audiences. */
  private List<String> audiences() {
    JsonNode found =
        meta.call(
            "GET", "/meta/v26.0/act_77/customaudiences?fields=id&access_token=any", Map.of(), null);
    return StreamSupport.stream(found.path("data").spliterator(), false)
        .map(audience -> audience.path("id").asText())
        .toList();
  }

  private String members() {
    return meta.control("/members/audiences/" + audiences().getFirst()).toString();
  }
}
