package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ann has as many identifiers as the rules allow; Bob was taken in once, which is all there may be.
 */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class CappedPeopleTest {
  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;
  private String ann;
  private String bob;

  @BeforeEach
  void twoPeopleReachACap() {
    shop = new TestWorkspace(kafka);
    rules(3, 1);
    page("ann", "d1");
    page("ann", "d2");
    page("ann", "d3");
    page(null, "c2");
    page("bob", null);
    page(null, "c1");
    page("bob", "c1");
    page("bob", "c2");
    ann = shop.profile("user_id", "ann");
    bob = shop.profile("user_id", "bob");
  }

  @Test
  void theyAreListedWithTheCapNewestFirst() {
    capped(shop.reader(), "")
        .body("data.profile", contains(bob, ann))
        .body("data.caps", contains(List.of("too-many-merges"), List.of("too-many-identifiers")))
        .body("data.identifierCount", contains(2, 3))
        .body("data.merges", contains(1, 0))
        .body("data[0].identifiers.value", contains("bob", "c1"))
        .body("data[1].identifiers.type", contains("user_id", "anonymous_id", "anonymous_id"))
        .body("nextCursor", nullValue());
    String next = capped(shop.viewer(), "?limit=1").extract().path("nextCursor");
    capped(shop.viewer(), "?limit=1&cursor=" + next)
        .body("data.profile", contains(ann))
        .body("nextCursor", nullValue());
  }

  @Test
  void whoeverMayNotSeeIdentifiersSeesMasksAndWhoeverMayIsOnRecord() {
    capped(shop.viewer(), "").body("data[0].identifiers.value.masked", contains(true, true));
    assertThat(shop.reads()).isEmpty();
    capped(shop.reader(), "");
    assertThat(shop.operations(ann)).containsExactly("listCappedPeople");
    assertThat(shop.operations(bob)).containsExactly("listCappedPeople");
  }

  @Test
  void theyHaveTheirNamesForWhoeverMaySeeThem() {
    shop.collect(
        "{\"type\":\"identify\",\"messageId\":\"n\",\"userId\":\"ann\",\"traits\":{\"name\":\"Ann Smith\"}}");
    capped(shop.viewer(), "").body("data.person.source", contains("id", "id"));
    capped(shop.reader(), "")
        .body("data.find { it.profile == '" + ann + "' }.person.text", equalTo("Ann Smith"))
        .body("data.find { it.profile == '" + bob + "' }.person.source", equalTo("id"));
  }

  @Test
  void whoIsBelowTheCapsByNowSaysSo() {
    rules(4, 2);
    capped(shop.viewer(), "").body("data.find { it.profile == '" + ann + "' }.caps", empty());
  }

  @Test
  void whoHasBecomePartOfSomebodyElseIsNotListed() {
    String conflict =
        shop.viewer().get(shop.path("/identity/conflicts")).jsonPath().getString("data[0].id");
    shop.marketer()
        .contentType(ContentType.JSON)
        .body(Map.of("outcome", "merge"))
        .post(shop.path("/identity/conflicts/" + conflict + "/outcome"))
        .then()
        .statusCode(202);
    Awaitility.await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> capped(shop.viewer(), "").body("data.profile", contains(ann)));
  }

  @Test
  void aCursorAndALimitAreChecked() {
    shop.viewer().get(shop.path("/identity/capped?cursor=x")).then().statusCode(400);
    shop.viewer().get(shop.path("/identity/capped?limit=0")).then().statusCode(400);
  }

  /** One after the other: they come by partitions of their own. */
  private void page(@Nullable String user, @Nullable String device) {
    Map<String, String> page = new HashMap<>(Map.of("type", "page"));
    page.put("messageId", user + "-" + device);
    if (user != null) {
      page.put("userId", user);
    }
    if (device != null) {
      page.put("anonymousId", device);
    }
    shop.collect(Json.MAPPER.valueToTree(page).toString());
  }

  private void rules(int maxIdentifiers, int maxMerges) {
    String types = "'types':[{'type':'user_id'},{'type':'anonymous_id'}]";
    shop.rules(
        "{'maxIdentifiers':%d,'maxMerges':%d,%s}".formatted(maxIdentifiers, maxMerges, types));
  }

  private ValidatableResponse capped(RequestSpecification by, String query) {
    return by.get(shop.path("/identity/capped" + query)).then().statusCode(200);
  }
}
