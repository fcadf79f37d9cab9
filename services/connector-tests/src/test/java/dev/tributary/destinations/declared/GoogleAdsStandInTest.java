package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static dev.tributary.destinations.declared.ConnectedStandIn.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector for Google Ads against the stand-in, whose effects come half an hour later. */
class GoogleAdsStandInTest {
  private static final Duration PROCESSED = Duration.ofMinutes(31);
  private static final String AUDIENCE = "{\"audience\": \"Loyal \\\"A\\\"\"}";
  private static final String ACTION = "{\"conversionAction\": \"88\"}";
  private static final String CONSENT = "{\"adUserData\": \"CONSENT_GRANTED\"}";

  private final ConnectedStandIn google =
      new ConnectedStandIn(
          "google-ads",
          "{\"customerId\": \"1234567890\", \"loginCustomerId\": \"1234567890\","
              + " \"customerMatchTerms\": \"ACCEPTED\"}",
          Map.of());

  /** Gets a token of a service account, as a program of the customer does. */
  @BeforeEach
  void signIn() {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"iss\":\"robot\",\"exp\":%d}"
                    .formatted(google.now().getEpochSecond() + 3_600)
                    .getBytes(StandardCharsets.UTF_8));
    google.useToken(
        google
            .call(
                "POST",
                "/google-ads/token",
                Map.of("content-type", "application/x-www-form-urlencoded"),
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=e30."
                    + claims
                    + ".s")
            .path("access_token")
            .asText());
  }

  /** Every request was as the vendor's document says. */
  @AfterEach
  void close() {
    google.assertDocumented();
    google.close();
  }

  @Test
  void anAudienceGetsAndLosesHashes() {
    Item ann = item(1, "email", "Ann.Lee+shop@gmail.com", CONSENT);
    Item ben = item(2, "email", "ben@example.org", CONSENT);
    assertThat(processed("emails", Operation.WRITE, AUDIENCE, ann, ben))
        .containsOnly(new Outcome.Accepted(null));
    assertThat(members()).contains(sha256("annlee@gmail.com"), sha256("ben@example.org"));
    assertThat(processed("emails", Operation.REMOVE, AUDIENCE, ann))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(members())
        .contains(sha256("ben@example.org"))
        .doesNotContain(sha256("annlee@gmail.com"));
  }

  @Test
  void aChangedAddressTakesThePlaceOfTheFormerOneAndARemovalLeavesNone() {
    Item before = item(1, "email", "ann@example.org", CONSENT);
    processed("emails", Operation.WRITE, AUDIENCE, before);
    Item after = ConnectedStandIn.renamed(before, "ann.lee@example.org");
    assertThat(processed("emails", Operation.WRITE, AUDIENCE, after))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(members())
        .contains(sha256("ann.lee@example.org"))
        .doesNotContain(sha256("ann@example.org"));
    assertThat(processed("emails", Operation.REMOVE, AUDIENCE, after))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(members()).isEqualTo("[]");
  }

  @Test
  void anAudienceIsCreatedOnceAndFoundByItsNameOrItsId() {
    Item ann = item(1, "email", "ann@example.org", CONSENT);
    google.send("emails", Operation.WRITE, AUDIENCE, ann);
    google.forgetPlaces();
    google.send("emails", Operation.REMOVE, AUDIENCE, ann);
    google.send("phones", Operation.WRITE, AUDIENCE, item(2, "phone", "+49 (30) 901820", CONSENT));
    assertThat(audiences()).hasSize(1);
    assertThat(processed("emails", Operation.WRITE, byId(audiences().getFirst()), ann))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(audiences()).hasSize(1);
    assertThat(members()).contains(sha256("ann@example.org"));
  }

  /** A number is never the name of a new audience. */
  @Test
  void anIdWithoutAnAudiencePausesTheSyncAndADeletedAudienceIsCreatedAgain() {
    Item ann = item(1, "email", "ann@example.org", CONSENT);
    assertThat(google.send("emails", Operation.WRITE, byId("77"), ann))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    assertThat(audiences()).isEmpty();

    processed("emails", Operation.WRITE, AUDIENCE, ann);
    String id = audiences().getFirst();
    google.control("DELETE", "/records/user-lists/" + id, null);
    assertThat(processed("emails", Operation.WRITE, AUDIENCE, ann))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(audiences()).hasSize(1).doesNotContain(id);
    assertThat(members()).contains(sha256("ann@example.org"));
  }

  private static String byId(String id) {
    return "{\"audience\": \"%s\"}".formatted(id);
  }

  /** Google has one hash for both forms. */
  @Test
  void anotherFormOfTheSameAddressRemovesNothing() {
    Item before = item(1, "email", "Ann.Lee+shop@gmail.com", CONSENT);
    processed("emails", Operation.WRITE, AUDIENCE, before);
    Item after = ConnectedStandIn.renamed(before, "annlee@gmail.com");
    assertThat(processed("emails", Operation.WRITE, AUDIENCE, after))
        .containsExactly(new Outcome.Accepted(null));
    assertThat(members()).contains(sha256("annlee@gmail.com"));
  }

  @Test
  void aNumberNeedsItsCountryCode() {
    assertThat(
            google.send(
                "phones",
                Operation.WRITE,
                AUDIENCE,
                item(1, "phone", "+49 (30) 901820", CONSENT),
                item(2, "phone", "030 901820", CONSENT)))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Outcome.Submitted.class),
            second -> assertThat(second).isInstanceOf(Outcome.Rejected.class));
    google.pass(PROCESSED);
    assertThat(members()).contains(sha256("+4930901820"));
  }

  /** Google never says which person it has refused. */
  @Test
  void refusalsAreCountedByReasonWhenTheRequestIsProcessed() {
    Batch batch =
        google.batch(
            "emails",
            Operation.WRITE,
            AUDIENCE,
            item(1, "email", "ann@example.org", "{\"adUserData\": \"CONSENT_DENIED\"}"),
            item(2, "email", "ben@example.org", CONSENT));
    List<Outcome> sent = google.send(batch);
    assertThat(google.result(batch, sent))
        .as("while it is processed")
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.Submitted.class);
    google.pass(PROCESSED);
    signIn();
    assertThat(google.result(batch, sent))
        .hasSize(2)
        .containsOnly(
            new Outcome.PartlyRefused(
                2, List.of(new CountedRefusal("PROCESSING_ERROR_REASON_DENIED_CONSENT", 1))));
    assertThat(members())
        .contains(sha256("ben@example.org"))
        .doesNotContain(sha256("ann@example.org"));
  }

  @Test
  void aRequestOfWhichGoogleRefusesAllIsRejected() {
    Item ann = item(1, "email", "ann@example.org", "{\"adUserData\": \"CONSENT_DENIED\"}");
    assertThat(processed("emails", Operation.WRITE, AUDIENCE, ann))
        .containsExactly(
            new Outcome.Rejected(
                null, "1 of 1 records were refused: 1 PROCESSING_ERROR_REASON_DENIED_CONSENT"));
  }

  /** The second time, Google counts a duplicate, which is no refusal. */
  @Test
  void aTransactionIsUsedForOneConversion() {
    Item click = item(1, null, "evt_1", conversion("o-1", "\"gclid\": \"g-1\""));
    Item lead = item(2, null, "evt_2", conversion("o-2", "\"email\": \"ann@example.org\""));
    for (int time = 0; time < 2; time++) {
      assertThat(processed("click-conversions", Operation.WRITE, ACTION, click))
          .containsExactly(new Outcome.Accepted(null));
    }
    assertThat(processed("conversions", Operation.WRITE, ACTION, lead))
        .containsExactly(new Outcome.Accepted(null));
    JsonNode events = google.control("/events/events").path("events");
    assertThat(events).hasSize(2);
    assertThat(events.toString()).contains("o-1", "o-2", "g-1", sha256("ann@example.org"));
  }

  @Test
  void aProbeTellsAGoodTokenFromABadOneAndAddsNobody() {
    assertThat(google.probe()).isInstanceOf(Outcome.Delivered.class);
    google.useToken("other");
    assertThat(google.probe()).isInstanceOf(Outcome.Unauthorised.class);
    google.pass(PROCESSED);
    assertThat(audiences()).isEmpty();
  }

  /** The outcomes after Google has processed the request. The token has ended by then. */
  private List<Outcome> processed(
      String object, Operation operation, String syncSettings, Item... items) {
    Batch batch = google.batch(object, operation, syncSettings, items);
    List<Outcome> sent = google.send(batch);
    google.pass(PROCESSED);
    signIn();
    return google.result(batch, sent);
  }

  private List<String> audiences() {
    List<String> ids = new ArrayList<>();
    google
        .control("/records/user-lists")
        .path("records")
        .forEach(list -> ids.add(list.path("id").asText()));
    return ids;
  }

  private String conversion(String transaction, String more) {
    return """
    {"transactionId": "%s", "time": "%s", "eventSource": "WEB", %s}
    """
        .formatted(transaction, google.now(), more);
  }

  private String members() {
    return google.control("/members/audiences/" + audiences().getFirst()).toString();
  }
}
