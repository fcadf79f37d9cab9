package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.definitions.PublishedDefinitions;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class IdentityHttpTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String SENT =
      "{ \"type\":\"identify\",\n \"messageId\":\"%s\","
          + "\"userId\":\"u1\",\"anonymousId\":\"a1\","
          + "\"traits\":{\"plan\":\"gold\",\"email\":\"Anna@Example.com\"}}";

  private static final String CLIENT_ADDRESS = "192.0.2.7";

  private final TokenIssuer tokens = TokenIssuer.shared();
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId workspace = new WorkspaceId(ids.next(Ids.WORKSPACE));
  private String event = "";

  private final KafkaClients kafka = RealParts.kafka();

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @BeforeEach
  void somebodyIdentifiesThemselves() {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL");
    Definition definition =
        new Definition(
            workspace,
            workspace.value(),
            1,
            workspace.value(),
            "Test",
            false,
            Json.MAPPER.valueToTree(body));
    send(
        Message.of(
            Topic.WORKSPACES,
            workspace.value(),
            Json.write(definition),
            new MessageHeaders("m", Definition.TYPE, workspace, "m", Instant.now(), null)));
    event = collect(SENT.formatted("m1"));
    await().atMost(BOUND).untilAsserted(() -> assertThat(lookup("user_id", "u1")).isEqualTo(200));
  }

  @Test
  void aPersonIsFoundByAnIdentifierInAnySpelling() {
    assertThat(lookup("email", " ANNA@example.com")).isEqualTo(200);
    assertThat(lookup("email", "nobody@example.com")).isEqualTo(404);
    String id = profile();
    reader(true)
        .get(path("/profiles/email:anna@example.com"))
        .then()
        .statusCode(200)
        .header("ETag", startsWith("\"1-"))
        .body("id", equalTo(id))
        .body("traits.plan", equalTo("gold"))
        .body("identifiers.value", contains("a1", "anna@example.com", "u1"));
  }

  @Test
  void valuesAreMaskedUntilSomeoneClassifiesThemAsHarmless() {
    reader(false)
        .get(path("/profiles/" + profile()))
        .then()
        .statusCode(200)
        .body("traits.plan.masked", equalTo(true))
        .body("identifiers[0].value.masked", equalTo(true));
    reader(false)
        .get(path("/traits"))
        .then()
        .body("data.find { it.trait == 'plan' }.classification", equalTo("unclassified"));
    classify("plan", "harmless").then().statusCode(200);
    reader(false)
        .get(path("/profiles/" + profile()))
        .then()
        .body("traits.plan", equalTo("gold"))
        .body("traits.email.masked", equalTo(true));
    reader(false)
        .get(path("/traits"))
        .then()
        .body("data.find { it.trait == 'plan' }.classification", equalTo("harmless"))
        .body("data.find { it.trait == 'email' }.types", contains("string"));
  }

  @Test
  void aClassificationIsSaidAnewAndReachesTheOtherServices() {
    classify("plan", "secret").then().statusCode(422);
    classify("plan", "harmless").then().statusCode(200);
    classify("plan", "sensitive").then().body("classification", equalTo("sensitive"));
    assertPublished(new TraitBody(Classification.SENSITIVE, null));
  }

  @Test
  void aTypeIsDeclaredBesideTheClassificationAndReachesTheOtherServices() {
    declare("plan", "colour").then().statusCode(422).body("errors[0].pointer", equalTo("/type"));
    declare("plan", null).then().statusCode(422);
    declare("plan", "number").then().statusCode(200).body("type", equalTo("number"));
    reader(false)
        .get(path("/traits"))
        .then()
        .body("data.find { it.trait == 'plan' }.type", equalTo("number"))
        .body("data.find { it.trait == 'plan' }.classification", equalTo("unclassified"))
        .body("data.find { it.trait == 'email' }.type", equalTo("none"));
    classify("plan", "harmless").then().statusCode(200);
    assertPublished(new TraitBody(Classification.HARMLESS, DeclaredType.NUMBER));
    declare("plan", "none").then().statusCode(200).body("type", equalTo("none"));
    assertPublished(new TraitBody(Classification.HARMLESS, null));
    given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "marketer"))
        .contentType(ContentType.JSON)
        .body(Map.of("type", "number"))
        .put(path("/traits/plan/type"))
        .then()
        .statusCode(403);
  }

  private void assertPublished(TraitBody body) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          Collection<Definition> published =
              PublishedDefinitions.newest(
                  String.valueOf(kafka.connection().get("bootstrap.servers")),
                  Topic.TRAITS,
                  workspace);
          assertThat(published).extracting(Definition::key).containsExactly("plan");
          assertThat(published)
              .extracting(each -> each.bodyAs(TraitBody.class))
              .containsExactly(body);
        });
  }

  private Response declare(String trait, @Nullable String type) {
    return admin(false)
        .contentType(ContentType.JSON)
        .body(type == null ? "{}" : "{\"type\":\"%s\"}".formatted(type))
        .put(path("/traits/" + trait + "/type"));
  }

  /** An admin who may not see values could otherwise declare them harmless, and see them. */
  @Test
  void onlyWhoMaySeeATraitLetsOthersSeeIt() {
    classify(admin(false), "email", "harmless")
        .then()
        .statusCode(403)
        .body("detail", containsString("personal-data:read"));
    classify(admin(false), "email", "sensitive").then().statusCode(200);
    classify(admin(false), "email", "personal").then().statusCode(403);
    classify(admin(true), "email", "personal").then().statusCode(200);
  }

  @Test
  void aSensitiveTraitIsShownToNobodyButWhoAsksForItAndMay() {
    String bad =
        collect("{\"type\":\"identify\",\"messageId\":\"m3\",\"traits\":{\"plan\":\"gold\"}}");
    await()
        .atMost(BOUND)
        .until(() -> reader(true).get(path("/quarantine/" + bad)).statusCode() == 200);
    classify("plan", "sensitive").then().statusCode(200);
    for (String part :
        List.of(
            "/profiles/" + profile(),
            "/profiles/" + profile() + "/traits",
            "/events/" + event,
            "/events/export?as=received",
            "/events/export?as=processed",
            "/quarantine/" + bad)) {
      admin(true).get(path(part)).then().statusCode(200).body(not(containsString("gold")));
    }
    admin(true)
        .get(path("/profiles/" + profile() + "/traits"))
        .then()
        .body("data.find { it.trait == 'plan' }.classification", equalTo("sensitive"))
        .body("data.find { it.trait == 'plan' }.value.masked", equalTo(true))
        .body("data.find { it.trait == 'email' }.value", equalTo("Anna@Example.com"));
    admin(true)
        .get(path("/events/" + event))
        .then()
        .body("received.masked", equalTo(true))
        .body("processed.properties.plan.masked", equalTo(true))
        .body("processed.properties.email", equalTo("Anna@Example.com"));
    String revealed = path("/profiles/" + profile() + "/traits/plan/revealed");
    admin(true)
        .get(revealed)
        .then()
        .statusCode(200)
        .body("classification", equalTo("sensitive"))
        .body("value", equalTo("gold"))
        .body("said[0].value", equalTo("gold"));
    admin(false).get(revealed).then().statusCode(403);
    reader(true).get(revealed).then().statusCode(403);
    admin(true)
        .get(path("/profiles/" + profile() + "/traits/unsaid/revealed"))
        .then()
        .statusCode(404);
  }

  @Test
  void whenAPersonWasSeenLastIsKnownAlsoWhereNothingNewWasSaid() {
    collect("{\"type\":\"page\",\"messageId\":\"seen\",\"userId\":\"u2\"}");
    String again = collect("{\"type\":\"page\",\"messageId\":\"again\",\"userId\":\"u2\"}");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/events/" + again))
                .then()
                .body("event.outcome", equalTo("applied")));
    String seen =
        reader(true).get(path("/events/" + again)).then().extract().path("event.timestamp");
    reader(true)
        .get(path("/profiles/user_id:u2"))
        .then()
        .header("ETag", startsWith("\"1-"))
        .body("lastSeen", equalTo(seen));
  }

  @Test
  void traitsAndIdentifiersSayWhereTheyComeFrom() {
    reader(true)
        .get(path("/profiles/" + profile() + "/traits"))
        .then()
        .statusCode(200)
        .body("data.find { it.trait == 'plan' }.origin.source", equalTo("src_web"))
        .body("data.find { it.trait == 'plan' }.said[0].event", equalTo(event));
    reader(true)
        .get(path("/profiles/" + profile() + "/identifiers"))
        .then()
        .body("data.find { it.type == 'anonymous_id' }.evidence[0].with.value", equalTo("u1"))
        .body("data.find { it.type == 'anonymous_id' }.evidence[0].event", equalTo(event))
        .body("data.find { it.type == 'anonymous_id' }.evidence[0].messageId", equalTo("m1"))
        .body("data.find { it.type == 'anonymous_id' }.evidence[0].rulesVersion", equalTo(0));
  }

  @Test
  void anEventIsShownAndExportedAsItWasReceivedAndAsItWasProcessed() {
    reader(true)
        .get(path("/events/" + event))
        .then()
        .statusCode(200)
        .body("event.outcome", equalTo("applied"))
        .body("received", equalTo(SENT.formatted("m1")))
        .body("processed.userId", equalTo("u1"))
        .body("processed.context.ip", equalTo(CLIENT_ADDRESS));
    reader(false)
        .get(path("/events/" + event))
        .then()
        .body("received.masked", equalTo(true))
        .body("processed.masked", equalTo(true))
        .body(not(containsString(CLIENT_ADDRESS)));
    collect(SENT.formatted("m1"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(false)
                .get(path("/events?messageId=m1&outcome=duplicate"))
                .then()
                .body("data", hasSize(1)));
    String export =
        reader(true)
            .get(path("/events/export?as=received&profile=user_id:u1"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(export.lines()).hasSize(1);
    assertThat(JsonPath.from(export).getString("received")).isEqualTo(SENT.formatted("m1"));
    reader(false).get(path("/events/export")).then().statusCode(403);
  }

  @Test
  void anExportGoesByTheTimeAtWhichEventsHappenedAndThenByTheirIds() {
    String item =
        "{\"type\":\"page\",\"messageId\":\"in-order-%d\",\"userId\":\"in-order\",\"timestamp\":\"%s\"}";
    String last = collect(item.formatted(1, "2026-01-15T12:00:01Z"));
    String first = collect(item.formatted(2, "2026-01-15T12:00:00Z"));
    String second = collect(item.formatted(3, "2026-01-15T12:00:00Z"));
    String query = "/events/export?as=received&profile=user_id:in-order";
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(
                    reader(true)
                        .get(path(query))
                        .asString()
                        .lines()
                        .map(JsonPath::from)
                        .map(line -> line.getString("id")))
                .containsExactly(first, second, last));
  }

  /** A recreated log gives its offsets out again: both records stay in the database. */
  @ParameterizedTest
  @ValueSource(strings = {"-1 hour", "1 hour"})
  void anExportedPageThatHoldsTwoRecordsOfOnePositionTellsThemApart(String apart)
      throws SQLException {
    String old = ids.next(Ids.EVENT);
    recordOfAnotherLog(old, apart, 0);
    for (String form : List.of("received", "processed")) {
      Map<String, Boolean> shown = new HashMap<>();
      reader(true)
          .get(path("/events/export?as=" + form))
          .then()
          .statusCode(200)
          .extract()
          .asString()
          .lines()
          .map(JsonPath::from)
          .forEach(line -> shown.put(line.getString("id"), line.get(form) != null));
      assertThat(shown).as(form).isEqualTo(Map.of(event, true, old, false));
    }
    reader(true).get(path("/events/" + old)).then().body("received", nullValue());
    reader(true)
        .get(path("/events/" + event))
        .then()
        .body("received", equalTo(SENT.formatted("m1")));
  }

  /** A recreated log is shorter at first than the one whose records stay in the database. */
  @Test
  void anEventBeyondTheEndOfTheLogIsShownAsGone() throws SQLException {
    String old = ids.next(Ids.EVENT);
    recordOfAnotherLog(old, "-1 hour", 1_000_000);
    reader(true).get(path("/events/" + old)).then().statusCode(200).body("received", nullValue());
    assertThat(
            reader(true)
                .get(path("/events/export?as=received"))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines())
        .hasSize(2);
  }

  /**
   * Records an event beside the one of this test.
   *
   * @param apart by how much it happened later
   * @param further by how much its offset is larger
   */
  private void recordOfAnotherLog(String old, String apart, long further) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into accepted_event (workspace, event, source, type, name, message_hash,
                  repeat, content_hash, topic, part, position, outcome, profile, happened_at,
                  received_at, accepted_at)
                select workspace, ?, source, type, name, message_hash, ?, content_hash, topic, part,
                  position + ?, outcome, profile, happened_at + ?::interval, received_at,
                  accepted_at
                from accepted_event where workspace = ? and event = ?\
                """)) {
      statement.setString(1, old);
      statement.setString(2, old);
      statement.setLong(3, further);
      statement.setString(4, apart);
      statement.setString(5, workspace.value());
      statement.setString(6, event);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void aCorrectionAnAnswerAndASubscriptionAreAppliedInTheirTurn() {
    change("/traits/plan", Map.of("value", "platinum"));
    change("/consent/ads", Map.of("state", "denied"));
    change("/subscriptions/email", Map.of("state", "subscribed"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("traits.plan", equalTo("platinum"))
                .body("consent.ads", equalTo("denied"))
                .body("subscriptions.email", equalTo("subscribed")));
    reader(true)
        .get(path("/profiles/" + profile() + "/consent"))
        .then()
        .body("consent.ads.source", equalTo("manual"))
        .body("history.name", hasItem("email"));
    reader(true)
        .get(path("/profiles/" + profile() + "/events"))
        .then()
        .body("data.type", hasItem("correct-trait"))
        .body("data.source", hasItem("manual"));
    given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "marketer"))
        .contentType(ContentType.JSON)
        .body("{\"state\":\"perhaps\"}")
        .put(path("/profiles/" + profile() + "/consent/ads"))
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/state"));
  }

  @Test
  void aCorrectionAndAnAnswerHaveTheirAuthor() {
    change("/traits/plan", Map.of("value", "platinum"));
    change("/consent/ads", Map.of("state", "denied"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("traits.plan", equalTo("platinum"))
                .body("consent.ads", equalTo("denied")));
    reader(true)
        .get(path("/profiles/" + profile() + "/traits"))
        .then()
        .body(
            "data.find { it.trait == 'plan' }.origin.author.name", equalTo("marketer@example.test"))
        .body("data.find { it.trait == 'email' }.origin.author", nullValue());
    String command =
        reader(true)
            .get(path("/profiles/" + profile() + "/consent"))
            .then()
            .body("history[0].author.name", equalTo("marketer@example.test"))
            .extract()
            .path("history[0].event");
    reader(true)
        .get(path("/events/" + command))
        .then()
        .body("author.name", equalTo("marketer@example.test"));
    reader(true).get(path("/events/" + event)).then().body("author", nullValue());
    reader(false)
        .get(path("/profiles/" + profile() + "/consent"))
        .then()
        .body("history[0].author.name", equalTo("sub-marketer@example.test"));
  }

  @Test
  void aWithdrawnCorrectionLeavesTheValueOfTheSource() {
    change("/traits/plan", Map.of("value", "platinum"));
    awaitPlan("platinum");
    given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "marketer"))
        .delete(path("/profiles/" + profile() + "/traits/plan/correction"))
        .then()
        .statusCode(202)
        .body("event", startsWith("evt_"));
    awaitPlan("gold");
    reader(true)
        .get(path("/profiles/" + profile() + "/traits"))
        .then()
        .body("data.find { it.trait == 'plan' }.origin.kind", equalTo("source"))
        .body("data.find { it.trait == 'plan' }.said.origin.kind", everyItem(equalTo("source")));
    String withdrawn =
        reader(true)
            .get(path("/events?source=manual"))
            .jsonPath()
            .getString("data.find { it.type == 'withdraw-correction' }.id");
    reader(true)
        .get(path("/events/" + withdrawn))
        .then()
        .body("event.outcome", equalTo("applied"))
        .body("event.name", equalTo("plan"))
        .body("author.name", equalTo("marketer@example.test"))
        .body("corrected.before", equalTo("platinum"))
        .body("corrected.after", equalTo("gold"));
  }

  private void awaitPlan(String plan) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("traits.plan", equalTo(plan)));
  }

  @Test
  void aCorrectionHasItsOldAndItsNewValueMaskedByRole() {
    change("/traits/plan", Map.of("value", "platinum"));
    change("/traits/tier", Map.of("value", "first"));
    change("/consent/ads", Map.of("state", "granted"));
    change("/consent/ads", Map.of("state", "denied"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("traits.plan", equalTo("platinum"))
                .body("traits.tier", equalTo("first"))
                .body("consent.ads", equalTo("denied")));
    JsonPath commands = reader(true).get(path("/events?source=manual")).jsonPath();
    String corrected = commands.getString("data.find { it.name == 'plan' }.id");
    String added = commands.getString("data.find { it.name == 'tier' }.id");
    List<String> answers = commands.getList("data.findAll { it.name == 'ads' }.id", String.class);
    reader(true)
        .get(path("/events/" + corrected))
        .then()
        .body("corrected.before", equalTo("gold"))
        .body("corrected.after", equalTo("platinum"));
    reader(true)
        .get(path("/events/" + added))
        .then()
        .body("corrected.before", nullValue())
        .body("corrected.after", equalTo("first"));
    reader(false)
        .get(path("/events/" + corrected))
        .then()
        .body("corrected.before.masked", equalTo(true))
        .body("corrected.after.masked", equalTo(true));
    reader(false)
        .get(path("/events/" + answers.getFirst()))
        .then()
        .body("corrected.before", equalTo("granted"))
        .body("corrected.after", equalTo("denied"));
    reader(true).get(path("/events/" + event)).then().body("corrected", nullValue());

    classify("plan", "sensitive").then().statusCode(200);
    reader(true)
        .get(path("/events/" + corrected))
        .then()
        .body("corrected.before.masked", equalTo(true))
        .body("corrected.after.masked", equalTo(true));
  }

  @Test
  void anIdentifierIsCorrectedAndTheWrongOneStillLeadsToThePerson() {
    correctAddress("Anna@Example.com", "Anna@Shop.example").statusCode(202);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("traits.email", equalTo("anna@shop.example"))
                .body(
                    "identifiers.value",
                    contains("a1", "anna@example.com", "anna@shop.example", "u1")));
    assertThat(lookup("email", "anna@example.com")).isEqualTo(200);
    reader(true)
        .get(path("/profiles/" + profile() + "/events"))
        .then()
        .body("data.type", hasItem("correct-identifier"));
    reader(true)
        .get(path("/profiles/" + profile() + "/traits"))
        .then()
        .body("data.find { it.trait == 'email' }.origin.kind", equalTo("manual"))
        .body("data.find { it.trait == 'email' }.origin.author.name", notNullValue());
    reader(true)
        .get(path("/profiles/" + profile() + "/graph"))
        .then()
        .body("edges.source", hasItem("manual"));
  }

  @Test
  void anInvalidIdentifierThatWasLeftOutIsCorrected() {
    collect(
        "{'type':'identify','messageId':'m2','userId':'u1','traits':{'email':'anna at home'}}"
            .replace('\'', '"'));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("leftOut.value", hasItem("anna at home")));
    correctAddress("anna at work", "anna@home.example")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/replaces"));
    correctAddress("anna at home", "anna@home.example").statusCode(202);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/profiles/" + profile()))
                .then()
                .body("traits.email", equalTo("anna@home.example"))
                .body(
                    "identifiers.value",
                    contains("a1", "anna@example.com", "anna@home.example", "u1")));
  }

  @Test
  void aCorrectionOfAnIdentifierNamesWhatIsWrong() {
    correctAddress("bob@example.com", "bob@shop.example")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/replaces"));
    correctAddress("anna@example.com", "anna at the shop")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/value"));
    correctAddress("anna@example.com", "ANNA@example.com")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/value"));
    Map<String, String> user = Map.of("replaces", "u1", "value", "u2");
    correct(admin(true), "user_id", user).statusCode(400);
  }

  @Test
  void aCallerWhoMayNotSeeAnIdentifierCannotCorrectIt() {
    Map<String, String> body = Map.of("replaces", "anna@example.com", "value", "anna@shop.example");
    correct(admin(false), "email", body).statusCode(403);
    // The answer is the same for a value that no person has.
    Map<String, String> unknown = Map.of("replaces", "b@example.com", "value", "c@example.com");
    correct(admin(false), "email", unknown).statusCode(403);
    reader(true)
        .get(path("/profiles/" + profile() + "/events"))
        .then()
        .body("data.type", not(hasItem("correct-identifier")));
  }

  private ValidatableResponse correctAddress(String replaced, String replacement) {
    return correct(admin(true), "email", Map.of("replaces", replaced, "value", replacement));
  }

  private ValidatableResponse correct(
      RequestSpecification asking, String type, Map<String, String> body) {
    return asking
        .contentType(ContentType.JSON)
        .body(body)
        .put(path("/profiles/" + profile() + "/identifiers/" + type))
        .then();
  }

  @Test
  void whatCouldNotBeReadIsListedAndRedriven() {
    String bad = collect("{\"type\":\"identify\",\"messageId\":\"m2\"}");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/quarantine"))
                .then()
                .body("data.id", contains(bad))
                .body("data.reason", contains("missing-ids")));
    reader(true)
        .get(path("/quarantine/" + bad))
        .then()
        .body("input", equalTo("{\"type\":\"identify\",\"messageId\":\"m2\"}"));
    given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "engineer"))
        .post(path("/quarantine/" + bad + "/redrive"))
        .then()
        .statusCode(202);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            reader(true)
                .get(path("/quarantine/" + bad))
                .then()
                .body("quarantined.redrives", equalTo(1)));
  }

  @Test
  void nobodySeesAnotherWorkspaceAndNobodyChangesWhatTheirRoleForbids() {
    String stranger = tokens.memberWithPersonalData(ids.next(Ids.WORKSPACE), "admin");
    given().auth().oauth2(stranger).get(path("/profiles/" + profile())).then().statusCode(404);
    given().get(path("/profiles/" + profile())).then().statusCode(401);
    given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "viewer"))
        .contentType(ContentType.JSON)
        .body(Map.of("value", 1))
        .put(path("/profiles/" + profile() + "/traits/plan"))
        .then()
        .statusCode(403);
    reader(true)
        .get(path("/profiles/prf_unknown"))
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", not(equalTo("")));
  }

  @Test
  void theSummaryCountsPeople() {
    reader(false)
        .get(path("/identity/summary"))
        .then()
        .statusCode(200)
        .body("profiles", equalTo(1))
        .body("identifiers", equalTo(3));
  }

  private int lookup(String type, String value) {
    return reader(false)
        .contentType(ContentType.JSON)
        .body(Map.of("type", type, "value", value))
        .post(path("/profiles/lookup"))
        .statusCode();
  }

  private String profile() {
    return reader(false)
        .contentType(ContentType.JSON)
        .body(Map.of("type", "user_id", "value", "u1"))
        .post(path("/profiles/lookup"))
        .jsonPath()
        .getString("id");
  }

  private void change(String part, Map<String, String> body) {
    given()
        .auth()
        .oauth2(tokens.member(workspace.value(), "marketer"))
        .contentType(ContentType.JSON)
        .body(body)
        .put(path("/profiles/" + profile() + part))
        .then()
        .statusCode(202);
  }

  private Response classify(String trait, String classification) {
    return classify(admin(true), trait, classification);
  }

  private Response classify(RequestSpecification asking, String trait, String classification) {
    return asking
        .contentType(ContentType.JSON)
        .body(Map.of("classification", classification))
        .put(path("/traits/" + trait + "/classification"));
  }

  private RequestSpecification admin(boolean personalData) {
    String token =
        personalData
            ? tokens.memberWithPersonalData(workspace.value(), "admin")
            : tokens.member(workspace.value(), "admin");
    return given().auth().oauth2(token);
  }

  private RequestSpecification reader(boolean personalData) {
    String token =
        personalData
            ? tokens.memberWithPersonalData(workspace.value(), "viewer")
            : tokens.member(workspace.value(), "viewer");
    return given().auth().oauth2(token);
  }

  private String path(String part) {
    return "/api/v1/workspaces/" + workspace + part;
  }

  private String collect(String json) {
    CollectedEvent collected =
        CollectedEventBuilder.builder()
            .eventId(new EventId(ids.next(Ids.EVENT)))
            .workspace(workspace)
            .source(new SourceId("src_web"))
            .sourceKind(SourceKind.SERVER)
            .pathType(null)
            .receivedAt(Instant.now())
            .acceptedAt(Instant.now())
            .clientAddress(CLIENT_ADDRESS)
            .envelope("{}".getBytes(StandardCharsets.UTF_8))
            .item(json.getBytes(StandardCharsets.UTF_8))
            .build();
    send(collected.toMessage(workspace.value()));
    return collected.eventId().value();
  }

  private void send(Message message) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer.send(Topics.toRecord(message));
    }
  }
}
