package dev.tributary.sandbox.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KlaviyoSubscriptionsTest extends KlaviyoCaller {
  private static final String ADA = "ada@shop.example";

  @Test
  void aSubscriptionToASingleOptInListGivesConsentAndOneMail() {
    var list = list("Loyal", "single_opt_in");

    subscribed(list, "");
    subscribed(list, "");

    assertThat(consent()).isEqualTo("SUBSCRIBED");
    assertThat(members(list)).hasSize(1);
    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);
  }

  @Test
  void aListWithDoubleOptInSendsAMailForEachSubscriptionAndGivesNoConsent() {
    var list = list("Loyal", "double_opt_in");

    subscribed(list, "");
    subscribed(list, "");

    assertThat(consent()).isNull();
    assertThat(members(list)).isEmpty();
    assertThat(control("/mails").<Integer>path("repeated.'ada@shop.example'")).isEqualTo(2);
  }

  @Test
  void aHistoricalImportSendsNoMailAndNeedsTheTimeOfConsent() {
    var list = list("Loyal", "double_opt_in");

    assertThat(subscribe(list, ",'historical_import':true", "").statusCode()).isEqualTo(400);
    assertThat(
            subscribe(list, ",'historical_import':true", ",'consented_at':'2026-11-02T00:00:00Z'")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            subscribe(list, ",'historical_import':true", ",'consented_at':'2026-10-01T00:00:00Z'")
                .statusCode())
        .isEqualTo(202);
    pass(Duration.ofSeconds(3));

    assertThat(consent()).isEqualTo("SUBSCRIBED");
    assertThat(members(list)).hasSize(1);
    assertThat(control("/mails").<Integer>path("mails")).isZero();
  }

  @Test
  void whoIsNotInTheListIsUnsubscribedFromEverything() {
    var list = list("Loyal", "single_opt_in");
    subscribed(list, "");

    unsubscribed(list);
    assertThat(consent()).isEqualTo("SUBSCRIBED");
    assertThat(members(list)).isEmpty();

    unsubscribed(list);
    assertThat(consent()).isEqualTo("UNSUBSCRIBED");
  }

  @Test
  void membersAreAddedAndRemovedById() {
    var list = list("Loyal", "single_opt_in");
    var ada = imported(ADA);
    var members = "/api/lists/" + list + "/relationships/profiles";

    assertThat(post(members, references(ada)).statusCode()).isEqualTo(204);
    assertThat(post(members, references(ada, "none")).statusCode()).isEqualTo(404);
    assertThat(
            klaviyo()
                .get("/api/lists/" + list + "/profiles")
                .<List<String>>path("data.attributes.email"))
        .containsExactly(ADA);
    assertThat(klaviyo().body(references(ada).replace('\'', '"')).delete(members).statusCode())
        .isEqualTo(204);
    assertThat(members(list)).isEmpty();
  }

  @Test
  void aDeletedListIsNotFound() {
    var list = list("Loyal", "single_opt_in");

    assertThat(klaviyo().get("/api/lists").<List<String>>path("data.attributes.name"))
        .containsExactly("Loyal");
    assertThat(klaviyo().delete("/api/lists/" + list).statusCode()).isEqualTo(204);
    assertThat(klaviyo().get("/api/lists/" + list).statusCode()).isEqualTo(404);
    assertThat(subscribe(list, "", "").statusCode()).isEqualTo(404);
  }

  private void subscribed(String list, String more) {
    subscribe(list, more, "").then().statusCode(202);
    pass(Duration.ofSeconds(3));
  }

  private Response subscribe(String list, String more, String consentedAt) {
    return job("create", "'consent':'SUBSCRIBED'" + consentedAt, list, more);
  }

  private void unsubscribed(String list) {
    job("delete", "'consent':'UNSUBSCRIBED'", list, "").then().statusCode(202);
    pass(Duration.ofSeconds(3));
  }

  private Response job(String kind, String marketing, String list, String more) {
    var person =
        profile(
            "'email':'%s','subscriptions':{'email':{'marketing':{%s}}}".formatted(ADA, marketing));
    return post(
        "/api/profile-subscription-bulk-%s-jobs".formatted(kind),
        """
        {'data':{'type':'profile-subscription-bulk-%s-job',
          'attributes':{'profiles':{'data':[%s]}%s},
          'relationships':{'list':{'data':{'type':'list','id':'%s'}}}}}
        """
            .formatted(kind, person, more, list));
  }

  private String consent() {
    return control("/records/profiles")
        .path("records[0].values.subscriptions.email.marketing.consent");
  }

  private List<String> members(String list) {
    return control("/lists/" + list + "/members").path("$");
  }
}
