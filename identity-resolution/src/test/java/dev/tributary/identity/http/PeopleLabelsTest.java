package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists show people by name to callers who may see it, and by the end of the id to all others. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class PeopleLabelsTest {
  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace workspace;
  private String ann;
  private String bob;
  private String device;
  private String event;

  @BeforeEach
  void threePeopleAreKnown() {
    workspace = new TestWorkspace(kafka);
    event =
        workspace.collect(
            identify(
                "ann",
                "\"firstName\":\"Ann\",\"lastName\":\"Smith\",\"email\":\"ann@shop.example\""));
    workspace.collect(identify("bob", "\"name\":\" \",\"email\":\"bob@shop.example\""));
    workspace.collect("{\"type\":\"page\",\"messageId\":\"p\",\"anonymousId\":\"d1\"}");
    ann = workspace.profile("user_id", "ann");
    bob = workspace.profile("user_id", "bob");
    device = workspace.profile("anonymous_id", "d1");
  }

  @Test
  void eventsHaveTheNameOfThePerson() {
    get(workspace.viewer(), "/events?names=true")
        .body("data.profile", contains(device, bob, ann))
        .body("data.person.text", contains(byId(device), byId(bob), byId(ann)))
        .body("data.person.source", everyItem(equalTo("id")));
    get(workspace.viewer(), "/events/" + event).body("event.person.text", equalTo(byId(ann)));
    assertThat(workspace.reads()).isEmpty();

    get(workspace.reader(), "/events?names=true")
        .body("data.person.text", contains(byId(device), "bob@shop.example", "Ann Smith"))
        .body("data.person.source", contains("id", "email", "name"));
    get(workspace.reader(), "/events/" + event).body("event.person.text", equalTo("Ann Smith"));
    assertThat(workspace.reads())
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(
            tuple("listEvents", Stream.of(ann, bob).sorted().map(ProfileId::new).toList()),
            tuple("readEvent", List.of(new ProfileId(ann))));
  }

  @Test
  void eventsHaveNamesOnRequestOnly() {
    for (String path : List.of("/events", "/events?names=false", "/profiles/" + ann + "/events")) {
      get(workspace.reader(), path).body("data[0].person", nullValue());
    }
    assertThat(workspace.reads()).isEmpty();
  }

  @Test
  void anEventThatBelongsToNobodyHasNoName() {
    workspace.collect(
        "{\"type\":\"track\",\"messageId\":\"x\"}", identify("zoe", "\"name\":\"Zoe\""));
    get(workspace.reader(), "/events?names=true&outcome=quarantined")
        .body("data.profile", contains(nullValue()))
        .body("data[0].person", nullValue());
  }

  @Test
  void peopleAreLabelledByTheirIdsInTheOrderOfTheRequest() {
    labels(workspace.viewer(), bob, ann)
        .body("data.profile", contains(bob, ann))
        .body("data.person.text", contains(byId(bob), byId(ann)));
    assertThat(workspace.reads()).isEmpty();

    labels(workspace.reader(), bob, "prf_unknown", ann, ann)
        .body("data.profile", contains(bob, "prf_unknown", ann, ann))
        .body(
            "data.person.text",
            contains("bob@shop.example", "Person …nown", "Ann Smith", "Ann Smith"));
    assertThat(workspace.reads())
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(
            tuple("labelPeople", Stream.of(ann, bob).sorted().map(ProfileId::new).toList()));
  }

  @Test
  void anIdThatWasMergedHasTheNameOfTheProfileThatStays() {
    workspace.collect(
        "{\"type\":\"page\",\"messageId\":\"m\",\"anonymousId\":\"d1\",\"userId\":\"ann\"}");
    assertThat(workspace.profile("anonymous_id", "d1"))
        .isEqualTo(workspace.profile("user_id", "ann"));
    labels(workspace.reader(), device, ann)
        .body("data.profile", contains(device, ann))
        .body("data.person.text", contains("Ann Smith", "Ann Smith"));
  }

  @Test
  void idsOfAnotherWorkspaceHaveNoName() {
    TestWorkspace other = new TestWorkspace(kafka);
    labels(other, other.reader(), ann).body("data.person.text", contains(byId(ann)));
  }

  @Test
  void aSensitiveNameIsShownToNobody() {
    for (String trait : List.of("firstName", "lastName")) {
      workspace
          .admin()
          .contentType(ContentType.JSON)
          .body(Map.of("classification", "sensitive"))
          .put(workspace.path("/traits/" + trait + "/classification"))
          .then()
          .statusCode(200);
    }
    labels(workspace.admin(), ann).body("data.person.text", contains("ann@shop.example"));
    get(workspace.admin(), "/events?names=true")
        .body("data.person.text", not(hasItem("Ann Smith")));
  }

  @Test
  void aRequestNamesOneToTwoHundredPeople() {
    refused(Map.of());
    refused(Map.of("profiles", List.of()));
    refused(Map.of("profiles", Collections.nCopies(201, ann)));
    labels(workspace.viewer(), Collections.nCopies(200, ann).toArray(String[]::new));
  }

  @Test
  void resultsOfASearchHaveNames() {
    search(workspace.viewer()).body("data.person.text", contains(byId(ann)));
    search(workspace.reader()).body("data.person.text", contains("Ann Smith"));
  }

  @Test
  void conflictsHaveTheNamesOfBothPeople() {
    workspace.collect(identify("eve", "\"name\":\"Eve\",\"email\":\"ann@shop.example\""));
    get(workspace.viewer(), "/identity/conflicts")
        .body("data.person.source", contains("id"))
        .body("data.otherPerson.source", contains("id"));
    get(workspace.reader(), "/identity/conflicts")
        .body("data.person.text", contains("Eve"))
        .body("data.otherPerson.text", contains("Ann Smith"));
  }

  private ValidatableResponse search(RequestSpecification caller) {
    return caller
        .contentType(ContentType.JSON)
        .body(Map.of("query", "ann@shop.example"))
        .post(workspace.path("/profiles/search"))
        .then()
        .statusCode(200);
  }

  private void refused(Object body) {
    workspace
        .viewer()
        .contentType(ContentType.JSON)
        .body(body)
        .post(workspace.path("/profiles/labels"))
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/profiles"));
  }

  private ValidatableResponse labels(RequestSpecification caller, String... profiles) {
    return labels(workspace, caller, profiles);
  }

  private static ValidatableResponse labels(
      TestWorkspace in, RequestSpecification caller, String... profiles) {
    return caller
        .contentType(ContentType.JSON)
        .body(Map.of("profiles", profiles))
        .post(in.path("/profiles/labels"))
        .then()
        .statusCode(200);
  }

  private ValidatableResponse get(RequestSpecification caller, String path) {
    return caller.get(workspace.path(path)).then().statusCode(200);
  }

  private static String byId(String profile) {
    return "Person …" + profile.substring(profile.length() - 4);
  }

  private static String identify(String user, String traits) {
    return "{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"%s\",\"traits\":{%s}}"
        .formatted(user, user, traits);
  }
}
