package dev.tributary.identity.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks why two identifiers are not one person is told which rule keeps them apart. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class NotOnePersonTest {
  private static final Map<String, String> ANN = Map.of("type", "user_id", "value", "ann");
  private static final Map<String, String> BOB = Map.of("type", "user_id", "value", "bob");
  private static final Map<String, String> ADDRESS =
      Map.of("type", "email", "value", "us@shop.example");

  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;

  @BeforeEach
  void aShop() {
    shop = new TestWorkspace(kafka);
  }

  @Test
  void aLimitIsTheReasonOfAConflict() {
    String event = bobComesWithTheAddressOfAnn();
    conflict(BOB, ADDRESS, "limit", event)
        .body("conflicts[0].limit.type", equalTo("user_id"))
        .body("conflicts[0].limit.values", equalTo(1))
        .body("conflicts[0].limit.per", equalTo("ever"));
  }

  @Test
  void aTypeThatOnlyFindsIsTheReasonOfAConflict() {
    shop.rules("{'types':[{'type':'user_id'},{'type':'email','merges':false}]}");
    String event = bobComesWithTheAddressOfAnn();
    conflict(BOB, ADDRESS, "may-not-merge", event).body("conflicts[0].limit", nullValue());
  }

  @Test
  void theCapOnMergesIsTheReasonOfAConflictOfADeviceToo() {
    shop.rules("{'maxMerges':1,'types':[{'type':'user_id'},{'type':'anonymous_id'}]}");
    shop.collect(page("bob", null), page(null, "d1"), page("bob", "d1"), page(null, "d2"));
    String event = shop.collect(page("bob", "d2"));
    conflict(BOB, device("d2"), "too-many-merges", event).body("conflicts[0].limit", nullValue());
  }

  @Test
  void theCapOnIdentifiersIsTheReasonOfAConflict() {
    shop.rules("{'maxIdentifiers':2,'types':[{'type':'user_id'},{'type':'email'}]}");
    String event = bobComesWithTheAddressOfAnn();
    conflict(BOB, ADDRESS, "too-many-identifiers", event).body("conflicts[0].limit", nullValue());
  }

  @Test
  void ofADeviceTheCapOnIdentifiersIsWhyItWasLeftOut() {
    shop.rules("{'maxIdentifiers':2,'types':[{'type':'user_id'},{'type':'anonymous_id'}]}");
    shop.collect(page("ann", "d1"), page(null, "somebodys"));
    String nobodys = shop.collect(page("ann", "d2"));
    leftOut(device("d2"), nobodys).body("b.profile", nullValue());
    String somebodys = shop.collect(page("ann", "somebodys"));
    leftOut(device("somebodys"), somebodys)
        .body("b.profile", equalTo(profile(device("somebodys"))));
  }

  @Test
  void aTypeWithoutALineAndAValueThatTheTableBlocksNameNobody() {
    shop.rules("{'types':[{'type':'user_id'},{'type':'phone','blocked':['^\\\\+3120']}]}");
    shop.collect(
        """
        {"type":"identify","messageId":"1","userId":"ann",\
        "traits":{"email":"us@shop.example","phone":"020 624 1111"}}\
        """);
    namesNobody(ADDRESS, "unknown-type");
    namesNobody(Map.of("type", "phone", "value", "+31 20 624 1111"), "blocked");
  }

  @Test
  void whatJoinedSomebodyBeforeItWasBlockedIsTheirsStill() {
    shop.collect(identify("ann", "us@shop.example"));
    for (String email : List.of("{'type':'email','blocked':['^us@']},", "")) {
      shop.rules("{'types':[{'type':'user_id'}," + email + "{'type':'phone'}]}");
      shop.explain(ANN, ADDRESS)
          .body("samePerson", equalTo(true))
          .body("profile", equalTo(profile(ANN)))
          .body("chain", hasSize(1));
      String other = email.isEmpty() ? "unknown-type" : "blocked";
      namesNobody(Map.of("type", "email", "value", "us@other.example"), other);
    }
  }

  @Test
  void whatSomebodyDecidedIsTheReasonAndNotTheRuleThatAsked() {
    bobComesWithTheAddressOfAnn();
    String conflict = shop.viewer().get(shop.path("/identity/conflicts")).path("data[0].id");
    shop.marketer()
        .contentType(ContentType.JSON)
        .body(Map.of("outcome", "keep-apart"))
        .post(shop.path("/identity/conflicts/" + conflict + "/outcome"))
        .then()
        .statusCode(202);
    keptApart(conflict).body("conflicts[0].reason", equalTo("limit"));
    shop.rules("{'types':[{'type':'user_id'},{'type':'email'}]}");
    shop.collect(identify("bob", "us@shop.example"));
    keptApart(conflict).body("conflicts[0].reason", equalTo("kept-apart"));
  }

  private ValidatableResponse keptApart(String conflict) {
    return explain(BOB, ADDRESS)
        .body("reason", equalTo("kept-apart"))
        .body("a.profile", equalTo(profile(BOB)))
        .body("b.profile", equalTo(profile(ANN)))
        .body("conflicts.id", contains(conflict))
        .body("conflicts.outcome", contains("kept-apart"))
        .body("$", not(hasKey("leftOut")));
  }

  private String bobComesWithTheAddressOfAnn() {
    shop.collect(identify("ann", "us@shop.example"), identify("bob", null));
    return shop.collect(identify("bob", "us@shop.example"));
  }

  /** Two people whom one event named, and what did not count of it leads to the other. */
  private ValidatableResponse conflict(
      Map<String, String> one, Map<String, String> other, String rule, String event) {
    return explain(one, other)
        .body("reason", equalTo("conflict"))
        .body("a.profile", equalTo(profile(one)))
        .body("b.profile", equalTo(profile(other)))
        .body("b.profile", not(equalTo(profile(one))))
        .body("conflicts.reason", contains(rule))
        .body("conflicts.state", contains("open"))
        .body("conflicts.anchor.value", contains(one.get("value")))
        .body("conflicts.identifier.value", contains(other.get("value")))
        .body("conflicts.lastEvent", contains(event))
        .body("$", not(hasKey("leftOut")));
  }

  /** Of what Ann came with when she had as many identifiers as she may. */
  private ValidatableResponse leftOut(Map<String, String> device, String event) {
    return explain(ANN, device)
        .body("reason", equalTo("left-out"))
        .body("a.profile", equalTo(profile(ANN)))
        .body("conflicts", empty())
        .body("leftOut.reason", equalTo("too-many-identifiers"))
        .body("leftOut.limit", nullValue())
        .body("leftOut.identifier.value", equalTo(device.get("value")))
        .body("leftOut.profile", equalTo(profile(ANN)))
        .body("leftOut.event", equalTo(event));
  }

  private void namesNobody(Map<String, String> value, String reason) {
    explain(ANN, value)
        .body("reason", equalTo(reason))
        .body("a.profile", equalTo(profile(ANN)))
        .body("b.profile", nullValue())
        .body("conflicts", empty())
        .body("$", not(hasKey("leftOut")));
    explain(value, ANN)
        .body("reason", equalTo(reason))
        .body("a.profile", nullValue())
        .body("b.profile", equalTo(profile(ANN)));
  }

  private ValidatableResponse explain(Map<String, String> one, Map<String, String> other) {
    return shop.explain(one, other).body("samePerson", equalTo(false));
  }

  private String profile(Map<String, String> named) {
    return shop.profile(named.get("type"), named.get("value"));
  }

  private static Map<String, String> device(String value) {
    return Map.of("type", "anonymous_id", "value", value);
  }

  private static String identify(String user, @Nullable String email) {
    Map<String, String> traits = email == null ? Map.of() : Map.of("email", email);
    return item(Map.of("type", "identify", "userId", user, "traits", traits));
  }

  private static String page(@Nullable String user, @Nullable String device) {
    Map<String, Object> page = new HashMap<>(Map.of("type", "page"));
    if (user != null) {
      page.put("userId", user);
    }
    if (device != null) {
      page.put("anonymousId", device);
    }
    return item(page);
  }

  private static String item(Map<String, ?> item) {
    return Json.MAPPER.valueToTree(item).toString();
  }
}
