package dev.tributary.sandbox.braze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrazeTrackTest extends BrazeCaller {
  private static final String ADA =
      "{'external_id':'ada','email':'ada@shop.example','plan':'gold'}";

  @Test
  void aTrackedUserIsQueuedThenStored() {
    var accepted = attributes(ADA);

    assertThat(accepted.statusCode()).isEqualTo(201);
    assertThat(accepted.<String>path("message")).isEqualTo("success");
    assertThat(accepted.<Integer>path("attributes_processed")).isEqualTo(1);
    assertThat(accepted.<Object>path("errors")).isNull();
    assertThat(user("ada")).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(user("ada"))
        .containsEntry("email", "ada@shop.example")
        .containsEntry("custom_attributes", Map.of("plan", "gold"));
  }

  @Test
  void aRefusedObjectIsNamedByArrayAndIndexAndTheOthersAreTaken() {
    var answer =
        post(
            "/users/track",
            """
            {'attributes':[%s,{'plan':'gold'},{'external_id':'bob','email_subscribe':'yes'}],
             'events':[{'external_id':'ada','name':'order'},
                       {'external_id':'ada','name':'order','time':'2026-11-01T11:00:00Z'}]}
            """
                .formatted(ADA));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.<Integer>path("attributes_processed")).isEqualTo(1);
    assertThat(answer.<Integer>path("events_processed")).isEqualTo(1);
    assertThat(answer.<List<String>>path("errors.input_array"))
        .containsExactly("attributes", "attributes", "events");
    assertThat(answer.<List<Integer>>path("errors.index")).containsExactly(1, 2, 0);
    assertThat(answer.<List<String>>path("errors.type"))
        .first()
        .isEqualTo("'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required");
    pass(Duration.ofSeconds(1));
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void aRequestWithoutOneValidObjectIsRefused() {
    var refused = attributes("{'plan':'gold'}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("message")).startsWith("Valid data must be provided");
    assertThat(refused.<List<Integer>>path("errors.index")).containsExactly(0);
    assertThat(post("/users/track", "{}").statusCode()).isEqualTo(400);
    assertThat(post("/users/track", "{'attributes':{}}").statusCode()).isEqualTo(400);
    assertThat(post("/users/track", "{").statusCode()).isEqualTo(400);
  }

  @Test
  void theObjectsOfAllArraysCountTogetherUnlessTheContractIsOlder() {
    assertThat(mixed(40, 35)).isEqualTo(201);
    assertThat(mixed(40, 36)).isEqualTo(400);

    set("/contract", "{\"objects\":75,\"counted\":\"EACH\"}");
    assertThat(mixed(75, 75)).isEqualTo(201);
    assertThat(mixed(76, 1)).isEqualTo(400);
    set("/contract", "{\"objects\":50,\"counted\":\"TOGETHER\"}");
    assertThat(mixed(25, 26)).isEqualTo(400);
  }

  private int mixed(int attributes, int events) {
    return post(
            "/users/track",
            "{'attributes':%s,'events':%s}"
                .formatted(
                    IntStream.range(0, attributes)
                        .mapToObj("{'external_id':'u%d'}"::formatted)
                        .toList(),
                    IntStream.range(0, events)
                        .mapToObj(
                            "{'external_id':'u%d','name':'order','time':'2026-11-01T11:00:00Z'}"
                                ::formatted)
                        .toList()))
        .statusCode();
  }

  @Test
  void aRequestAboveFourMegabytesIsRefused() {
    assertThat(
            attributes("{'external_id':'ada','bio':'%s'}".formatted("x".repeat(4_000_000)))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void anEventSentTwiceIsTwoEvents() {
    var event = "{'events':[{'external_id':'ada','name':'order','time':'2026-11-01T11:00:00Z'}]}";
    post("/users/track", event).then().statusCode(201);
    post("/users/track", event).then().statusCode(201);
    pass(Duration.ofSeconds(1));

    var events = control("/events/events");
    assertThat(events.<Integer>path("counts.received")).isEqualTo(2);
    assertThat(events.<Integer>path("counts.distinct")).isEqualTo(1);
    assertThat(events.<Integer>path("counts.repeats")).isEqualTo(1);
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void purchasesAreKeptApartFromEvents() {
    post(
            "/users/track",
            "{'purchases':[{'external_id':'ada','product_id':'p-1','currency':'EUR','price':12.5,"
                + "'time':'2026-11-01T11:00:00Z'}]}")
        .then()
        .statusCode(201);
    pass(Duration.ofSeconds(1));

    assertThat(control("/events/purchases").<Integer>path("counts.received")).isEqualTo(1);
    assertThat(control("/events/events").<Integer>path("counts.received")).isZero();
    assertThat(user("ada")).containsEntry("custom_attributes", Map.of());
  }

  @Test
  void eachAttributeCostsADataPointAlsoIfItIsUnchanged() {
    applied(ADA);
    applied(ADA);

    assertThat(control("/data-points").<Integer>path("attributes")).isEqualTo(4);
    assertThat(control("/records/users/counts").<Integer>path("unchangedWrites")).isEqualTo(1);
  }

  @Test
  void nullClearsAndANestedValueReplacesUnlessMerged() {
    applied("{'external_id':'ada','plan':'gold','size':{'shoe':42,'hat':57}}");
    applied("{'external_id':'ada','plan':null,'_merge_objects':true,'size':{'hat':58}}");
    assertThat(user("ada"))
        .containsEntry("custom_attributes", Map.of("size", Map.of("shoe", 42, "hat", 58)));

    applied("{'external_id':'ada','size':{'hat':59}}");
    assertThat(user("ada")).containsEntry("custom_attributes", Map.of("size", Map.of("hat", 59)));
  }

  @Test
  void oneInvalidNestedValueDropsItsAttributeInSilence() {
    var answer =
        attributes(
            "{'external_id':'ada','plan':'gold','size':{'hat':57,'note':'%s'}}"
                .formatted("x".repeat(256)));
    pass(Duration.ofSeconds(1));

    assertThat(answer.<Object>path("errors")).isNull();
    assertThat(user("ada")).containsEntry("custom_attributes", Map.of("plan", "gold"));
  }

  @Test
  void ofSeveralUsersWithAnAddressTheLatestIsTaken() {
    applied("{'external_id':'ada','email':'ada@shop.example'}");
    applied("{'external_id':'ada2','email':'ada@shop.example'}");

    applied("{'email':'Ada@shop.example','plan':'gold'}");
    applied("{'email':'new@shop.example'}");

    assertThat(user("ada2")).containsEntry("custom_attributes", Map.of("plan", "gold"));
    assertThat(user("ada")).containsEntry("custom_attributes", Map.of());
    assertThat(users()).isEqualTo(3);
  }

  @Test
  void onlyExistingUsersAreUpdatedOnRequestAndAliasesByDefault() {
    var alias = "'user_alias':{'alias_label':'device','alias_name':'d-1'}";
    applied("{'external_id':'ada','_update_existing_only':true,'plan':'gold'}");
    applied("{%s,'plan':'gold'}".formatted(alias));
    assertThat(users()).isZero();

    applied("{%s,'_update_existing_only':false,'plan':'gold'}".formatted(alias));
    applied("{%s,'plan':'pro'}".formatted(alias));
    assertThat(users()).isEqualTo(1);
    assertThat(control("/records/users").<String>path("records[0].values.plan")).isEqualTo("pro");
  }

  @Test
  void twoWritesOfAUserCanBeAppliedOutOfOrder() {
    set("/jobs/updates/faults", "{\"stuck\":false,\"everySecondLaterMilliseconds\":60000}");
    attributes("{'external_id':'ada','plan':'bronze'}");
    attributes("{'external_id':'ada','plan':'silver'}");
    attributes("{'external_id':'ada','plan':'gold'}");
    pass(Duration.ofMinutes(2));

    assertThat(user("ada")).containsEntry("custom_attributes", Map.of("plan", "silver"));
  }
}
