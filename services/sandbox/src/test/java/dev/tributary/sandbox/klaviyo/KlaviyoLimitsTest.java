package dev.tributary.sandbox.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KlaviyoLimitsTest extends KlaviyoCaller {
  private static final String ACCOUNTS = "/api/accounts";

  @Test
  void theAccountIsShown() {
    assertThat(klaviyo().get(ACCOUNTS).<String>path("data[0].attributes.public_api_key"))
        .isEqualTo("SANDBX");
  }

  @Test
  void theBurstWindowIsASecondOfTheClock() {
    assertThat(klaviyo().get(ACCOUNTS).statusCode()).isEqualTo(200);
    var refused = klaviyo().get(ACCOUNTS);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.<String>path("errors[0].code")).isEqualTo("throttled");
    assertThat(refused.<String>path("errors[0].detail")).endsWith("available in 1 seconds.");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("RateLimit-Remaining")).isNull();
    pass(Duration.ofSeconds(1));
    assertThat(klaviyo().get(ACCOUNTS).statusCode()).isEqualTo(200);
  }

  @Test
  void theHeadersTellTheSteadyWindow() {
    pass(Duration.ofSeconds(60));
    Response last = null;
    for (int i = 0; i < 15; i++) {
      last = klaviyo().get(ACCOUNTS);
      assertThat(last.header("RateLimit-Limit")).isEqualTo("15");
      assertThat(last.header("RateLimit-Remaining")).isEqualTo(String.valueOf(14 - i));
      pass(Duration.ofSeconds(1));
    }
    var refused = klaviyo().get(ACCOUNTS);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 45);
  }

  @Test
  void eachOperationHasWindowsOfItsOwn() {
    assertThat(klaviyo().get(ACCOUNTS).statusCode()).isEqualTo(200);
    assertThat(klaviyo().get(ACCOUNTS).statusCode()).isEqualTo(429);
    assertThat(klaviyo().get("/api/lists").statusCode()).isEqualTo(200);
  }

  @Test
  void listsAreCreatedOnlySoOftenADay() {
    set(
        "/limits",
        """
        {"CREATE":[{"name":"burst","unit":"requests","scope":"endpoint","amount":100,
          "window":{"kind":"fixed","milliseconds":1000}},
         {"name":"daily","unit":"requests","scope":"endpoint","amount":2,
          "window":{"kind":"daily","zone":"UTC"}}]}
        """);

    IntStream.range(0, 2).forEach(i -> list("List " + i, "single_opt_in"));
    var refused =
        post("/api/lists", "{'data':{'type':'list','attributes':{'name':'One too many'}}}");
    assertThat(refused.statusCode()).isEqualTo(429);
    pass(Duration.ofDays(1));
    list("Tomorrow", "single_opt_in");
  }

  @Test
  void onlyTheSetKeyIsAccepted() {
    set("/token", "{\"token\":\"pk_other\"}");

    var wrong = klaviyo().get(ACCOUNTS);
    var missing = vendor().header("revision", "2026-07-15").get(ACCOUNTS);

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.<String>path("errors[0].code")).isEqualTo("authentication_failed");
    assertThat(missing.<String>path("errors[0].code")).isEqualTo("not_authenticated");
  }

  @Test
  void anAppGetsTokensThatExpireAndAreRevoked() {
    Response first = token("grant_type=authorization_code&code=abc");
    assertThat(withToken(first)).isEqualTo(200);

    pass(Duration.ofSeconds(first.<Integer>path("expires_in")));
    assertThat(withToken(first)).isEqualTo(401);
    var second =
        token("grant_type=refresh_token&refresh_token=" + first.<String>path("refresh_token"));
    assertThat(withToken(second)).isEqualTo(200);

    command("/tokens/revoke", "").then().statusCode(204);
    assertThat(withToken(second)).isEqualTo(401);
    assertThat(
            token("grant_type=refresh_token&refresh_token=" + first.<String>path("refresh_token"))
                .<String>path("error"))
        .isEqualTo("invalid_grant");
  }

  private Response token(String form) {
    return vendor()
        .auth()
        .preemptive()
        .basic("app", "secret")
        .contentType("application/x-www-form-urlencoded")
        .body(form)
        .post("/oauth/token");
  }

  private int withToken(Response token) {
    return vendor()
        .header("Authorization", "Bearer " + token.<String>path("access_token"))
        .header("revision", "2026-07-15")
        .get("/api/lists")
        .statusCode();
  }

  @Test
  void faultsAreAnsweredInKlaviyosWords() {
    command("/faults", "{\"fault\":{\"kind\":\"rate-limited\"},\"requests\":1}");
    command("/faults", "{\"fault\":{\"kind\":\"server-error\",\"status\":503},\"requests\":1}");
    command("/faults", "{\"fault\":{\"kind\":\"unauthorised\"},\"requests\":1}");

    var limited = klaviyo().get("/api/lists");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.header("Retry-After")).isEqualTo("1");
    assertThat(klaviyo().get("/api/lists").statusCode()).isEqualTo(503);
    assertThat(klaviyo().get("/api/lists").statusCode()).isEqualTo(401);
    assertThat(klaviyo().get("/api/lists").statusCode()).isEqualTo(200);
  }

  @Test
  void aPathWithoutAnOperationIsNotFound() {
    assertThat(vendor().get("/api/unicorns").statusCode()).isEqualTo(404);
  }
}
