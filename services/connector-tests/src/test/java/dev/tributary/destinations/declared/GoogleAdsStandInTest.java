package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static dev.tributary.destinations.declared.ConnectedStandIn.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector for Google Ads against the stand-in, whose effects come half an hour later. */
class GoogleAdsStandInTest {
  private static final Duration PROCESSED = Duration.ofMinutes(31);
  private static final String AUDIENCE = "{\"audience\": \"77\"}";
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
    assertThat(google.send("emails", Operation.WRITE, AUDIENCE, ann, ben))
        .containsOnly(new Outcome.Accepted(null));
    google.pass(PROCESSED);
    assertThat(members()).contains(sha256("annlee@gmail.com"), sha256("ben@example.org"));
    signIn();
    assertThat(google.send("emails", Operation.REMOVE, AUDIENCE, ann))
        .containsExactly(new Outcome.Accepted(null));
    google.pass(PROCESSED);
    assertThat(members())
        .contains(sha256("ben@example.org"))
        .doesNotContain(sha256("annlee@gmail.com"));
  }

  @Test
  void aChangedAddressTakesThePlaceOfTheFormerOneAndARemovalLeavesNone() {
    Item before = item(1, "email", "ann@example.org", CONSENT);
    google.send("emails", Operation.WRITE, AUDIENCE, before);
    google.pass(PROCESSED);
    signIn();
    Item after = ConnectedStandIn.renamed(before, "ann.lee@example.org");
    assertThat(google.send("emails", Operation.WRITE, AUDIENCE, after))
        .containsExactly(new Outcome.Accepted(null));
    google.pass(PROCESSED);
    assertThat(members())
        .contains(sha256("ann.lee@example.org"))
        .doesNotContain(sha256("ann@example.org"));
    signIn();
    google.send("emails", Operation.REMOVE, AUDIENCE, after);
    google.pass(PROCESSED);
    assertThat(members()).isEqualTo("[]");
  }

  /** Google has one hash for both forms. */
  @Test
  void anotherFormOfTheSameAddressRemovesNothing() {
    Item before = item(1, "email", "Ann.Lee+shop@gmail.com", CONSENT);
    google.send("emails", Operation.WRITE, AUDIENCE, before);
    google.pass(PROCESSED);
    signIn();
    Item after = ConnectedStandIn.renamed(before, "annlee@gmail.com");
    assertThat(google.send("emails", Operation.WRITE, AUDIENCE, after))
        .containsExactly(new Outcome.Accepted(null));
    google.pass(PROCESSED);
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
            first -> assertThat(first).isEqualTo(new Outcome.Accepted(null)),
            second -> assertThat(second).isInstanceOf(Outcome.Rejected.class));
    google.pass(PROCESSED);
    assertThat(members()).contains(sha256("+4930901820"));
  }

  /** Nobody can say so of this person alone: the vendor counts refusals later. */
  @Test
  void aPersonWithoutConsentIsReceivedAndNotAdded() {
    Item ann = item(1, "email", "ann@example.org", "{\"adUserData\": \"CONSENT_DENIED\"}");
    assertThat(google.send("emails", Operation.WRITE, AUDIENCE, ann))
        .containsExactly(new Outcome.Accepted(null));
    google.pass(PROCESSED);
    assertThat(members()).doesNotContain(sha256("ann@example.org"));
  }

  @Test
  void aTransactionIsUsedForOneConversion() {
    Item click = item(1, null, "evt_1", conversion("o-1", "\"gclid\": \"g-1\""));
    Item lead = item(2, null, "evt_2", conversion("o-2", "\"email\": \"ann@example.org\""));
    assertThat(google.send("click-conversions", Operation.WRITE, ACTION, click))
        .containsExactly(new Outcome.Accepted(null));
    google.send("click-conversions", Operation.WRITE, ACTION, click);
    assertThat(google.send("conversions", Operation.WRITE, ACTION, lead))
        .containsExactly(new Outcome.Accepted(null));
    google.pass(PROCESSED);
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
    assertThat(google.control("/members/audiences/1")).isEmpty();
  }

  private String conversion(String transaction, String more) {
    return """
    {"transactionId": "%s", "time": "%s", "eventSource": "WEB", %s}
    """
        .formatted(transaction, google.now(), more);
  }

  private String members() {
    return google.control("/members/audiences/77").toString();
  }
}
