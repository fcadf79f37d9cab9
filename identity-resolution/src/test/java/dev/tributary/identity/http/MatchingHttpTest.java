package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.identity.postgres.matching.MatchingSchedule;
import dev.tributary.runtime.kafka.KafkaClients;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Suggested matches from people who come in to what becomes of them, over REST. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class MatchingHttpTest {
  private static final List<String> FIRST =
      List.of("Ruth", "Omar", "Lena", "Piet", "Ines", "Hugo", "Mira", "Tobias", "Wanda", "Ezra");
  private static final List<String> LAST =
      List.of("Bakker", "Castillo", "Dietrich", "Eriksen", "Fontaine", "Grabowski", "Haugen");

  private final KafkaClients kafka = RealParts.kafka();

  @Inject MatchingSchedule schedule;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  private TestWorkspace shop;

  @BeforeEach
  void aShopWithManyPeopleAndTwoWhoAreOne() {
    shop = new TestWorkspace(kafka);
    List<String> items = new ArrayList<>();
    for (int person = 0; person < 70; person++) {
      String first = FIRST.get(person % FIRST.size());
      String last = LAST.get(person / FIRST.size());
      items.add(
          person(
              "user" + person,
              first,
              last,
              LocalDate.of(1950, 1, 1).plusDays(person * 229L).toString(),
              "%s.%s%d@mail.example".formatted(first, last, person)));
    }
    items.add(person("ann", "Annabel", "Osterhaus", "1981-04-17", "a.osterhaus@mail.example"));
    items.add(person("anna", "Anabel", "Osterhaus", "1981-04-17", "a.osterhaus@work.example"));
    shop.collect(items.toArray(String[]::new));
  }

  @Test
  void aRunFindsTheTwoAndSaysWhy() {
    String run = run();
    shop.viewer()
        .get(runs("/" + run))
        .then()
        .body("state", equalTo("succeeded"))
        .body("step", nullValue())
        .body("records", equalTo(72))
        .body("pairs", equalTo(1))
        .body("merged", equalTo(0))
        .body("error", nullValue())
        .body("endedAt", notNullValue());
    shop.viewer().get(runs("")).then().body("data.id", contains(run));
    shop.reader()
        .get(suggestions("open"))
        .then()
        .body("data", hasSize(1))
        .body("data[0].id", startsWith("sug_"))
        .body("data[0].run", equalTo(run))
        .body("data[0].outcome", nullValue())
        .body("data[0].left.identifiers.type", contains("email", "user_id"))
        .body("data[0].left.person.text", endsWith("abel Osterhaus"))
        .body("data[0].right.person.source", equalTo("name"))
        .body("data[0].bars.find {it.column == 'last_name'}.level", equalTo("the same"))
        .body("data[0].bars.find {it.column == 'first_name'}.left", endsWith("abel"))
        .body("data[0].bars.find {it.column == 'phone'}.level", nullValue())
        .body("nextCursor", nullValue());
    JsonPath found = shop.reader().get(suggestions("open")).jsonPath();
    double sum =
        found.getDouble("data[0].prior")
            + found.getList("data[0].bars", Map.class).stream()
                .mapToDouble(bar -> number(bar, "weight") + number(bar, "byFrequency"))
                .sum();
    assertThat(found.getDouble("data[0].weight")).isCloseTo(sum, within(1e-3));
    assertThat(found.getDouble("data[0].probability")).isGreaterThan(0.9);
    shop.viewer()
        .get(shop.path("/identity/matching"))
        .then()
        .header("ETag", "\"0\"")
        .body("suggestFrom", equalTo(0.9f))
        .body("mergeFrom", nullValue())
        .body("comparisons.column", hasItem("birth_date"));
  }

  @Test
  void whoMayNotReadPersonalDataSeesMasks() {
    run();
    shop.viewer()
        .get(suggestions("open"))
        .then()
        .body("data[0].left.identifiers[0].value.masked", equalTo(true))
        .body("data[0].left.person.source", equalTo("id"))
        .body("data[0].right.person.source", equalTo("id"))
        .body("data[0].bars.find {it.column == 'last_name'}.left.masked", equalTo(true))
        .body("data[0].bars.find {it.column == 'phone'}.left", nullValue());
    shop.admin()
        .contentType(ContentType.JSON)
        .body(Map.of("classification", "sensitive"))
        .put(shop.path("/traits/birthDate/classification"))
        .then()
        .statusCode(200);
    shop.reader()
        .get(suggestions("open"))
        .then()
        .body("data[0].bars.find {it.column == 'birth_date'}.left.masked", equalTo(true))
        .body("data[0].bars.find {it.column == 'last_name'}.left", equalTo("osterhaus"));
  }

  @Test
  void acceptedIsOnePerson() {
    run();
    String id = shop.viewer().get(suggestions("open")).path("data[0].id");
    settle(id, "perhaps").statusCode(422);
    settle("sug_0", "merge").statusCode(404);
    settle(id, "merge").statusCode(202).body("event", startsWith("evt_"));
    settle(id, "merge").statusCode(409);
    onePerson();
    shop.viewer().get(suggestions("open")).then().body("data", empty());
    shop.reader()
        .get(suggestions("merged"))
        .then()
        .body("data[0].id", equalTo(id))
        .body("data[0].outcome", equalTo("merged"))
        .body("data[0].settledAt", notNullValue());
    assertThat(namesOfBoth("merged")).contains("ann", "anna");
    shop.viewer().get(suggestions("settled")).then().body("data.id", contains(id));
    shop.viewer().get(suggestions("gone")).then().statusCode(400);
  }

  @Test
  void declinedIsNeverSuggestedAgain() {
    run();
    String id = shop.viewer().get(suggestions("open")).path("data[0].id");
    settle(id, "keep-apart").statusCode(202).body("event", nullValue());
    String again = run();
    shop.viewer().get(runs("/" + again)).then().body("pairs", equalTo(0));
    shop.viewer().get(suggestions("open")).then().body("data", empty());
    shop.viewer()
        .get(suggestions("settled"))
        .then()
        .body("data.id", contains(id))
        .body("data[0].outcome", equalTo("kept-apart"));
    shop.viewer().get(suggestions("merged")).then().body("data", empty());
    assertThat(shop.profile("user_id", "ann")).isNotEqualTo(shop.profile("user_id", "anna"));
  }

  @Test
  void whatIsFoundAgainKeepsItsIdAndWhatIsNotVanishes() {
    run();
    String id = shop.viewer().get(suggestions("open")).path("data[0].id");
    String second = run();
    shop.viewer()
        .get(suggestions("open"))
        .then()
        .body("data.id", contains(id))
        .body("data.run", contains(second));
    shop.collect(person("anna", "Zoe", "Quist", "1999-09-09", "zq@mail.example"));
    run();
    shop.viewer().get(suggestions("open")).then().body("data", empty());
  }

  @Test
  void whatARunLeftBehindThatDiedIsFinishedByTheNext() throws SQLException {
    run();
    String id = shop.viewer().get(suggestions("open")).path("data[0].id");
    String left = "mtr_" + UUID.randomUUID();
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          with died as (
            insert into job (workspace, id, kind, state, spec, created_by, holder, attempts,
              lease_until)
            select workspace, '%1$s', 'matching', 'running', '{"suggestFrom":0.9}', 'anna', 'dead',
              1, now() - interval '1 second'
            from suggestion where id = '%2$s')
          update suggestion set weight = 1, probability = 0.6, run = '%1$s' where id = '%2$s'\
          """
              .formatted(left, id));
    }
    ended(left);
    shop.viewer()
        .get(runs("/" + left))
        .then()
        .body("state", equalTo("succeeded"))
        .body("pairs", equalTo(1));
    shop.viewer()
        .get(suggestions("open"))
        .then()
        .body("data.id", contains(id))
        .body("data[0].probability", greaterThan(0.9f));
  }

  @Test
  void fromTheThresholdOnTwoBecomeOneAndCanBeTakenApartForGood() {
    put("\"0\"", Map.of("suggestFrom", 0.6, "mergeFrom", 0.8)).statusCode(200);
    String run = run();
    shop.viewer().get(runs("/" + run)).then().body("merged", equalTo(1)).body("pairs", equalTo(0));
    onePerson();
    shop.reader().get(suggestions("merged")).then().body("data[0].settledBy", equalTo("matching"));
    assertThat(namesOfBoth("merged")).contains("ann", "anna");
    shop.admin()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "identifiers",
                List.of(
                    Map.of("type", "user_id", "value", "anna"),
                    Map.of("type", "email", "value", "a.osterhaus@work.example"))))
        .post(shop.path("/profiles/user_id:ann/unmerge"))
        .then()
        .statusCode(202);
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> !shop.profile("user_id", "ann").equals(shop.profile("user_id", "anna")));
    String again = run();
    shop.viewer()
        .get(runs("/" + again))
        .then()
        .body("merged", equalTo(0))
        .body("pairs", equalTo(0));
    assertThat(shop.profile("user_id", "ann")).isNotEqualTo(shop.profile("user_id", "anna"));
  }

  @Test
  void aChainOfPairsBecomesOnePerson() {
    shop.collect(person("annie", "Annabel", "Osterhaus", "1981-04-17", "a.osterhaus@old.example"));
    put("\"0\"", Map.of("suggestFrom", 0.6, "mergeFrom", 0.8)).statusCode(200);
    run();
    onePerson();
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> shop.profile("user_id", "ann").equals(shop.profile("user_id", "annie")));
    run();
    shop.viewer().get(suggestions("open")).then().body("data", empty());
  }

  @Test
  void settingsAreAVersionAndEveryMistakeIsToldAtItsPlace() {
    put("\"0\"", Map.of("suggestFrom", 0.95, "mergeFrom", 1, "every", "week"))
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("version", equalTo(1))
        .body("suggestFrom", equalTo(0.95f))
        .body("every", equalTo("week"));
    put("\"0\"", Map.of("suggestFrom", 0.95)).statusCode(412);
    put("\"1\"", Map.of("suggestFrom", 0.3, "mergeFrom", 1.5, "every", "hour"))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/suggestFrom", "/mergeFrom", "/every"));
    put("\"1\"", Map.of("suggestFrom", 0.95, "mergeFrom", 0.9))
        .statusCode(422)
        .body("errors.pointer", contains("/mergeFrom"));
    shop.viewer().get(shop.path("/identity/matching")).then().body("version", equalTo(1));
  }

  @Test
  void whoWantsItRegularlyNeedNotAsk() {
    schedule.round();
    shop.viewer().get(runs("")).then().body("data", empty());
    put("\"0\"", Map.of("suggestFrom", 0.9, "every", "day")).statusCode(200);
    schedule.round();
    schedule.round();
    String run =
        shop.viewer()
            .get(runs(""))
            .then()
            .body("data", hasSize(1))
            .body("data[0].startedBy", equalTo("schedule"))
            .extract()
            .path("data[0].id");
    ended(run);
    schedule.round();
    shop.viewer().get(runs("")).then().body("data", hasSize(1));
  }

  @Test
  void labelledPairsCountAsTwoLookupsEachForWhoMayNotReadPersonalData() {
    String header = "a_type,a_value,b_type,b_value,same\n";
    String pair = "user_id,nobody,user_id,nobody else,false\n";
    labels(shop.plainAdmin(), "text/csv", header + pair.repeat(500)).statusCode(200);
    labels(shop.plainAdmin(), "text/csv", header + pair)
        .statusCode(429)
        .body("code", equalTo("rate-limited"));
    labels("text/csv", header + pair).statusCode(200);
  }

  @Test
  void labelsTellHowGoodItIs() {
    String csv =
        """
        a_type,a_value,b_type,b_value,same
        user_id,ann,user_id,anna,true
        user_id,user1,"email","Omar.Bakker1@mail.example",true
        user_id,user1,user_id,user2,false
        user_id,nobody,user_id,user2,true
        """;
    labels("text/csv", csv)
        .statusCode(200)
        .body("pairs", equalTo(4))
        .body("same", equalTo(3))
        .body("unknown", equalTo(1));
    shop.viewer()
        .get(shop.path("/identity/matching/quality"))
        .then()
        .body("pairs", equalTo(4))
        .body("run", nullValue())
        .body("thresholds", empty());
    String run = run();
    shop.viewer()
        .get(shop.path("/identity/matching/quality"))
        .then()
        .body("run", equalTo(run))
        .body("unknown", equalTo(1))
        .body("joinedAlready", equalTo(1))
        .body("thresholds.threshold", contains(0.5f, 0.7f, 0.8f, 0.9f, 0.95f, 0.99f))
        .body("thresholds[3].found", equalTo(1))
        .body("thresholds[3].precision", equalTo(1f))
        .body("thresholds[3].recall", equalTo(1f))
        .body("thresholds[3].wrong", equalTo(0));
    String id = shop.viewer().get(suggestions("open")).path("data[0].id");
    settle(id, "merge").statusCode(202);
    onePerson();
    run();
    shop.viewer()
        .get(shop.path("/identity/matching/quality"))
        .then()
        .body("thresholds[5].found", equalTo(1))
        .body("joinedAlready", equalTo(1));
  }

  @Test
  void labelsThatCannotBeReadReplaceNothing() {
    labels("application/json", "{\"pairs\":[]}").statusCode(200).body("pairs", equalTo(0));
    labels("application/json", "{").statusCode(400);
    labels("application/json", "{}").statusCode(422);
    labels(
            "application/json",
            """
            {"pairs":[{"a":{"type":"email"},"b":{"type":"email","value":"x@y.example"}}]}\
            """)
        .statusCode(422)
        .body("errors.pointer", contains("/pairs/0/a", "/pairs/0/same"));
    labels("text/csv", "a,b\n1,2").statusCode(422);
    labels("text/csv", "a_type,a_value,b_type,b_value,same\nemail,x@y.example,email,\"z,maybe")
        .statusCode(422);
    shop.viewer().get(shop.path("/identity/matching/quality")).then().body("pairs", equalTo(0));
  }

  @Test
  void oneRunAtATimeAndWhoMayOnlyLookStartsNone() {
    shop.viewer().post(runs("")).then().statusCode(403);
    String first = shop.marketer().post(runs("")).then().statusCode(202).extract().path("id");
    shop.marketer().post(runs("/" + first + "/cancel")).then().statusCode(202);
    ended(first);
    shop.marketer().post(runs("/mtr_0/cancel")).then().statusCode(404);
    shop.viewer().get(runs("/mtr_0")).then().statusCode(404);
  }

  private List<String> namesOfBoth(String state) {
    JsonPath page = shop.reader().get(suggestions(state)).jsonPath();
    List<String> names = new ArrayList<>(page.getList("data[0].left.identifiers.value"));
    names.addAll(page.getList("data[0].right.identifiers.value"));
    return names;
  }

  private void onePerson() {
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> shop.profile("user_id", "ann").equals(shop.profile("user_id", "anna")));
  }

  /** Runs to the end. */
  private String run() {
    String id =
        shop.marketer()
            .post(runs(""))
            .then()
            .statusCode(202)
            .body("id", startsWith("mtr_"))
            .extract()
            .path("id");
    ended(id);
    return id;
  }

  private void ended(String run) {
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> shop.viewer().get(runs("/" + run)).path("endedAt") != null);
  }

  private ValidatableResponse put(String ifMatch, Map<String, Object> settings) {
    return shop.admin()
        .contentType(ContentType.JSON)
        .header("If-Match", ifMatch)
        .body(settings)
        .put(shop.path("/identity/matching"))
        .then();
  }

  private ValidatableResponse labels(String type, String body) {
    return labels(shop.admin(), type, body);
  }

  private ValidatableResponse labels(RequestSpecification who, String type, String body) {
    return who.contentType(type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .put(shop.path("/identity/matching/labels"))
        .then();
  }

  private ValidatableResponse settle(String suggestion, String outcome) {
    return shop.marketer()
        .contentType(ContentType.JSON)
        .body(Map.of("outcome", outcome))
        .post(shop.path("/identity/suggestions/" + suggestion + "/outcome"))
        .then();
  }

  private String runs(String rest) {
    return shop.path("/identity/matching/runs" + rest);
  }

  private String suggestions(String state) {
    return shop.path("/identity/suggestions?state=" + state);
  }

  private static String person(
      String user, String first, String last, String birthDate, String email) {
    return """
    {"type":"identify","userId":"%s","traits":{"firstName":"%s","lastName":"%s",
     "birthDate":"%s","email":"%s"}}\
    """
        .formatted(user, first, last, birthDate, email);
  }

  private static double number(Map<?, ?> bar, String field) {
    return ((Number) bar.get(field)).doubleValue();
  }
}
