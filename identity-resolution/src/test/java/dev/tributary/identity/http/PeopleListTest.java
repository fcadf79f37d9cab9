package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
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

/** The list of people: recent people, and people by name or identifier. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class PeopleListTest {
  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace workspace;
  private String ann;
  private String zoe;
  private String device;

  @BeforeEach
  void threePeopleAreKnown() {
    workspace = new TestWorkspace(kafka);
    workspace.collect(
        identify(
            "ann-1",
            "\"firstName\":\"Ann\",\"lastName\":\"Smith\",\"email\":\"ann@shop.example\","
                + "\"phone\":\"06 12345678\",\"city\":\"Utrecht\",\"orders\":3"));
    workspace.collect(
        identify("u-2", "\"name\":\"Zoë de Vries\",\"city\":\"Ghent\",\"tags\":[\"a\"]"));
    workspace.collect("{\"type\":\"page\",\"messageId\":\"p\",\"anonymousId\":\"d1\"}");
    ann = workspace.profile("user_id", "ann-1");
    zoe = workspace.profile("user_id", "u-2");
    device = workspace.profile("anonymous_id", "d1");
  }

  @Test
  void withoutATextTheMostRecentPeopleComeFirst() {
    list(workspace.reader(), Map.of())
        .body("data.id", contains(device, zoe, ann))
        .body("data.person.text", contains(byId(device), "Zoë de Vries", "Ann Smith"))
        .body("data.lastSeen", everyItem(notNullValue()))
        .body("data[2].facts.trait", contains("city", "orders", "phone"))
        .body("data[2].facts.value[0]", equalTo("Utrecht"))
        .body("data[2].facts.value[1]", equalTo(3))
        .body("data[1].facts.trait", contains("city"))
        .body("nextCursor", nullValue())
        .body("similar", equalTo(false));
  }

  @Test
  void aNewEventBringsAPersonToTheTop() {
    workspace.collect("{\"type\":\"page\",\"messageId\":\"q\",\"userId\":\"ann-1\"}");
    list(workspace.reader(), Map.of()).body("data.id", contains(ann, device, zoe));
  }

  @Test
  void aCorrectionIsNoEventThatOrdersTheList() {
    String newest = list(workspace.reader(), Map.of()).extract().path("data[2].lastEvent");
    assertThat(newest).isNotNull();
    workspace
        .marketer()
        .contentType(ContentType.JSON)
        .body(Map.of("value", "Ghent"))
        .put(workspace.path("/profiles/" + ann + "/traits/city"))
        .then()
        .statusCode(202);
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            list(workspace.reader(), Map.of()).body("data[2].facts.value[0]", equalTo("Ghent")));
    list(workspace.reader(), Map.of())
        .body("data.id", contains(device, zoe, ann))
        .body("data[2].lastEvent", equalTo(newest));
  }

  @Test
  void partsOfTheListHaveEachPersonOnce() {
    String first =
        list(workspace.reader(), Map.of("limit", 2))
            .body("data.id", contains(device, zoe))
            .extract()
            .path("nextCursor");
    list(workspace.reader(), Map.of("limit", 2, "cursor", first))
        .body("data.id", contains(ann))
        .body("nextCursor", nullValue());
  }

  @Test
  void aMergedPersonIsListedOnceAndByTheNewestEventOfEither() {
    workspace.collect(
        "{\"type\":\"page\",\"messageId\":\"m\",\"anonymousId\":\"d1\",\"userId\":\"ann-1\"}");
    list(workspace.reader(), Map.of())
        .body("data.id", contains(workspace.profile("user_id", "ann-1"), zoe));
  }

  @Test
  void peopleAreFoundByTheBeginningOfEachWordOfTheirName() {
    for (String text : List.of("an", "ANN", "smi", "ann smi", "Smith Ann", "ann@", "ann-")) {
      found(workspace.reader(), text).body("data.id", contains(ann));
    }
    for (String text : List.of("zoe", "Zoë", "vries", "de vr")) {
      found(workspace.reader(), text).body("data.id", contains(zoe));
    }
    for (String text : List.of("ann vries", "mith")) {
      found(workspace.reader(), text).body("similar", equalTo(true));
    }
  }

  @Test
  void peopleAreFoundByPhoneAndIds() {
    for (String text : List.of("06 123", "+31612345678", "ann-1", ann)) {
      found(workspace.reader(), text).body("data.id", contains(ann));
    }
    found(workspace.reader(), "ann@shop")
        .body("data[0].identifier.type", equalTo("email"))
        .body("data[0].identifier.value", equalTo("ann@shop.example"));
    found(workspace.reader(), ann).body("data[0].identifier", nullValue());
    found(workspace.reader(), "prf_unknown").body("data", empty());
  }

  @Test
  void aTypingErrorFindsSimilarPeople() {
    for (String text : List.of("smiht", "ann smtih", "ann@shpo.example")) {
      found(workspace.reader(), text)
          .body("data.id[0]", equalTo(ann))
          .body("similar", equalTo(true));
    }
    found(workspace.reader(), "xqxqxq").body("data", empty());
    list(workspace.reader(), Map.of("query", "smiht", "similar", false))
        .body("data", empty())
        .body("similar", equalTo(false));
  }

  @Test
  void nobodyIsFoundByANameThatWasWithdrawn() {
    workspace.collect(identify("u-2", "\"name\":null"));
    found(workspace.reader(), "vries").body("data", empty());
  }

  @Test
  void whoMayNotReadPersonalDataFindsNobodyByPartsOfValuesAndSeesNone() {
    for (String text : List.of("ann", "smith", "smiht", "ann@shop", "06 123", "ann-")) {
      found(workspace.viewer(), text).body("data", empty());
    }
    found(workspace.viewer(), "ann@shop.example")
        .body("data.id", contains(ann))
        .body("data[0].person.text", equalTo(byId(ann)))
        .body("data[0].facts", empty())
        .body("data[0].identifier.value.masked", equalTo(true))
        .body(not(containsString("shop.example")));
    list(workspace.viewer(), Map.of())
        .body("data.id", contains(device, zoe, ann))
        .body("data.person.text", contains(byId(device), byId(zoe), byId(ann)))
        .body("data.facts.flatten()", empty());
    assertThat(workspace.operations(ann)).containsOnly("listPeople");
  }

  @Test
  void whoMayNotReadPersonalDataFindsNamesThatAreHarmless() {
    classify("name", "harmless");
    classify("city", "harmless");
    found(workspace.viewer(), "vri")
        .body("data.id", contains(zoe))
        .body("data[0].person.text", equalTo("Zoë de Vries"))
        .body("data[0].facts.value", contains("Ghent"));
    found(workspace.viewer(), "smi").body("data", empty());
  }

  @Test
  void aSensitiveNameFindsNobody() {
    classify("lastName", "sensitive");
    found(workspace.reader(), "smith").body("data", empty());
    found(workspace.reader(), "ann").body("data.person.text", contains("Ann"));
  }

  @Test
  void guessesOfIdentifiersCount() {
    workspace.useUpLookupsOfViewer(1);
    found(workspace.viewer(), "nobody@shop.example").body("data", empty());
    list(workspace.viewer(), 429, Map.of("query", "bob@shop.example"))
        .body("code", equalTo("rate-limited"));
    list(workspace.viewer(), Map.of()).body("data.id", contains(device, zoe, ann));
  }

  @Test
  void everyoneWhoIsShownIsInTheTrail() {
    list(workspace.reader(), Map.of("limit", 2));
    assertThat(workspace.reads())
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(tuple("listPeople", List.of(new ProfileId(zoe))));
    found(workspace.reader(), "ann");
    assertThat(workspace.operations(ann)).containsExactly("listPeople");
  }

  @Test
  void peopleOfAnotherWorkspaceAreNotFound() {
    TestWorkspace other = new TestWorkspace(kafka);
    other.collect(identify("x", "\"name\":\"Ann Smithers\""));
    found(workspace.reader(), "smith").body("data.id", contains(ann));
    found(workspace.reader(), "smithres").body("data.id", contains(ann));
  }

  @Test
  void whatCannotBeListedIsRefusedAtItsPlace() {
    list(workspace.reader(), 422, Map.of("query", "a")).body("errors.pointer", contains("/query"));
    list(workspace.reader(), 422, Map.of("limit", 101)).body("errors.pointer", contains("/limit"));
    for (Map<String, String> body :
        List.of(Map.of("cursor", "x"), Map.of("cursor", "p.prf_1", "query", "ann"))) {
      list(workspace.reader(), 422, body).body("errors.pointer", contains("/cursor"));
    }
  }

  private void classify(String trait, String classification) {
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body(Map.of("classification", classification))
        .put(workspace.path("/traits/" + trait + "/classification"))
        .then()
        .statusCode(200);
  }

  private ValidatableResponse found(RequestSpecification caller, String text) {
    return list(caller, Map.of("query", text));
  }

  private ValidatableResponse list(RequestSpecification caller, Map<String, ?> body) {
    return list(caller, 200, body);
  }

  private ValidatableResponse list(RequestSpecification caller, int status, Map<String, ?> body) {
    return caller
        .contentType(ContentType.JSON)
        .body(body)
        .post(workspace.path("/profiles/people"))
        .then()
        .statusCode(status);
  }

  private static String byId(String profile) {
    return "Person …" + profile.substring(profile.length() - 4);
  }

  private static String identify(String user, String traits) {
    return "{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"%s\",\"traits\":{%s}}"
        .formatted(user + traits.hashCode(), user, traits);
  }
}
