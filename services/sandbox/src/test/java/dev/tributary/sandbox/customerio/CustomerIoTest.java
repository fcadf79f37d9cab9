package dev.tributary.sandbox.customerio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerIoTest extends VendorCaller {
  private static final String ADA =
      "{'type':'person','action':'identify','identifiers':{'id':'ada'},'attributes':"
          + "{'email':'ada@shop.example','plan':'gold'}}";
  private static final String ULID = "01JDVX5Z6Q8ZJ7T0V1W2X3Y4Z5";

  CustomerIoTest() {
    super("customer-io", "customerio");
  }

  private Response batch(String... items) {
    return track("/api/v2/batch", "{'batch':[%s]}".formatted(String.join(",", items)));
  }

  private Response track(String path, String body) {
    return documented().auth().preemptive().basic("site", "key").body(json(body)).post(path);
  }

  private Response app(String method, String path, String body) {
    return documented()
        .header("Authorization", "Bearer app-key")
        .body(json(body))
        .request(method, path);
  }

  private String segment() {
    return app("POST", "/v1/segments", "{'segment':{'name':'VIP'}}")
        .then()
        .statusCode(200)
        .extract()
        .path("segment.id")
        .toString();
  }

  private List<String> members(String segment) {
    return app("GET", "/v1/segments/%s/membership".formatted(segment), "").path("identifiers.id");
  }

  private int people() {
    return control("/records/people/counts").path("records");
  }

  private String plan(String id) {
    return control("/records/people?key=id&value=" + id).path("records[0].values.plan");
  }

  @Test
  void refusedItemsAreNamedByTheirPlaceAndAllOthersAreTaken() {
    var answer =
        batch(
            ADA,
            "{'type':'person','action':'identify','attributes':{}}",
            "{'type':'person','action':'event','identifiers':{'id':'ada'}}",
            "{'type':'person','action':'identify','identifiers':{'id':'big'},'attributes':"
                + "{'bio':'%s'}}".formatted("x".repeat(1_001)),
            "{'type':'person','action':'identify','identifiers':{'email':'bob@shop.example'}}");

    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(answer.<List<Integer>>path("errors.batch_index")).containsExactly(1, 2, 3);
    assertThat(answer.<List<String>>path("errors.field"))
        .containsExactly("identifiers", "name", "attributes.bio");
    assertThat(people()).isEqualTo(2);
    assertThat(batch(ADA).statusCode()).isEqualTo(200);
  }

  @Test
  void aBatchOfFiveHundredKilobytesIsRefusedAndAnItemHasAtMostThirtyTwo() {
    var item =
        "{'type':'person','action':'event','name':'n','identifiers':{'id':'a'},"
            + "'attributes':{'text':'%s'}}";

    assertThat(batch(item.formatted("x".repeat(33_000))).<Integer>path("errors[0].batch_index"))
        .isZero();
    assertThat(batch(item.formatted("x".repeat(500_000))).statusCode()).isEqualTo(400);
    assertThat(track("/api/v2/batch", "{'items':[]}").<List<String>>path("errors.reason"))
        .containsExactly("required");
    assertThat(track("/api/v2/batch", "{").statusCode()).isEqualTo(400);
  }

  @Test
  void anUpdateOfNobodyDoesNothingAndAnEmptyTextRemovesAnAttribute() {
    batch(
        "{'type':'person','action':'identify','identifiers':{'id':'x'},'attributes':"
            + "{'_update':true,'plan':'gold'}}");
    assertThat(people()).isZero();

    batch(ADA);
    assertThat(plan("ada")).isEqualTo("gold");
    batch(ADA.replace("'gold'", "''"));
    assertThat(plan("ada")).isNull();
  }

  @Test
  void aNewPersonGetsOneMail() {
    batch(ADA);
    batch(ADA);
    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);
    assertThat(control("/mails").<Integer>path("addresses")).isEqualTo(1);
  }

  @Test
  void eventsOfOneUlidAreOneEventAndOtherIdsAreRefused() {
    var event =
        "{'type':'person','action':'event','identifiers':{'id':'ada'},'name':'order','id':'%s'}";
    batch(event.formatted(ULID), event.formatted(ULID));
    batch(event.formatted(ULID));
    assertThat(control("/events/events").<Integer>path("counts.received")).isEqualTo(1);

    assertThat(batch(event.formatted("evt_1")).<String>path("errors[0].field")).isEqualTo("id");
    batch(event.replace(",'id':'%s'", ""), event.replace(",'id':'%s'", ""));
    assertThat(control("/events/events").<Integer>path("counts.received")).isEqualTo(3);
  }

  @Test
  void aSuppressedPersonStaysAwayUntilItIsUnsuppressed() {
    batch(ADA);
    var action = "{'type':'person','action':'%s','identifiers':{'id':'ada'}}";
    batch(action.formatted("suppress"));

    assertThat(batch(ADA).statusCode()).isEqualTo(200);
    assertThat(people()).isZero();
    batch(action.formatted("unsuppress"), ADA);
    assertThat(people()).isEqualTo(1);
  }

  @Test
  void aMergedPersonIsGone() {
    batch(ADA, "{'type':'person','action':'identify','identifiers':{'id':'ada-2'}}");

    batch("{'type':'person','action':'merge','primary':{'id':'ada-2'},'secondary':{'id':'ada'}}");

    assertThat(people()).isEqualTo(1);
    assertThat(plan("ada-2")).isEqualTo("gold");
  }

  @Test
  void segmentsIgnoreIdsOfNobodyInSilence() {
    batch(ADA);
    var segment = segment();
    var path = "/api/v1/segments/%s/".formatted(segment);

    assertThat(track(path + "add_customers", "{'ids':['ada','nobody']}").statusCode())
        .isEqualTo(200);
    assertThat(members(segment)).containsExactly("ada");
    track(path + "remove_customers?id_type=email", "{'ids':['ada@shop.example']}");
    assertThat(members(segment)).isEmpty();

    app("DELETE", "/v1/segments/" + segment, "").then().statusCode(204);
    assertThat(track(path + "add_customers", "{'ids':['ada']}").statusCode()).isEqualTo(404);
    assertThat(track(path + "add_customers", "{'ids':[]}").statusCode()).isEqualTo(404);
  }

  @Test
  void objectsHaveRelationshipsWithPeople() {
    batch(
        ADA,
        "{'type':'object','action':'identify','identifiers':{'object_type_id':'1','object_id':"
            + "'acme'},'attributes':{'name':'Acme'},'cio_relationships':[{'identifiers':{'id':"
            + "'ada'}}]}");

    assertThat(control("/records/objects/counts").<Integer>path("records")).isEqualTo(1);
    assertThat(control("/members/relationships/1:acme").<List<String>>path("")).hasSize(1);
  }

  @Test
  void requestsAboveTheRateAreDroppedInSilence() {
    set("/limits", LIMIT_OF_ONE);

    assertThat(batch(ADA).statusCode()).isEqualTo(200);
    assertThat(batch(ADA.replace("ada", "bob")).statusCode()).isEqualTo(200);

    assertThat(people()).isEqualTo(1);
    assertThat(control("/refusals").<Integer>path("track")).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    batch(ADA.replace("ada", "bob"));
    assertThat(people()).isEqualTo(2);
  }

  private static final String LIMIT_OF_ONE =
      """
      {"track":[{"name":"track","unit":"requests","scope":"account","amount":1,
        "window":{"kind":"rolling","milliseconds":1000}}]}
      """;

  @Test
  void theAppApiRefusesAboveItsRate() {
    for (int i = 0; i < 10; i++) {
      app("GET", "/v1/segments", "").then().statusCode(200);
    }
    assertThat(app("GET", "/v1/segments", "").statusCode()).isEqualTo(429);
  }

  @Test
  void eachApiHasItsOwnKey() {
    assertThat(app("POST", "/api/v2/batch", "{'batch':[]}").statusCode()).isEqualTo(401);
    assertThat(track("/v1/segments", "{'segment':{'name':'VIP'}}").statusCode()).isEqualTo(401);
    set("/token", "{\"token\":\"site:other\"}");
    assertThat(batch(ADA).statusCode()).isEqualTo(401);
  }

  @Test
  void theRegionIsThatOfTheAccount() {
    var region = "/api/v1/accounts/region";
    var asked = documented().auth().preemptive().basic("site", "key");
    assertThat(asked.get(region).<String>path("region")).isEqualTo("us");
    set("/region/eu", "");
    assertThat(asked.get(region).<String>path("url")).isEqualTo("https://track-eu.customer.io");
  }
}
