package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is connected with a person and not the same. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class LinksHttpTest {
  private static final String TYPES =
      "'types':[{'type':'user_id'},{'type':'email','merges':false},{'type':'*'}]";

  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;

  @BeforeEach
  void aWorkspaceThatLinks() {
    shop = new TestWorkspace(kafka);
    strategy("link");
  }

  @Test
  void whoIsNamedBesideADeviceIsConnectedWithItsPast() {
    collect(page("anonymousId", "a1"), 1);
    String first = collect(together("u1", "a1"), 2);
    String last = collect(together("u1", "a1"), 3);
    assertThat(first).isNotEqualTo(last);
    links("user_id:u1")
        .body("data", hasSize(1))
        .body("data[0].profile", equalTo(profile("anonymous_id", "a1")))
        .body("data[0].identifiers.type", contains("user_id"))
        .body("data[0].identifiers.value", contains("u1"))
        .body("data[0].otherIdentifiers.type", contains("anonymous_id"))
        .body("data[0].otherIdentifiers.value", contains("a1"))
        .body("data[0].events", equalTo(2))
        .body("data[0].firstAt", equalTo("2026-03-01T10:02:00Z"))
        .body("data[0].lastAt", equalTo("2026-03-01T10:03:00Z"))
        .body("data[0].lastEvent", equalTo(last))
        .body("nextCursor", nullValue());
    links("anonymous_id:a1")
        .body("data", hasSize(1))
        .body("data[0].profile", equalTo(profile("user_id", "u1")))
        .body("data[0].identifiers.value", contains("a1"))
        .body("data[0].otherIdentifiers.value", contains("u1"))
        .body("data[0].events", equalTo(2))
        .body("data[0].firstAt", equalTo("2026-03-01T10:02:00Z"))
        .body("data[0].lastEvent", equalTo(last));
    shop.reader()
        .get(shop.path("/identity/conflicts"))
        .then()
        .statusCode(200)
        .body("data", empty());
  }

  @Test
  void aConnectedPersonHasANameForWhoeverMaySeeIt() {
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    collect("{'type':'identify','userId':'u1','traits':{'name':'Ann Smith'}}", 3);
    links("anonymous_id:a1")
        .body("data.profile", contains(profile("user_id", "u1")))
        .body("data.person.text", contains("Ann Smith"));
    shop.viewer()
        .get(shop.path("/profiles/" + profile("anonymous_id", "a1") + "/links"))
        .then()
        .body("data.person.source", contains("id"));
  }

  @Test
  void twoKnownPeopleAreConnectedByADevice() {
    strategy("merge");
    collect(together("bob", "a1"), 1);
    strategy("link");
    collect(together("ann", "a1"), 2);
    links("user_id:ann").body("data.profile", contains(profile("user_id", "bob")));
    links("user_id:bob").body("data.profile", contains(profile("user_id", "ann")));
  }

  @Test
  void aDeviceThatWasNobodysYetIsConnectedToo() {
    collect(together("u1", "a1"), 1);
    links("user_id:u1").body("data", empty());
    collect(page("anonymousId", "a1"), 2);
    links("user_id:u1").body("data.profile", contains(profile("anonymous_id", "a1")));
    links("anonymous_id:a1").body("data.profile", contains(profile("user_id", "u1")));
  }

  @Test
  void aLinkGoesAlongWithWhoIsMerged() {
    collect(page("userId", "u0"), 1);
    collect(page("userId", "u1"), 2);
    collect(page("anonymousId", "a1"), 3);
    collect(together("u1", "a1"), 4);
    String merged = profile("user_id", "u1");
    collect("{'type':'alias','userId':'u0','previousId':'u1'}", 5);
    String survivor = profile("user_id", "u0");
    assertThat(survivor).isNotEqualTo(merged);
    links("anonymous_id:a1").body("data.profile", contains(survivor));
    links("user_id:u0").body("data.profile", contains(profile("anonymous_id", "a1")));
    shop.viewer()
        .get(shop.path("/profiles/" + merged + "/links?limit=1"))
        .then()
        .statusCode(308)
        .header("Location", shop.path("/profiles/" + survivor + "/links?limit=1"));
  }

  @Test
  void aLinkGoesAlongWithTheDevice() {
    collect(page("userId", "first"), 1);
    collect(page("anonymousId", "a1"), 2);
    collect(together("u1", "a1"), 3);
    strategy("merge");
    collect(together("first", "a1"), 4);
    strategy("link");
    String owner = profile("user_id", "first");
    links("user_id:u1").body("data.profile", contains(owner));
    links("user_id:first").body("data.profile", contains(profile("user_id", "u1")));
  }

  @Test
  void whoIsOneByNowIsNotConnected() {
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    links("user_id:u1").body("data", hasSize(1));
    strategy("merge");
    collect(together("u1", "a1"), 3);
    strategy("link");
    assertThat(profile("user_id", "u1")).isEqualTo(profile("anonymous_id", "a1"));
    links("user_id:u1").body("data", empty());
  }

  @Test
  void whoWasTakenOutIsFoundUnderTheNewId() {
    collect(page("userId", "u0"), 1);
    collect(page("userId", "u1"), 2);
    collect("{'type':'alias','userId':'u0','previousId':'u1'}", 3);
    collect(page("anonymousId", "a1"), 4);
    collect(together("u1", "a1"), 5);
    links("anonymous_id:a1").body("data.profile", contains(profile("user_id", "u0")));
    String together = profile("user_id", "u1");
    shop.admin()
        .contentType(ContentType.JSON)
        .body("{\"identifiers\":[{\"type\":\"user_id\",\"value\":\"u1\"}]}")
        .post(shop.path("/profiles/" + together + "/unmerge"))
        .then()
        .statusCode(202);
    await().atMost(TestWorkspace.BOUND).until(() -> !profile("user_id", "u1").equals(together));
    links("anonymous_id:a1").body("data.profile", contains(profile("user_id", "u1")));
    links("user_id:u0").body("data", empty());
  }

  @Test
  void whoWasSaidToBeAnotherIsNotConnected() {
    strategy("merge");
    collect(identify("anonymousId", "a1", "ann@example.com"), 1);
    strategy("link");
    collect(together("u1", "a1"), 2);
    collect(identify("userId", "u1", "ann@example.com"), 3);
    links("user_id:u1").body("data", hasSize(1));
    links("anonymous_id:a1").body("data", hasSize(1));
    String conflict = shop.reader().get(shop.path("/identity/conflicts")).path("data[0].id");
    shop.admin()
        .contentType(ContentType.JSON)
        .body(Map.of("outcome", "keep-apart"))
        .post(shop.path("/identity/conflicts/" + conflict + "/outcome"))
        .then()
        .statusCode(202);
    links("user_id:u1").body("data", empty());
    links("anonymous_id:a1").body("data", empty());
  }

  @Test
  void underIsolateNobodyIsConnected() {
    strategy("isolate");
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    links("user_id:u1").body("data", empty());
    links("anonymous_id:a1").body("data", empty());
    explain().body("reason", equalTo("left-out"));
  }

  @Test
  void whatWasIsolatedStaysIsolatedUnderLink() {
    strategy("isolate");
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    strategy("link");
    links("user_id:u1").body("data", empty());
    links("anonymous_id:a1").body("data", empty());
    explain().body("reason", equalTo("left-out"));
    collect(together("u1", "a1"), 3);
    links("user_id:u1").body("data", hasSize(1));
    links("anonymous_id:a1").body("data", hasSize(1));
  }

  @Test
  void underAnotherStrategyNobodyIsConnected() {
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    for (String other : new String[] {"isolate", "merge", "conversion"}) {
      strategy(other);
      links("user_id:u1").body("data", empty());
      links("anonymous_id:a1").body("data", empty());
      explain().body("reason", equalTo("left-out"));
    }
    strategy("link");
    links("user_id:u1").body("data", hasSize(1));
  }

  @Test
  void aRebuildConnectsWhomTheOldRulesJoined() {
    strategy("merge");
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    assertThat(profile("user_id", "u1")).isEqualTo(profile("anonymous_id", "a1"));
    strategy("link");
    links("user_id:u1").body("data", empty());
    shop.admin().post(shop.path("/identity/rebuilds")).then().statusCode(202);
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> links("user_id:u1").body("data", hasSize(1)));
    links("user_id:u1").body("data.profile", contains(profile("anonymous_id", "a1")));
    links("anonymous_id:a1").body("data.profile", contains(profile("user_id", "u1")));
  }

  @Test
  void theExplanationTellsOfTheLink() {
    collect(page("anonymousId", "a1"), 1);
    String event = collect(together("u1", "a1"), 2);
    explain()
        .body("samePerson", equalTo(false))
        .body("reason", equalTo("linked"))
        .body("leftOut.event", equalTo(event))
        .body("leftOut.identifier.value", equalTo("a1"));
  }

  @Test
  void valuesAreMaskedForWhoMayNotReadPersonalData() {
    collect(page("anonymousId", "a1"), 1);
    collect(together("u1", "a1"), 2);
    shop.viewer()
        .get(shop.path("/profiles/" + profile("user_id", "u1") + "/links"))
        .then()
        .statusCode(200)
        .body("data[0].profile", equalTo(profile("anonymous_id", "a1")))
        .body("data[0].identifiers[0].type", equalTo("user_id"))
        .body("data[0].identifiers[0].value.masked", equalTo(true))
        .body("data[0].otherIdentifiers[0].value.masked", equalTo(true))
        .body(not(containsString("\"u1\"")))
        .body(not(containsString("\"a1\"")));
  }

  @Test
  void bothPeopleAreInTheTrail() {
    collect(page("anonymousId", "a1"), 1);
    collect(page("userId", "alone"), 2);
    collect(together("u1", "a1"), 3);
    links("user_id:u1");
    links("user_id:alone").body("data", empty());
    for (String shown : new String[] {profile("user_id", "u1"), profile("anonymous_id", "a1")}) {
      assertThat(shop.operations(shown)).containsExactly("listLinkedPeople");
    }
    assertThat(shop.operations(profile("user_id", "alone"))).isEmpty();
  }

  @Test
  void theyAreReadOnPageByPage() {
    collect(page("anonymousId", "a1"), 1);
    collect(page("anonymousId", "a2"), 2);
    collect(together("u1", "a1"), 3);
    collect(together("u1", "a2"), 4);
    String cursor =
        links("user_id:u1", "?limit=1")
            .body("data.profile", contains(profile("anonymous_id", "a2")))
            .extract()
            .path("nextCursor");
    links("user_id:u1", "?limit=1&cursor=" + cursor)
        .body("data.profile", contains(profile("anonymous_id", "a1")))
        .body("nextCursor", nullValue());
    shop.reader()
        .get(shop.path("/profiles/user_id:u1/links?cursor=here"))
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-parameter"));
    shop.reader().get(shop.path("/profiles/user_id:nobody/links")).then().statusCode(404);
  }

  private ValidatableResponse links(String named) {
    return links(named, "");
  }

  private ValidatableResponse links(String named, String query) {
    return shop.reader()
        .get(shop.path("/profiles/" + named + "/links" + query))
        .then()
        .statusCode(200);
  }

  private ValidatableResponse explain() {
    return shop.explain(
        Map.of("type", "user_id", "value", "u1"), Map.of("type", "anonymous_id", "value", "a1"));
  }

  private void strategy(String strategy) {
    shop.rules("{'strategy':'%s',%s}".formatted(strategy, TYPES));
  }

  private String profile(String type, String value) {
    return shop.profile(type, value);
  }

  private static String page(String key, String value) {
    return "{'type':'page','%s':'%s'}".formatted(key, value);
  }

  private static String together(String user, String device) {
    return "{'type':'track','event':'In','userId':'%s','anonymousId':'%s'}".formatted(user, device);
  }

  private static String identify(String key, String value, String email) {
    return "{'type':'identify','%s':'%s','traits':{'email':'%s'}}".formatted(key, value, email);
  }

  /**
   * @param json with ' for "
   * @param minute of the hour at which it happened
   */
  private String collect(String json, int minute) {
    String stamped =
        "{'timestamp':'2026-03-01T10:%02d:00Z','messageId':'m%d',%s"
            .formatted(minute, minute, json.substring(1));
    return shop.collect(stamped.replace('\'', '"'));
  }
}
