package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why somebody is one person: a visitor and a customer who turned out to be the same. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class EvidenceHttpTest {
  private static final Map<String, String> BROWSER = Map.of("type", "anonymous_id", "value", "a1");
  private static final Map<String, String> USER = Map.of("type", "user_id", "value", "u1");
  private static final Map<String, String> EMAIL =
      Map.of("type", "email", "value", " Anna@Example.com");

  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;
  private String identified = "";
  private String signedIn = "";

  @BeforeEach
  void twoPeopleTurnOutToBeOne() {
    shop = new TestWorkspace(kafka);
    collect("{'type':'page','messageId':'m1','anonymousId':'a1'}", 1);
    identified =
        collect(
            "{'type':'identify','messageId':'m2','userId':'u1',"
                + "'traits':{'email':'anna@example.com','plan':'gold'}}",
            2);
    collect("{'type':'page','messageId':'m3','anonymousId':'stranger'}", 3);
    signedIn =
        collect(
            "{'type':'track','event':'In','messageId':'m4','userId':'u1','anonymousId':'a1'}", 4);
  }

  @Test
  void theGraphShowsTheEvidenceAndTheMerge() {
    shop.reader()
        .get(shop.path("/profiles/user_id:u1/graph"))
        .then()
        .statusCode(200)
        .body("profile", equalTo(profile()))
        .body("identifiers.value", contains("a1", "anna@example.com", "u1"))
        .body("identifiers[0].since", equalTo("2026-03-01T10:04:00Z"))
        .body("identifiers[2].since", equalTo("2026-03-01T10:02:00Z"))
        .body("edges", hasSize(2))
        .body("edges[0].left.value", equalTo("anna@example.com"))
        .body("edges[0].right.value", equalTo("u1"))
        .body("edges[0].right.index", equalTo(2))
        .body("edges.source", contains("src_web", "src_web"))
        .body("edges.cause", contains(identified, signedIn))
        .body("edges.messageId", contains("m2", "m4"))
        .body("edges[1].at", equalTo("2026-03-01T10:04:00Z"))
        .body("merges", hasSize(1))
        .body("merges[0].profile", startsWith(Ids.PROFILE))
        .body("merges[0].into", equalTo(profile()))
        .body("merges[0].rulesVersion", equalTo(0))
        .body("merges[0].cause", equalTo(signedIn))
        .body("merges[0].at", equalTo("2026-03-01T10:04:00Z"))
        .body("merges[0].left.value", equalTo("u1"))
        .body("merges[0].right.value", equalTo("a1"))
        .body("merges[0].had.identifiers.value", contains("anna@example.com", "u1"))
        .body("merges[0].had.traits", contains("email", "plan"))
        .body("merges[0].had.identifierCount", equalTo(2))
        .body("merges[0].otherHad.identifiers.value", contains("a1"))
        .body("merges[0].otherHad.traits", empty());
  }

  @Test
  void theGraphOfWhoWasTakenInIsThatOfWhoLivesOn() {
    String loser =
        shop.reader().get(shop.path("/profiles/user_id:u1/graph")).path("merges[0].profile");
    shop.reader()
        .redirects()
        .follow(true)
        .get(shop.path("/profiles/" + loser + "/graph"))
        .then()
        .statusCode(200)
        .body("profile", equalTo(profile()));
  }

  @Test
  void aLoneIdentifierIsThereSinceThePersonWasSeen() {
    shop.reader()
        .get(shop.path("/profiles/anonymous_id:stranger/graph"))
        .then()
        .statusCode(200)
        .body("identifiers.since", contains("2026-03-01T10:03:00Z"))
        .body("edges", empty())
        .body("merges", empty());
    shop.reader().get(shop.path("/profiles/prf_nobody/graph")).then().statusCode(404);
  }

  @Test
  void theChainFromOneIdentifierToTheOtherCrossesTheMerge() {
    explain(true, BROWSER, EMAIL)
        .statusCode(200)
        .body("samePerson", equalTo(true))
        .body("profile", equalTo(profile()))
        .body("chain.left.value", contains("a1", "u1"))
        .body("chain.right.value", contains("u1", "anna@example.com"))
        .body("chain.cause", contains(signedIn, identified))
        .body("chain.messageId", contains("m4", "m2"))
        .body("chain.rulesVersion", contains(0, 0))
        .body("$", not(hasKey("reason")));
    explain(true, EMAIL, BROWSER)
        .body("chain.left.value", contains("anna@example.com", "u1"))
        .body("chain.right.value", contains("u1", "a1"));
    explain(true, USER, USER).body("samePerson", equalTo(true)).body("chain", empty());
  }

  @Test
  void whatIsNotOnePersonSaysWhatKeepsTheTwoApart() {
    Map<String, String> stranger = Map.of("type", "anonymous_id", "value", "stranger");
    explain(true, USER, stranger)
        .statusCode(200)
        .body("samePerson", equalTo(false))
        .body("reason", equalTo("no-evidence"))
        .body("a.profile", equalTo(profile()))
        .body("b.profile", startsWith(Ids.PROFILE))
        .body("b.profile", not(equalTo(profile())))
        .body("$", not(hasKey("chain")));
    explain(true, Map.of("type", "user_id", "value", "nobody"), USER)
        .body("reason", equalTo("unknown-identifier"))
        .body("a.profile", nullValue())
        .body("b.profile", equalTo(profile()));
    Map<String, String> nobodys =
        Map.of(
            "no address",
            "invalid",
            "test@test.com",
            "blocked",
            "  ",
            "unknown-identifier",
            "x".repeat(600) + "@example.com",
            "unknown-identifier");
    nobodys.forEach((value, reason) ->
        explain(true, USER, Map.of("type", "email", "value", value))
            .statusCode(200)
            .body("reason", equalTo(reason)));
  }

  @Test
  void aDeviceThatStaysSomebodyElsesSaysWhichEventShowedIt() {
    conversion();
    collect("{'type':'track','event':'In','messageId':'m5','userId':'bob','anonymousId':'a1'}", 5);
    String newest =
        collect(
            "{'type':'track','event':'In','messageId':'m6','userId':'bob','anonymousId':'a1'}", 6);
    collect("{'type':'page','messageId':'m7','userId':'bob'}", 7);
    Map<String, String> bob = Map.of("type", "user_id", "value", "bob");
    explain(true, bob, BROWSER)
        .statusCode(200)
        .body("samePerson", equalTo(false))
        .body("conflicts", empty())
        .body("reason", equalTo("left-out"))
        .body("leftOut.reason", equalTo("someone-elses-device"))
        .body("leftOut.limit", nullValue())
        .body("leftOut.identifier.type", equalTo("anonymous_id"))
        .body("leftOut.identifier.value", equalTo("a1"))
        .body("leftOut.profile", equalTo(profile("user_id:bob")))
        .body("leftOut.event", equalTo(newest))
        .body("leftOut.at", equalTo("2026-03-01T10:06:00Z"));
    explain(true, BROWSER, bob).body("leftOut.event", equalTo(newest));
    explain(true, bob, USER).body("leftOut.event", equalTo(newest));
    explain(false, bob, BROWSER)
        .body("leftOut.identifier.value.masked", equalTo(true))
        .body(not(containsString("\"a1\"")));
    Map<String, String> stranger = Map.of("type", "anonymous_id", "value", "stranger");
    explain(true, bob, stranger)
        .body("reason", equalTo("no-evidence"))
        .body("$", not(hasKey("leftOut")));
    assertThat(shop.operations(profile("user_id:bob"))).contains("explainIdentity");
  }

  @Test
  void anIdentifierThatWasOneTooManySaysWhichEventNamedIt() {
    shop.rules("{'types':[{'type':'user_id'},{'type':'anonymous_id','limit':{'values':1}}]}");
    String event =
        collect(
            "{'type':'track','event':'In','messageId':'m5','userId':'u1','anonymousId':'a2'}", 5);
    explain(true, USER, Map.of("type", "anonymous_id", "value", "a2"))
        .body("reason", equalTo("left-out"))
        .body("a.profile", equalTo(profile()))
        .body("b.profile", nullValue())
        .body("leftOut.reason", equalTo("limit"))
        .body("leftOut.limit.type", equalTo("anonymous_id"))
        .body("leftOut.limit.values", equalTo(1))
        .body("leftOut.limit.per", equalTo("ever"))
        .body("leftOut.event", equalTo(event));
  }

  @Test
  void theProfileShowsWhatItsNewestEventsNamedAndDidNotCount() {
    shop.rules(
        "{'types':[{'type':'user_id','limit':{'values':1}},{'type':'email'},"
            + "{'type':'anonymous_id','limit':{'values':1}}]}");
    collect("{'type':'track','event':'In','messageId':'m5','userId':'u1','anonymousId':'a2'}", 5);
    collect("{'type':'track','event':'In','messageId':'m6','userId':'u1','anonymousId':'a2'}", 6);
    collect(
        "{'type':'identify','messageId':'m7','userId':'u1','traits':{'email':'anna@nothing'}}", 7);
    String id = profile();
    shop.reader()
        .get(shop.path("/profiles/" + id))
        .then()
        .statusCode(200)
        .body("leftOut.type", contains("email", "anonymous_id"))
        .body("leftOut.value", contains("anna@nothing", "a2"))
        .body("leftOut.reason", contains("invalid", "limit"))
        .body("leftOut[0].limit", nullValue())
        .body("leftOut[1].limit.type", equalTo("anonymous_id"))
        .body("leftOut[1].limit.values", equalTo(1));
    shop.viewer()
        .get(shop.path("/profiles/" + id))
        .then()
        .body("leftOut.reason", contains("invalid", "limit"))
        .body("leftOut[0].value.masked", equalTo(true))
        .body("leftOut[1].value.masked", equalTo(true))
        .body(not(containsString("anna@nothing")));
  }

  @Test
  void whatCountsByNowIsNotShownAsLeftOut() {
    shop.rules("{'types':[{'type':'user_id'},{'type':'anonymous_id','limit':{'values':1}}]}");
    collect("{'type':'track','event':'In','messageId':'m5','userId':'u1','anonymousId':'a2'}", 5);
    leftOut(contains("a2"));
    shop.rules("{'types':[{'type':'user_id'},{'type':'anonymous_id'}]}");
    collect("{'type':'track','event':'In','messageId':'m6','userId':'u1','anonymousId':'a2'}", 6);
    leftOut(empty());
  }

  @Test
  void whatCountsByNowIsNotShownAsLeftOutInTheFormOfTheEvent() {
    String named =
        "{'type':'identify','messageId':'m%d','userId':'u1','traits':{'email':'Us@Shop.example'}}";
    shop.rules("{'types':[{'type':'user_id'},{'type':'email','blocked':['^us@']}]}");
    collect(named.formatted(5), 5);
    leftOut(contains("Us@Shop.example"));
    shop.rules("{'types':[{'type':'user_id'},{'type':'email'}]}");
    collect(named.formatted(6), 6);
    leftOut(empty());
  }

  private void leftOut(Matcher<?> values) {
    shop.reader().get(shop.path("/profiles/" + profile())).then().body("leftOut.value", values);
  }

  @Test
  void whatWasLeftOutBesideWhomWasTakenInIsFoundToo() {
    conversion();
    collect("{'type':'page','messageId':'m5','userId':'robert'}", 5);
    String event =
        collect(
            "{'type':'track','event':'In','messageId':'m6','userId':'bob','anonymousId':'a1'}", 6);
    collect("{'type':'alias','messageId':'m7','userId':'robert','previousId':'bob'}", 7);
    explain(true, Map.of("type", "user_id", "value", "robert"), BROWSER)
        .body("leftOut.event", equalTo(event));
  }

  @Test
  void valuesAreMaskedForWhoMayNotReadPersonalData() {
    shop.viewer()
        .get(shop.path("/profiles/" + profile() + "/graph"))
        .then()
        .statusCode(200)
        .body("identifiers[0].value.masked", equalTo(true))
        .body("edges[0].left.value.masked", equalTo(true))
        .body("edges.left.index", contains(1, 0))
        .body("merges[0].left.value.masked", equalTo(true))
        .body("merges[0].had.traits", contains("email", "plan"))
        .body(not(containsString("anna")))
        .body(not(containsString("\"u1\"")));
    explain(false, BROWSER, EMAIL)
        .body("samePerson", equalTo(true))
        .body("chain[0].left.value.masked", equalTo(true))
        .body("chain.left.type", contains("anonymous_id", "user_id"))
        .body(not(containsString("anna")))
        .body(not(containsString("\"u1\"")));
  }

  @Test
  void guessesOfTwoIdentifiersCountAsTwoLookups() {
    Map<String, String> nobody = Map.of("type", "user_id", "value", "nobody");
    shop.useUpLookupsOfViewer(5);
    explain(false, BROWSER, EMAIL).statusCode(200);
    explain(false, USER, nobody).statusCode(200);
    explain(false, BROWSER, EMAIL).statusCode(429).body("code", equalTo("rate-limited"));
    shop.lookUpAsViewer(1).statusCode(200);
    shop.lookUpAsViewer(1).statusCode(429);
    assertThat(shop.reads())
        .filteredOn(read -> read.profiles().contains(new ProfileId(profile())))
        .filteredOn(read -> read.actor().equals("sub-viewer@example.test"))
        .extracting(PersonalDataRead::operation)
        .contains("explainIdentity");
    explain(true, BROWSER, EMAIL).statusCode(200);
  }

  @Test
  void valuesThatAPersonIsAskedToPartWithCountAsLookups() {
    Map<String, Object> body = Map.of("identifiers", List.of(BROWSER, EMAIL));
    shop.useUpLookupsOfViewer(1);
    shop.viewer()
        .contentType(ContentType.JSON)
        .body(body)
        .post(shop.path("/profiles/" + profile() + "/unmerge/preview"))
        .then()
        .statusCode(429);
    shop.reader()
        .contentType(ContentType.JSON)
        .body(body)
        .post(shop.path("/profiles/" + profile() + "/unmerge/preview"))
        .then()
        .statusCode(200);
  }

  @Test
  void whatIsMissingIsToldByItsPlace() {
    explain(true, USER, Map.of("type", "email"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/b/value"));
    explain(true, Map.of("value", "u1"), USER).body("errors[0].pointer", equalTo("/a/type"));
    shop.reader()
        .contentType(ContentType.JSON)
        .body("{}")
        .post(shop.path("/profiles/explain"))
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/a"));
  }

  @Test
  void nobodySeesAnotherWorkspace() {
    TestWorkspace other = new TestWorkspace(kafka);
    other.admin().get(shop.path("/profiles/" + profile() + "/graph")).then().statusCode(404);
    other
        .admin()
        .contentType(ContentType.JSON)
        .body(Map.of("a", USER, "b", EMAIL))
        .post(shop.path("/profiles/explain"))
        .then()
        .statusCode(404);
  }

  private ValidatableResponse explain(
      boolean personalData, Map<String, String> a, Map<String, String> b) {
    return shop.explain(personalData ? shop.reader() : shop.viewer(), a, b);
  }

  private void conversion() {
    shop.rules("{'strategy':'conversion','types':[{'type':'user_id'},{'type':'*'}]}");
  }

  private String profile() {
    return profile("user_id:u1");
  }

  private String profile(String named) {
    return shop.reader().get(shop.path("/profiles/" + named)).path("id");
  }

  /**
   * @param json with ' for "
   * @param minute of the hour at which it happened
   */
  private String collect(String json, int minute) {
    String stamped =
        "{'timestamp':'2026-03-01T10:%02d:00Z',%s".formatted(minute, json.substring(1));
    return shop.collect(stamped.replace('\'', '"'));
  }
}
