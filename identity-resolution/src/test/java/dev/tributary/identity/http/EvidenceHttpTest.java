package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
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
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why somebody is one person: a visitor and a customer who turned out to be the same. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class EvidenceHttpTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Map<String, String> BROWSER = Map.of("type", "anonymous_id", "value", "a1");
  private static final Map<String, String> USER = Map.of("type", "user_id", "value", "u1");
  private static final Map<String, String> EMAIL =
      Map.of("type", "email", "value", " Anna@Example.com");

  private final TokenIssuer tokens = TokenIssuer.shared();
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final String workspace = ids.next(Ids.WORKSPACE);
  private String identified = "";
  private String signedIn = "";

  @Inject KafkaClients kafka;

  @BeforeEach
  void twoPeopleTurnOutToBeOne() {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL");
    Definition definition =
        new Definition(
            workspace, workspace, 1, workspace, "Test", false, Json.MAPPER.valueToTree(body));
    send(
        Message.of(
            Topic.WORKSPACES,
            workspace,
            Json.write(definition),
            new MessageHeaders("m", Definition.TYPE, workspace, "m", Instant.now(), null)));
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
    reader(true)
        .get(path("/profiles/user_id:u1/graph"))
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
    String loser = reader(true).get(path("/profiles/user_id:u1/graph")).path("merges[0].profile");
    reader(true)
        .get(path("/profiles/" + loser + "/graph"))
        .then()
        .statusCode(200)
        .body("profile", equalTo(profile()));
  }

  @Test
  void aLoneIdentifierIsThereSinceThePersonWasSeen() {
    reader(true)
        .get(path("/profiles/anonymous_id:stranger/graph"))
        .then()
        .statusCode(200)
        .body("identifiers.since", contains("2026-03-01T10:03:00Z"))
        .body("edges", empty())
        .body("merges", empty());
    reader(true).get(path("/profiles/prf_nobody/graph")).then().statusCode(404);
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
  void valuesAreMaskedForWhoMayNotReadPersonalData() {
    reader(false)
        .get(path("/profiles/" + profile() + "/graph"))
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
  void whatIsMissingIsToldByItsPlace() {
    explain(true, USER, Map.of("type", "email"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/b/value"));
    explain(true, Map.of("value", "u1"), USER).body("errors[0].pointer", equalTo("/a/type"));
    reader(true)
        .contentType(ContentType.JSON)
        .body("{}")
        .post(path("/profiles/explain"))
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/a"));
  }

  @Test
  void nobodySeesAnotherWorkspace() {
    String stranger = tokens.memberWithPersonalData(ids.next(Ids.WORKSPACE), "admin");
    given()
        .auth()
        .oauth2(stranger)
        .get(path("/profiles/" + profile() + "/graph"))
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2(stranger)
        .contentType(ContentType.JSON)
        .body(Map.of("a", USER, "b", EMAIL))
        .post(path("/profiles/explain"))
        .then()
        .statusCode(404);
  }

  private ValidatableResponse explain(
      boolean personalData, Map<String, String> a, Map<String, String> b) {
    return reader(personalData)
        .contentType(ContentType.JSON)
        .body(Map.of("a", a, "b", b))
        .post(path("/profiles/explain"))
        .then();
  }

  private String profile() {
    return reader(true).get(path("/profiles/user_id:u1")).path("id");
  }

  private RequestSpecification reader(boolean personalData) {
    String token =
        personalData
            ? tokens.memberWithPersonalData(workspace, "viewer")
            : tokens.member(workspace, "viewer");
    return given().auth().oauth2(token);
  }

  private String path(String part) {
    return "/api/v1/workspaces/" + workspace + part;
  }

  /**
   * Waits until it is applied: of two people who are made at once it is chance who is older.
   *
   * @param json with ' for "
   * @param minutes after {@link #START}
   */
  private String collect(String json, int minutes) {
    Instant at = START.plusSeconds(60L * minutes);
    CollectedEvent collected =
        new CollectedEvent(
            ids.next(Ids.EVENT),
            workspace,
            "src_web",
            null,
            at,
            at,
            null,
            "{}".getBytes(StandardCharsets.UTF_8),
            json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    send(collected.toMessage(workspace));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/events/" + collected.eventId()))
                .then()
                .body("event.outcome", equalTo("applied")));
    return collected.eventId();
  }

  private void send(Message message) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer.send(Topics.toRecord(message));
    }
  }
}
