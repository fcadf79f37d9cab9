package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

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

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SearchTest {
  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace workspace;

  @BeforeEach
  void someAreKnown() {
    workspace = new TestWorkspace(kafka);
    workspace.collect(
        identify("ann-1", "\"email\":\"Ann@shop.example\""),
        identify("ann-2", "\"email\":\"anna@shop.example\""),
        identify("bob-1", "\"email\":\"bob@shop.example\",\"phone\":\"06 12345678\""));
  }

  @Test
  void identifiersAreFoundByTheirBeginningInAnySpelling() {
    prefix("ANN")
        .body(
            "data.identifier.value",
            contains("ann-1", "ann-2", "ann@shop.example", "anna@shop.example"))
        .body("data.id[2]", equalTo(workspace.profile("user_id", "ann-1")));
    prefix("ann-").body("data.identifier.type", everyItem(equalTo("user_id")));
    for (String number : List.of("06 123", "+31 6 12", "0031612345")) {
      prefix(number).body("data.identifier.value", contains("+31612345678"));
    }
    prefix("shop").body("data", empty());
    prefix("%%%").body("data", empty());
  }

  @Test
  void aSearchKeepsToTypesAndLimit() {
    search(workspace.reader(), Map.of("query", "ann", "types", List.of("user_id")))
        .body("data.identifier.value", contains("ann-1", "ann-2"));
    search(workspace.reader(), Map.of("query", "ann", "limit", 1)).body("data", hasSize(1));
    TestWorkspace other = new TestWorkspace(kafka);
    other.collect(identify("ann-3", "\"email\":\"ann@other.example\""));
    prefix("ann").body("data", hasSize(4));
    fuzzy("ann@other").body(not(containsString("other.example")));
  }

  @Test
  void aSimilarIdentifierIsFound() {
    fuzzy("anna@shpo.example").body("data.identifier.value[0]", equalTo("anna@shop.example"));
    fuzzy("BOB@shop")
        .body("data.identifier.value[0]", equalTo("bob@shop.example"))
        .body("data.identifier.type", everyItem(equalTo("email")));
    fuzzy("zzzzzz").body("data", empty());
  }

  @Test
  void whoMayNotReadPersonalDataNamesWholeValuesAndSeesNone() {
    search(workspace.viewer(), Map.of("query", "ann@shop")).body("data", empty());
    search(workspace.viewer(), Map.of("query", "ann@shop.example"))
        .statusCode(200)
        .body("data.id", contains(workspace.profile("user_id", "ann-1")))
        .body("data[0].identifier.value.masked", equalTo(true))
        .body(not(containsString("shop.example")));
    search(workspace.viewer(), Map.of("query", "ann@shop", "match", "fuzzy")).statusCode(403);
  }

  @Test
  void guessesCountAsLookups() {
    workspace.useUpLookupsOfViewer(2);
    search(workspace.viewer(), Map.of("query", "ann@shop.example")).statusCode(200);
    search(workspace.viewer(), Map.of("query", "nobody@shop.example")).statusCode(200);
    search(workspace.viewer(), Map.of("query", "bob@shop.example"))
        .statusCode(429)
        .body("code", equalTo("rate-limited"))
        .body("detail", containsString("personal-data:read"));
    workspace.lookUpAsViewer(1).statusCode(429);
    workspace
        .viewer()
        .get(workspace.path("/profiles/email:bob@shop.example"))
        .then()
        .statusCode(429);
    workspace.viewer().get(workspace.path("/events?profile=user_id:bob-1")).then().statusCode(429);
    String ann = workspace.profile("user_id", "ann-1");
    workspace.viewer().get(workspace.path("/profiles/" + ann)).then().statusCode(200);
    prefix("bob@shop.example").body("data", hasSize(1));
  }

  @Test
  void guessesAreInTheTrail() {
    String ann = workspace.profile("user_id", "ann-1");
    search(workspace.viewer(), Map.of("query", "ann@shop.example")).statusCode(200);
    assertThat(workspace.operations(ann)).containsExactly("searchProfiles");
    search(workspace.viewer(), Map.of("query", "nobody@shop.example")).statusCode(200);
    workspace.lookUpAsViewer(7).statusCode(200);
    workspace.viewer().get(workspace.path("/profiles/user_id:ann-1")).then().statusCode(200);
    assertThat(workspace.operations(ann)).containsExactly("searchProfiles", "lookUpProfile");
    assertThat(readsOfNobody("lookUpProfile")).isEqualTo(7);
    assertThat(readsOfNobody("searchProfiles")).isEqualTo(1);
  }

  @Test
  void whatCannotBeSearchedIsSaidAtItsPlace() {
    refused("{}", "/query");
    refused("{\"query\":\" an \"}", "/query");
    refused("{\"query\":\"ann\",\"match\":\"sounds\"}", "/match");
    refused("{\"query\":\"ann\",\"limit\":101}", "/limit");
    refused("{\"query\":\"ann\",\"types\":[]}", "/types");
    refused("{\"query\":\"ann\",\"match\":\"fuzzy\",\"types\":[\"email\",\"phone\"]}", "/types/1");
  }

  @Test
  void everyoneFoundIsInTheTrail() {
    prefix("ann@").body("data", hasSize(1));
    search(workspace.program(), Map.of("query", "bob@")).body("data", hasSize(1));
    assertThat(workspace.reads())
        .extracting(
            PersonalDataRead::operation, PersonalDataRead::profiles, PersonalDataRead::actorName)
        .containsExactly(
            tuple(
                "searchProfiles",
                List.of(new ProfileId(workspace.profile("user_id", "ann-1"))),
                "viewer@example.test"),
            tuple("searchProfiles", List.of(), "service-account-shop"));
  }

  private int readsOfNobody(String operation) {
    return workspace.reads().stream()
        .filter(read -> read.profiles().isEmpty() && read.operation().equals(operation))
        .mapToInt(PersonalDataRead::reads)
        .sum();
  }

  private void refused(String body, String pointer) {
    search(workspace.reader(), body).statusCode(422).body("errors.pointer", contains(pointer));
  }

  private ValidatableResponse prefix(String query) {
    return search(workspace.reader(), Map.of("query", query)).statusCode(200);
  }

  private ValidatableResponse fuzzy(String query) {
    return search(workspace.reader(), Map.of("query", query, "match", "fuzzy")).statusCode(200);
  }

  private ValidatableResponse search(RequestSpecification caller, Object body) {
    return caller
        .contentType(ContentType.JSON)
        .body(body)
        .post(workspace.path("/profiles/search"))
        .then();
  }

  private static String identify(String user, String traits) {
    return "{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"%s\",\"traits\":{%s}}"
        .formatted(user, user, traits);
  }
}
