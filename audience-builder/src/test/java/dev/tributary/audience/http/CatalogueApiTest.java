package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class CatalogueApiTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Instant BOUGHT = Instant.parse("2026-03-01T10:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));
  private final String catalogue = "/api/v1/workspaces/" + workspace + "/catalogue";
  private ProfilesLog log;

  @BeforeEach
  void threePeopleOfWhomOneIsMerged() {
    log = new ProfilesLog(System.getProperty(AudienceEnvironment.KAFKA));
    log.define(
        Topic.WORKSPACES,
        workspace,
        workspace.value(),
        1,
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL"));
    person("a", Map.of("plan", "pro", "born", "1980-04-01"), bought(Map.of("total", 12.5)));
    person("b", Map.of("plan", "free"), bought(Map.of("total", 12.5, "gift", true)));
    person("c", Map.of("plan", "free", "gone", 1), bought(Map.of()));
    log.send(
        new ProfileMessage.Merged(
            workspace, new ProfileId(profile("c")), 2, new ProfileId(profile("b"))));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          viewer().get(catalogue + "/events").then().statusCode(200).body("people", equalTo(2));
          viewer().get(catalogue + "/events").then().body("data.events", contains(3));
        });
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void whoMayNotSeeATraitIsNotToldHowFewHaveIt() {
    viewer()
        .get(catalogue + "/traits")
        .then()
        .body("data.people", contains(0, 0))
        .body("data.approximate", contains(true, true));
    viewer()
        .queryParam("call", "track")
        .queryParam("event", "Bought")
        .get(catalogue + "/events/properties")
        .then()
        .body("data.name", contains("total", "gift"))
        .body("data.events", contains(0, 0))
        .body("data.approximate", contains(true, true));
  }

  @Test
  void traitsHaveTypesPeopleAndWhenTheyLastCame() {
    withPersonalData()
        .get(catalogue + "/traits")
        .then()
        .statusCode(200)
        .body("people", equalTo(2))
        .body("estimated", equalTo(false))
        .body("more", equalTo(false))
        .body("asOf", not(nullValue()))
        .body("data.name", contains("plan", "born"))
        .body("data.people", contains(2, 1))
        .body("data.approximate", contains(false, false))
        .body("data[0].types", contains("text"))
        .body("data[1].types", contains("date"))
        .body("data[0].lastSeen", not(nullValue()));
  }

  @Test
  void whatCannotBeReadAsTheDeclaredTypeIsCounted() {
    withPersonalData()
        .get(catalogue + "/traits")
        .then()
        .body("data.declared", contains(nullValue(), nullValue()))
        .body("data.unreadable", contains(nullValue(), nullValue()));
    log.declare(workspace, "plan", 1, DeclaredType.NUMBER);
    log.declare(workspace, "born", 1, DeclaredType.DATE_TIME);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            withPersonalData()
                .get(catalogue + "/traits")
                .then()
                .body("data.name", contains("plan", "born"))
                .body("data.declared", contains("number", "date-time"))
                .body("data.unreadable", contains(2, 0)));
    viewer().get(catalogue + "/traits").then().body("data.unreadable", contains(0, 0));
    withPersonalData()
        .get(catalogue + "/traits?trait=born&as=boolean")
        .then()
        .body("data.name", contains("plan", "born"))
        .body("data.declared", contains("number", "date-time"))
        .body("data.unreadable", contains(2, 1));
    withPersonalData()
        .get(catalogue + "/traits")
        .then()
        .body("data.declared", contains("number", "date-time"));
    withPersonalData().get(catalogue + "/traits?trait=born").then().statusCode(400);
    withPersonalData().get(catalogue + "/traits?as=number").then().statusCode(400);
    log.declare(workspace, "plan", 2, DeclaredType.BOOLEAN);
    person("d", Map.of("plan", "YES", "home", Map.of("zip", "12345")), bought(Map.of()));
    log.declare(workspace, "home.zip", 1, DeclaredType.NUMBER);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          withPersonalData()
              .get(catalogue + "/traits")
              .then()
              .body("data.find { it.name == 'plan' }.unreadable", equalTo(2))
              .body("data.find { it.name == 'plan' }.people", equalTo(3))
              .body("data.find { it.name == 'home.zip' }.people", equalTo(1))
              .body("data.find { it.name == 'home.zip' }.unreadable", equalTo(0));
          withPersonalData()
              .body(Map.of("trait", "plan"))
              .post(catalogue + "/values")
              .then()
              .body("data.value", contains(true));
        });
  }

  @Test
  void eventsBelongToWhoeverTheirPeopleAreNow() {
    viewer()
        .get(catalogue + "/events")
        .then()
        .body("data.call", contains("track"))
        .body("data.event", contains("Bought"))
        .body("data.people", contains(2))
        .body("data.lastSeen", contains("2026-03-01T10:00:00Z"));
    withPersonalData()
        .queryParam("call", "track")
        .queryParam("event", "Bought")
        .get(catalogue + "/events/properties")
        .then()
        .statusCode(200)
        .body("events", equalTo(3))
        .body("data.name", contains("total", "gift"))
        .body("data.types", contains(List.of("number"), List.of("boolean")))
        .body("data.events", contains(2, 1))
        .body("data.unreadable", contains(nullValue(), nullValue()));
    withPersonalData()
        .queryParam("call", "track")
        .queryParam("event", "Bought")
        .queryParam("property", "total")
        .queryParam("as", "boolean")
        .get(catalogue + "/events/properties")
        .then()
        .statusCode(200)
        .body("data.name", contains("total", "gift"))
        .body("data.declared", contains(nullValue(), nullValue()))
        .body("data.unreadable", contains(2, null));
    viewer()
        .queryParam("call", "track")
        .queryParam("event", "Never")
        .get(catalogue + "/events/properties")
        .then()
        .statusCode(200)
        .body("data", empty());
  }

  @Test
  void valuesAreForThoseWhoMayReadPersonalData() {
    withPersonalData()
        .body(Map.of("trait", "plan"))
        .post(catalogue + "/values")
        .then()
        .statusCode(200)
        .body("masked", equalTo(false))
        .body("data.value", contains("free", "pro"))
        .body("data.people", contains(1, 1))
        .body("data.events", contains(nullValue(), nullValue()));
    withPersonalData()
        .body(Map.of("trait", "plan", "search", "PR", "limit", 1))
        .post(catalogue + "/values")
        .then()
        .body("data.value", contains("pro"))
        .body("more", equalTo(false));
    withPersonalData()
        .body(Map.of("call", "track", "event", "Bought", "property", "total"))
        .post(catalogue + "/values")
        .then()
        .body("data.value", contains(12.5f))
        .body("data.events", contains(2));
    viewer()
        .body(Map.of("trait", "plan"))
        .post(catalogue + "/values")
        .then()
        .statusCode(200)
        .body("masked", equalTo(true))
        .body("data", empty());
  }

  @Test
  void valuesThatAPersonIsShownAreOnRecord() {
    assertMasked(viewer(), "plan", true);
    assertMasked(withPersonalData(), "plan", false);
    withPersonalData()
        .body(Map.of("call", "track", "event", "Bought", "property", "total"))
        .post(catalogue + "/values")
        .then()
        .statusCode(200);
    log.classify(workspace, "born", 1, Classification.HARMLESS);
    await().atMost(BOUND).untilAsserted(() -> assertMasked(viewer(), "born", false));
    assertMasked(withPersonalData(), "born", false);
    assertThat(RecordedReads.of(System.getProperty(AudienceEnvironment.KAFKA), workspace))
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles, PersonalDataRead::part)
        .containsExactly(
            tuple("listCatalogueValues", List.of(), "plan"),
            tuple("listCatalogueValues", List.of(), "total"));
  }

  @Test
  void theClassificationOfATraitDecidesWhoSeesItsValues() {
    log.classify(workspace, "plan", 1, Classification.HARMLESS);
    await().atMost(BOUND).untilAsserted(() -> assertMasked(viewer(), "plan", false));
    assertMasked(viewer(), "born", true);
    assertMasked(withPersonalData(), "born", false);
    log.classify(workspace, "plan", 2, Classification.SENSITIVE);
    await().atMost(BOUND).untilAsserted(() -> assertMasked(withPersonalData(), "plan", true));
    assertMasked(viewer(), "plan", true);
    assertMasked(withPersonalData(), "plan.deeper", true);
    log.classify(workspace, "plan", 3, Classification.PERSONAL);
    await().atMost(BOUND).untilAsserted(() -> assertMasked(withPersonalData(), "plan", false));
    assertMasked(viewer(), "plan", true);
  }

  @Test
  void aMessageThatThisVersionDoesNotKnowIsInQuarantineAndCanBeRedriven() {
    String newer = "dev.tributary.profile.v2";
    log.send(
        Message.of(
            Topic.PROFILES,
            profile("a"),
            "{\"email\":\"ann@example.com\"}".getBytes(StandardCharsets.UTF_8),
            new MessageHeaders("msg_new", newer, workspace, "msg_new", BOUGHT, null)));
    String quarantine = "/api/v1/workspaces/" + workspace + "/quarantine/audience-builder";
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            viewer()
                .get(quarantine)
                .then()
                .statusCode(200)
                .body("data.type", contains(newer))
                .body("data.messageId", contains("msg_new"))
                .body("data.reason", contains("unknown"))
                .body("data.whole", contains(true)));
    String id = viewer().get(quarantine).path("data[0].id");
    viewer().get(quarantine + "/" + id).then().body("message.masked", equalTo(true));
    withPersonalData()
        .get(quarantine + "/" + id)
        .then()
        .body("message.email", equalTo("ann@example.com"));
    assertThat(RecordedReads.of(System.getProperty(AudienceEnvironment.KAFKA), workspace))
        .extracting(PersonalDataRead::operation, PersonalDataRead::part)
        .containsExactly(tuple("readAudienceBuilderMessage", id));
    viewer().post(quarantine + "/" + id + "/redrive").then().statusCode(403);
    engineer()
        .post(quarantine + "/" + id + "/redrive")
        .then()
        .statusCode(202)
        .body("state", equalTo("requested"));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          // A partition looks for redrives once a second, and only with a poll.
          log.tick(BOUGHT, Map.of());
          viewer()
              .get(quarantine + "/" + id)
              .then()
              .body("quarantined.state", equalTo("waiting"))
              .body("quarantined.redrives", equalTo(1));
        });
    engineer()
        .body(Map.of("reason", "unknown"))
        .post(quarantine + "/redrive")
        .then()
        .statusCode(202)
        .body("requested", equalTo(1));
    viewer().get(quarantine + "/1000000").then().statusCode(404);
    engineer().body(Map.of()).post(quarantine + "/redrive").then().statusCode(422);
  }

  @Test
  void aMarketerChoosesTheSynonymsOfAnEventAndATrait() {
    Map<String, Object> bought =
        Map.of(
            "call",
            "track",
            "event",
            "Bought",
            "synonyms",
            List.of(" gekocht ", "Gekocht", "sale"));
    viewer().body(bought).put(catalogue + "/synonyms").then().statusCode(403);
    withPersonalData()
        .get(catalogue + "/traits")
        .then()
        .body(
            "data.find { it.name == 'plan' }.shippedSynonyms",
            contains("subscription", "tier", "package"));
    marketer()
        .body(bought)
        .put(catalogue + "/synonyms")
        .then()
        .statusCode(200)
        .body("event", equalTo("Bought"))
        .body("synonyms", contains("gekocht", "sale"));
    marketer()
        .body(Map.of("trait", "plan", "synonyms", List.of()))
        .put(catalogue + "/synonyms")
        .then()
        .statusCode(200);
    viewer()
        .get(catalogue + "/events")
        .then()
        .body("data.synonyms", contains(List.of("gekocht", "sale")))
        .body("data.shippedSynonyms", equalTo(List.of(List.of())));
    withPersonalData()
        .get(catalogue + "/traits")
        .then()
        .body("data.find { it.name == 'plan' }.synonyms", empty());
    List<AdministrationEntry> recorded =
        RecordedAdministration.await(
            System.getProperty(AudienceEnvironment.KAFKA), workspace, "putSynonyms", 3);
    assertThat(recorded)
        .as("the refused attempt, and the two changes")
        .extracting(entry -> entry.act().kind(), entry -> entry.act().name())
        .containsExactly(tuple(null, null), tuple("synonyms", "Bought"), tuple("synonyms", "plan"));
    assertThat(recorded.getLast().changes())
        .as("only the field that differs, with the shipped words before")
        .containsExactly(
            FieldChange.open(
                "/synonyms",
                Json.MAPPER.valueToTree(List.of("subscription", "tier", "package")),
                Json.MAPPER.createArrayNode()));
  }

  @Test
  void synonymsThatCannotBeStoredAreRefusedWithTheirPlace() {
    refusedSynonyms(Map.of("synonyms", List.of("x")), "/trait");
    refusedSynonyms(Map.of("trait", "plan"), "/synonyms");
    refusedSynonyms(Map.of("trait", "plan", "synonyms", List.of("x", " ")), "/synonyms/1");
    refusedSynonyms(Map.of("trait", "plan", "synonyms", List.of("x".repeat(61))), "/synonyms/0");
    refusedSynonyms(Map.of("trait", "plan", "synonyms", Collections.nCopies(21, "x")), "/synonyms");
    refusedSynonyms(Map.of("trait", "plan", "event", "Bought", "synonyms", List.of()), "/event");
    refusedSynonyms(Map.of("call", "buy", "synonyms", List.of()), "/call");
    refusedSynonyms(Map.of("trait", "x".repeat(251), "synonyms", List.of()), "/trait");
  }

  private void refusedSynonyms(Map<String, Object> body, String pointer) {
    marketer()
        .body(body)
        .put(catalogue + "/synonyms")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains(pointer));
  }

  private RequestSpecification marketer() {
    return with(TokenIssuer.shared().member(workspace.value(), "marketer"));
  }

  @Test
  void frequentValuesAreFoundByThoseWhoMaySeeThem() {
    for (String name : List.of("d", "e", "f", "g", "h")) {
      person(name, Map.of("country", "NL", "plan", "premium"), bought(Map.of()));
    }
    log.classify(workspace, "country", 1, Classification.HARMLESS);
    log.classify(workspace, "secret", 1, Classification.SENSITIVE);
    Map<String, Object> netherlands = Map.of("search", "nether", "equal", List.of("NL"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            viewer()
                .body(netherlands)
                .post(catalogue + "/values/search")
                .then()
                .statusCode(200)
                .body("data.trait", contains("country"))
                .body("data.type", contains("text"))
                .body("data.value", contains("NL"))
                .body("data.people", contains(5)));
    Map<String, Object> premium = Map.of("search", "PREM");
    viewer().body(premium).post(catalogue + "/values/search").then().body("data", empty());
    withPersonalData()
        .body(premium)
        .post(catalogue + "/values/search")
        .then()
        .body("data.trait", contains("plan"))
        .body("data.value", contains("premium"));
    withPersonalData()
        .body(Map.of("search", "free"))
        .post(catalogue + "/values/search")
        .then()
        .body("data", empty());
    assertThat(RecordedReads.of(System.getProperty(AudienceEnvironment.KAFKA), workspace))
        .extracting(PersonalDataRead::operation, PersonalDataRead::part)
        .containsExactly(tuple("searchCatalogueValues", "plan"));
    log.classify(workspace, "plan", 1, Classification.SENSITIVE);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            withPersonalData()
                .body(premium)
                .post(catalogue + "/values/search")
                .then()
                .body("data", empty()));
  }

  @Test
  void frequentValuesOfPropertiesAreFoundByThoseWhoMaySeeThem() {
    Map<String, Object> properties =
        Map.of("products", List.of(Map.of("category", "Coffee at home")), "secret", "Coffee club");
    for (String name : List.of("d", "e", "f", "g", "h")) {
      person(name, Map.of(), bought(properties));
    }
    person("i", Map.of(), bought(Map.of("coupon", "Coffee for one")));
    log.classify(workspace, "secret", 1, Classification.SENSITIVE);
    Map<String, Object> coffee = Map.of("search", "COFFEE");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            withPersonalData()
                .body(coffee)
                .post(catalogue + "/properties/values/search")
                .then()
                .statusCode(200)
                .body("estimated", equalTo(false))
                .body("data.call", contains("track"))
                .body("data.event", contains("Bought"))
                .body("data.property", contains("products.category"))
                .body("data.type", contains("list"))
                .body("data.value", contains("Coffee at home"))
                .body("data.events", contains(5)));
    viewer()
        .body(coffee)
        .post(catalogue + "/properties/values/search")
        .then()
        .statusCode(200)
        .body("data", empty());
    assertThat(RecordedReads.of(System.getProperty(AudienceEnvironment.KAFKA), workspace))
        .filteredOn(read -> !read.part().equals("secret"))
        .extracting(PersonalDataRead::operation, PersonalDataRead::part)
        .containsOnly(tuple("searchCataloguePropertyValues", "products.category"));
  }

  @Test
  void aSearchForValuesThatCannotBeAnsweredIsRefusedWithItsPlace() {
    for (String path : List.of("/values/search", "/properties/values/search")) {
      refusedSearch(path, Map.of(), "/search");
      refusedSearch(path, Map.of("search", " x "), "/search");
      refusedSearch(path, Map.of("search", "x".repeat(201)), "/search");
      refusedSearch(path, Map.of("search", "xy", "limit", 51), "/limit");
    }
    refusedSearch(
        "/values/search", Map.of("search", "xy", "equal", Collections.nCopies(51, "x")), "/equal");
  }

  private void refusedSearch(String path, Map<String, Object> body, String pointer) {
    viewer()
        .body(body)
        .post(catalogue + path)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains(pointer));
  }

  @Test
  void thePropertiesOfAllEventsAreListedWithTheirParts() {
    person(
        "d",
        Map.of(),
        bought(Map.of("products", List.of(Map.of("category", "tea"), Map.of("category", "milk")))));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            withPersonalData()
                .get(catalogue + "/properties")
                .then()
                .statusCode(200)
                .body("estimated", equalTo(false))
                .body("data.event", contains("Bought", "Bought", "Bought", "Bought"))
                .body(
                    "data.property.name",
                    contains("total", "gift", "products", "products.category"))
                .body("data.property.events", contains(2, 1, 1, 1))
                .body("data[3].property.types", contains("list")));
    viewer()
        .get(catalogue + "/properties")
        .then()
        .body("data.property.events", contains(0, 0, 0, 0));
    withPersonalData()
        .queryParam("call", "track")
        .queryParam("event", "Bought")
        .get(catalogue + "/events/properties")
        .then()
        .body("data.name", contains("total", "gift", "products", "products.category"));
  }

  @Test
  void numbersHaveADistributionForThoseWhoMaySeeTheValues() {
    Map<String, Object> total = Map.of("call", "track", "event", "Bought", "property", "total");
    withPersonalData()
        .body(total)
        .post(catalogue + "/values")
        .then()
        .body("numbers.count", equalTo(2))
        .body("numbers.percentiles", hasSize(101))
        .body("numbers.percentiles[90]", equalTo(12.5f))
        .body("numbers.distribution", contains(2));
    viewer().body(total).post(catalogue + "/values").then().body("numbers", nullValue());
    withPersonalData()
        .body(Map.of("trait", "plan"))
        .post(catalogue + "/values")
        .then()
        .body("numbers", nullValue());
  }

  private RequestSpecification engineer() {
    return with(TokenIssuer.shared().member(workspace.value(), "engineer"));
  }

  private void assertMasked(RequestSpecification asking, String trait, boolean masked) {
    asking
        .body(Map.of("trait", trait))
        .post(catalogue + "/values")
        .then()
        .statusCode(200)
        .body("masked", equalTo(masked))
        .body("data", masked ? empty() : not(empty()));
  }

  @Test
  void whatCannotBeAnsweredIsRefusedWithItsPlace() {
    refused(Map.of(), "/trait");
    refused(Map.of("call", "buy", "property", "total"), "/call");
    refused(Map.of("call", "track", "event", "Bought"), "/property");
    refused(Map.of("trait", "plan", "property", "total"), "/property");
    refused(Map.of("trait", ""), "/trait");
    refused(Map.of("trait", "plan", "limit", 0), "/limit");
    refused(Map.of("trait", "plan", "search", "x".repeat(201)), "/search");
    viewer().get(catalogue + "/events/properties").then().statusCode(400);
    viewer()
        .queryParam("call", "track")
        .queryParam("event", "x".repeat(1_001))
        .get(catalogue + "/events/properties")
        .then()
        .statusCode(400);
  }

  @Test
  void anotherWorkspaceSeesNothing() {
    String other = TokenIssuer.shared().memberWithPersonalData("wsp_other", "admin");
    given().auth().oauth2(other).get(catalogue + "/traits").then().statusCode(404);
    given().get(catalogue + "/events").then().statusCode(401);
  }

  private void refused(Map<String, Object> body, String pointer) {
    viewer()
        .body(body)
        .post(catalogue + "/values")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors.pointer", contains(pointer));
  }

  private String profile(String name) {
    return "prf_" + name + workspace;
  }

  private void person(String name, Map<String, Object> traits, AppliedEvent event) {
    Map<String, JsonNode> values = new HashMap<>();
    traits.forEach((trait, value) -> values.put(trait, JSON.valueToTree(value)));
    log.person(workspace, new ProfileId(profile(name)), 1, values, event);
  }

  private static AppliedEvent bought(Map<String, Object> properties) {
    return ProfilesLog.track("Bought", BOUGHT, properties);
  }

  private RequestSpecification viewer() {
    return with(TokenIssuer.shared().member(workspace.value(), "viewer"));
  }

  private RequestSpecification withPersonalData() {
    return with(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "viewer"));
  }

  private static RequestSpecification with(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }
}
