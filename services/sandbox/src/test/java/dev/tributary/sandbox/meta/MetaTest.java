package dev.tributary.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetaTest extends VendorCaller {
  private static final String ADA = "a".repeat(64);
  private static final String BOB = "b".repeat(64);

  MetaTest() {
    super("meta");
  }

  private RequestSpecification signed() {
    return documented().header("Authorization", "Bearer token");
  }

  private String event(String name, String id, long secondsAgo) {
    return "{'event_name':'%s','event_id':'%s','event_time':%d,'action_source':'website','user_data':{'em':['%s'],'fbp':'fb.1.2.3'}}"
        .formatted(name, id, now() - secondsAgo, ADA);
  }

  private long now() {
    return Instant.parse(sandbox("/clock").get().<String>path("now")).getEpochSecond();
  }

  private Response events(String... events) {
    return signed()
        .body(json("{'data':[%s]}".formatted(String.join(",", events))))
        .post("/v25.0/pixel-1/events");
  }

  private int taken() {
    return control("/events/events").path("counts.received");
  }

  private String audience() {
    return signed()
        .body(json("{'name':'VIP','subtype':'CUSTOM','customer_file_source':'USER_PROVIDED_ONLY'}"))
        .post("/v25.0/act_1/customaudiences")
        .path("id");
  }

  private static String payload(String... values) {
    return json(
        "{'payload':{'schema':['EMAIL'],'data':%s}}"
            .formatted(List.of(values).stream().map("['%s']"::formatted).toList()));
  }

  private int size(String audience) {
    return signed().get("/v25.0/" + audience).path("approximate_count_lower_bound");
  }

  @Test
  void oneTokenIsInAHeaderOrInTheQuery() {
    set("/token", "{\"token\":\"EAAB\"}");
    assertThat(signed().get("/v25.0/me").<Integer>path("error.code")).isEqualTo(190);
    assertThat(documented().get("/v25.0/me?access_token=token").<Integer>path("error.code"))
        .isEqualTo(190);
    assertThat(documented().get("/v25.0/me?access_token=EAAB").statusCode()).isEqualTo(200);
    assertThat(documented().header("Authorization", "Bearer EAAB").get("/v25.0/me").statusCode())
        .isEqualTo(200);
  }

  @Test
  void audiencesAreFilteredByTheirName() {
    var vip = audience();
    signed()
        .body(json("{'name':'Others','subtype':'CUSTOM'}"))
        .post("/v25.0/act_1/customaudiences");
    var filter = "[{'field':'name','operator':'%s','value':'VIP'}]";
    assertThat(
            signed()
                .queryParam("filtering", json(filter.formatted("EQUAL")))
                .get("/v25.0/act_1/customaudiences")
                .<List<String>>path("data.id"))
        .containsExactly(vip);
    assertThat(
            signed()
                .queryParam("filtering", json(filter.formatted("CONTAIN")))
                .get("/v25.0/act_1/customaudiences")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void oneWrongEventRefusesTheRequest() {
    assertThat(events(event("Purchase", "e-1", 0)).<Integer>path("events_received")).isEqualTo(1);

    var old = events(event("Purchase", "e-2", 0), event("Purchase", "e-3", 8 * 86_400));
    assertThat(old.statusCode()).isEqualTo(400);
    assertThat(old.<Integer>path("error.code")).isEqualTo(100);
    var clear = event("Purchase", "e-4", 0).replace(ADA, "ada@shop.example");
    assertThat(events(clear).statusCode()).isEqualTo(400);
    assertThat(events("{'event_name':'Purchase'}").statusCode()).isEqualTo(400);
    assertThat(
            events(Collections.nCopies(1_001, event("View", "", 0)).toArray(String[]::new))
                .statusCode())
        .isEqualTo(400);
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void eventsOfOneNameAndIdAreOneForTwoDays() {
    events(event("Purchase", "e-1", 0), event("Purchase", "e-1", 0));
    events(event("Purchase", "e-1", 0));
    assertThat(taken()).isEqualTo(1);

    events(event("Lead", "e-1", 0));
    pass(Duration.ofHours(49));
    events(event("Purchase", "e-1", 0));
    assertThat(taken()).isEqualTo(3);
  }

  @Test
  void aChangeOfAnAudienceTellsCountsAndHasItsEffectLater() {
    var audience = audience();
    var path = "/v25.0/" + audience + "/users";

    var added = signed().body(payload(ADA, BOB, "ada@shop.example")).post(path);
    assertThat(added.<Integer>path("num_received")).isEqualTo(3);
    assertThat(added.<Integer>path("num_invalid_entries")).isEqualTo(1);
    assertThat(size(audience)).isZero();
    pass(Duration.ofHours(1));
    assertThat(size(audience)).isEqualTo(2);

    signed().body(payload(ADA)).delete(path).then().statusCode(200);
    pass(Duration.ofHours(1));
    assertThat(control("/members/audiences/" + audience).<List<String>>path(""))
        .containsExactly("EMAIL:" + BOB);
  }

  @Test
  void allBatchesOfASessionReplaceAnAudience() {
    var audience = audience();
    signed().body(payload(ADA)).post("/v25.0/" + audience + "/users");
    pass(Duration.ofHours(1));

    replace(audience, BOB, 1, false);
    replace(audience, "c".repeat(64), 2, true);
    pass(Duration.ofHours(1));

    assertThat(control("/members/audiences/" + audience).<List<String>>path(""))
        .containsExactlyInAnyOrder("EMAIL:" + BOB, "EMAIL:" + "c".repeat(64));
  }

  private void replace(String audience, String hash, int batch, boolean last) {
    var session =
        json(
            ",'session':{'session_id':7,'batch_seq':%d,'last_batch_flag':%s,'estimated_num_total':2}}"
                .formatted(batch, last));
    var body = payload(hash);
    signed()
        .body(body.substring(0, body.length() - 1) + session)
        .post("/v25.0/" + audience + "/usersreplace")
        .then()
        .statusCode(200);
  }

  @Test
  void aFlaggedAudienceRefusesChanges() {
    var audience = audience();
    set("/flagged/" + audience, "");

    var refused = signed().body(payload(ADA)).post("/v25.0/" + audience + "/users");
    assertThat(refused.<Integer>path("error.error_subcode")).isEqualTo(1_713_230);
    assertThat(signed().get("/v25.0/" + audience).<Integer>path("operation_status.code"))
        .isEqualTo(471);
  }

  @Test
  void aDeletedAudienceIsUnknown() {
    var audience = audience();
    assertThat(signed().get("/v25.0/act_1/customaudiences").<List<String>>path("data.id"))
        .containsExactly(audience);
    signed().delete("/v25.0/" + audience).then().statusCode(200);

    assertThat(
            signed()
                .body(payload(ADA))
                .post("/v25.0/" + audience + "/users")
                .<Integer>path("error.error_subcode"))
        .isEqualTo(33);
  }

  @Test
  void theHeaderTellsTheUseAndTheLimitIsA400() {
    set("/limits", LIMIT_OF_ONE);

    var first = signed().get("/v25.0/act_1/customaudiences");
    assertThat(first.header("X-Business-Use-Case-Usage")).contains("\"call_count\":100");
    var refused = signed().get("/v25.0/act_1/customaudiences");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<Integer>path("error.code")).isEqualTo(80_003);
  }

  private static final String LIMIT_OF_ONE =
      """
      {"audiences":[{"name":"custom_audience","unit":"requests","scope":"account","amount":1,
        "window":{"kind":"rolling","milliseconds":3600000}}]}
      """;

  @Test
  void theTokenComesInAHeaderOrInTheQuery() {
    assertThat(documented().get("/v25.0/me?access_token=any").<String>path("id")).isEqualTo("1");
    assertThat(documented().get("/v25.0/me").<Integer>path("error.code")).isEqualTo(190);
    set("/token", "{\"token\":\"other\"}");
    assertThat(signed().get("/v25.0/me").statusCode()).isEqualTo(400);
  }
}
