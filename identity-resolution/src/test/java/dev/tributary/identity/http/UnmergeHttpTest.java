package dev.tributary.identity.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.contracts.Ids;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ann's tablet, which Bob signed in on: once she lent it to him, they were one. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class UnmergeHttpTest {
  private static final Map<String, ?> BY_THE_TABLET =
      Map.of("edge", Map.of("a", named("anonymous_id", "tablet"), "b", named("user_id", "bob")));
  private static final Map<String, ?> BOB_LEAVES =
      Map.of("identifiers", List.of(named("user_id", "bob"), named("email", "Bob@Shop.example")));

  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;
  private String ann = "";
  private String bobBefore = "";

  @BeforeEach
  void twoPeopleBecomeOne() {
    shop = new TestWorkspace(kafka);
    open();
    shop.collect(
        """
        {"type":"identify","messageId":"1","userId":"ann","anonymousId":"tablet",
         "timestamp":"2026-03-01T10:00:00Z","traits":{"plan":"gold"}}\
        """);
    ann = shop.profile("user_id", "ann");
    shop.collect(
        """
        {"type":"identify","messageId":"2","userId":"bob","timestamp":"2026-03-01T10:01:00Z",
         "traits":{"plan":"silver","email":"bob@shop.example","city":"Delft"}}\
        """);
    bobBefore = shop.profile("user_id", "bob");
    shop.collect(
        """
        {"type":"track","event":"Sign In","messageId":"3","userId":"bob","anonymousId":"tablet",
         "timestamp":"2026-03-01T10:02:00Z"}\
        """,
        """
        {"type":"track","event":"Order Completed","messageId":"4","userId":"bob",
         "timestamp":"2026-03-01T10:03:00Z"}\
        """);
  }

  /** Rules under which a device joins two users. */
  private void open() {
    shop.rules(
        """
        {"strategy":"merge","maxIdentifiers":1000,"maxMerges":100,"suspectAfter":10,
         "types":[{"type":"user_id"},{"type":"email","case":"lower"},{"type":"anonymous_id"}]}\
        """);
  }

  @Test
  void thePreviewSaysWhoWouldBeWhom() {
    shop.reader()
        .get(shop.path("/profiles/user_id:bob"))
        .then()
        .body("id", equalTo(ann))
        .body("traits.plan", equalTo("silver"));
    ask(shop.reader(), "/preview", BY_THE_TABLET)
        .statusCode(200)
        .body("profile", equalTo(ann))
        .body("stays.identifiers.value", contains("tablet", "ann"))
        .body("stays.traits.plan", equalTo("gold"))
        .body("stays.traits", not(hasKey("city")))
        .body("stays.events", equalTo(1))
        .body("stays.aliases", empty())
        .body("leaves.identifiers.value", contains("bob@shop.example", "bob"))
        .body("leaves.traits.plan", equalTo("silver"))
        .body("leaves.traits.city", equalTo("Delft"))
        .body("leaves.events", equalTo(3))
        .body("leaves.aliases", contains(bobBefore))
        .body("leaves.firstSeen", equalTo("2026-03-01T10:01:00Z"))
        .body("cuts", hasSize(1))
        .body("cuts[0].left.value", equalTo("tablet"))
        .body("cuts[0].right.value", equalTo("bob"));
    ask(shop.reader(), "/preview", BOB_LEAVES)
        .statusCode(200)
        .body("leaves.identifiers.value", contains("bob@shop.example", "bob"));
    shop.reader().get(shop.path("/profiles/user_id:bob")).then().body("id", equalTo(ann));
  }

  @Test
  void whoIsTakenApartIsTwoPeopleAndStaysSo() {
    String command = ask(shop.admin(), "", BY_THE_TABLET).statusCode(202).extract().path("event");
    await().atMost(TestWorkspace.BOUND).until(() -> !ann.equals(shop.profile("user_id", "bob")));
    String bob = shop.profile("user_id", "bob");
    shop.reader()
        .get(shop.path("/profiles/" + bob))
        .then()
        .body("identifiers.value", contains("bob@shop.example", "bob"))
        .body("traits.plan", equalTo("silver"))
        .body("mergedFrom", contains(bobBefore));
    shop.reader()
        .get(shop.path("/profiles/" + ann))
        .then()
        .body("identifiers.value", contains("tablet", "ann"))
        .body("traits.plan", equalTo("gold"))
        .body("mergedFrom", empty());
    shop.reader()
        .get(shop.path("/profiles/" + bobBefore))
        .then()
        .statusCode(308)
        .header("Location", containsString(bob));
    shop.reader()
        .get(shop.path("/profiles/" + bob + "/events"))
        .then()
        .body("data.type", contains("track", "track", "identify"));
    shop.reader()
        .get(shop.path("/profiles/" + ann + "/events"))
        .then()
        .body("data.type", contains("unmerge-person", "identify"));
    shop.reader()
        .get(shop.path("/profiles/" + ann + "/graph"))
        .then()
        .body("edges", hasSize(1))
        .body("unmerges", hasSize(1))
        .body("unmerges[0].into", equalTo(bob))
        .body("unmerges[0].event", equalTo(command))
        .body("unmerges[0].identifiers.value", contains("bob@shop.example", "bob"));
    shop.reader()
        .get(shop.path("/events/" + command))
        .then()
        .body("event.outcome", equalTo("applied"))
        .body("event.type", equalTo("unmerge-person"));
    shop.reader()
        .get(shop.path("/profiles/" + bob + "/graph"))
        .then()
        .body("merges", empty())
        .body("unmerges[0].profile", equalTo(ann));
    explain().body("samePerson", equalTo(false)).body("reason", equalTo("kept-apart"));

    shop.collect(
        """
        {"type":"track","event":"Sign In","messageId":"5","userId":"bob","anonymousId":"tablet"}\
        """);
    explain().body("samePerson", equalTo(false)).body("a.profile", equalTo(bob));
  }

  @Test
  void whatCannotBeTakenApartIsToldByItsPlace() {
    ask(shop.reader(), "/preview", Map.of())
        .statusCode(422)
        .body("detail", containsString("either edge or identifiers"));
    ask(shop.reader(), "/preview", Map.of("identifiers", List.of()))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/identifiers"));
    ask(
            shop.reader(),
            "/preview",
            Map.of("identifiers", List.of(named("user_id", "ann"), named("user_id", "eve"))))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/identifiers/1"));
    ask(
            shop.reader(),
            "/preview",
            Map.of(
                "identifiers",
                List.of(
                    named("user_id", "ann"),
                    named("user_id", "bob"),
                    named("anonymous_id", "tablet"),
                    named("email", "bob@shop.example"))))
        .statusCode(422)
        .body("errors[0].detail", containsString("stays"));
    Map<String, ?> itself =
        Map.of("edge", Map.of("a", named("user_id", "ann"), "b", named("user_id", "ann")));
    ask(shop.reader(), "/preview", itself)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/edge/b"));
    shop.collect(
        """
        {"type":"identify","messageId":"6","userId":"ann","traits":{"email":"bob@shop.example"}}\
        """);
    ask(shop.admin(), "", BY_THE_TABLET).statusCode(409).body("code", equalTo("still-connected"));
  }

  @Test
  void whoMayNotReadPersonalDataSeesNone() {
    ask(shop.viewer(), "/preview", BY_THE_TABLET)
        .statusCode(200)
        .body("leaves.identifiers[0].value.masked", equalTo(true))
        .body("leaves.traits.city.masked", equalTo(true))
        .body(not(containsString("shop.example")))
        .body("leaves.aliases[0]", startsWith(Ids.PROFILE));
  }

  private ValidatableResponse explain() {
    return shop.reader()
        .contentType(ContentType.JSON)
        .body(Map.of("a", named("user_id", "bob"), "b", named("user_id", "ann")))
        .post(shop.path("/profiles/explain"))
        .then();
  }

  private ValidatableResponse ask(RequestSpecification who, String part, Map<String, ?> body) {
    return who.contentType(ContentType.JSON)
        .body(body)
        .post(shop.path("/profiles/" + ann + "/unmerge" + part))
        .then();
  }

  private static Map<String, String> named(String type, String value) {
    return Map.of("type", type, "value", value);
  }
}
