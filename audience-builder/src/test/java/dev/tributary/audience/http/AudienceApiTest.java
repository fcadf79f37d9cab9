package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class AudienceApiTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** One clock for all tests of the service: time does not go back. */
  private static Instant now = Instant.parse("2026-11-20T12:00:00Z");

  private static final Map<String, Object> PRO =
      Map.of("trait", "plan", "operator", "equals", "value", "pro");

  @TestHTTPResource(management = true)
  URI management;

  @Inject Tickets tickets;

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));
  private final String audiences = "/api/v1/workspaces/" + workspace + "/audiences";
  private ProfilesLog log;
  private long offset;

  @BeforeEach
  void aWorkspaceIsKnown() {
    log = new ProfilesLog(System.getProperty(AudienceEnvironment.KAFKA));
    log.define(
        Topic.WORKSPACES,
        workspace,
        workspace.value(),
        1,
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL"));
    await().atMost(BOUND).untilAsserted(() -> as("viewer").get(audiences).then().statusCode(200));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void anEventKnowsWhomItMovedUntilALaterOneMovesThem() {
    String id = create("pro", PRO);
    untilOn(id);
    log.send(state("prf_moved", 1, "pro"), "evt_enter");
    untilMoved("evt_enter", "enter", id);
    log.send(state("prf_moved", 2, "free"), "evt_exit");
    untilMoved("evt_exit", "exit", id);
    as("viewer").get(moves("evt_enter")).then().statusCode(200).body("data", hasSize(0));
    given()
        .auth()
        .oauth2(TokenIssuer.shared().member("wsp_other", "viewer"))
        .get(moves("evt_exit"))
        .then()
        .statusCode(404);
  }

  @Test
  void anUnmergeIsForeseenForWhoseTicketItIs() {
    String id = create("pro", PRO);
    untilOn(id);
    String preview = "/api/v1/workspaces/" + workspace + "/profiles/prf_both/audiences/preview";
    String ticket = tickets.issue(workspace, parting("prf_both"));
    as("viewer").body(Map.of("ticket", ticket)).post(preview).then().statusCode(404);
    log.send(state("prf_both", 1, "free"), "evt_1");
    untilKnown("prf_both");
    String next =
        as("viewer")
            .body(Map.of("ticket", ticket))
            .post(preview)
            .then()
            .statusCode(200)
            .body("upToDate", equalTo(true))
            .body("stays.in", empty())
            .body("stays.exits", empty())
            .body("leaves.in.audience", contains(id))
            .body("leaves.enters.name", contains("pro"))
            .extract()
            .path("ticket");
    UnmergePlanWithAudiences decided =
        tickets.read(workspace, next, UnmergePlanWithAudiences.class, "");
    assertThat(decided.leaverIn()).containsExactly(new AudienceId(id));
    assertThat(decided.stayerIn()).isEmpty();
    assertThat(decided.leaves().state().traits()).containsEntry("plan", TextNode.valueOf("pro"));

    for (String wrong :
        List.of(
            next,
            tickets.issue(workspace, parting("prf_other")),
            tickets.issue(new WorkspaceId("wsp_other"), parting("prf_both")))) {
      as("viewer")
          .body(Map.of("ticket", wrong))
          .post(preview)
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/ticket"));
    }
  }

  private UnmergePlan parting(String profile) {
    return new UnmergePlan(
        1,
        new UnmergePlan.Side(person(profile, 2, "free"), List.of()),
        new UnmergePlan.Side(person(UnmergePlan.NEW_PROFILE.value(), 1, "pro"), List.of()),
        new UnmergePlan.DividedEvents(true, Set.of()));
  }

  private void untilMoved(String event, String change, String audience) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("viewer")
                .get(moves(event))
                .then()
                .body("data.change", contains(change))
                .body("data.audience", contains(audience))
                .body("data.profile", contains("prf_moved")));
  }

  private String moves(String event) {
    return "/api/v1/workspaces/" + workspace + "/events/" + event + "/audiences";
  }

  private ProfileMessage state(String profile, long version, String plan) {
    return new ProfileMessage.Updated(person(profile, version, plan), null, List.of());
  }

  private ProfileState person(String profile, long version, String plan) {
    return ProfileStateBuilder.builder()
        .workspace(workspace)
        .profile(new ProfileId(profile))
        .version(version)
        .identifiers(List.of(new Identifier(Identifier.USER_ID, profile)))
        .traits(traits(plan, "0.5"))
        .consent(Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  @Test
  void aNewAudienceIsBuiltOverEveryoneKnownAndSaysHowFarItIs() {
    person("prf_a1", "pro", "0.9");
    person("prf_a2", "free", "0.9");
    Response created =
        as("marketer")
            .body(
                Map.of(
                    "key",
                    "loyal",
                    "name",
                    "Loyal",
                    "rule",
                    Map.of("all", List.of(PRO)),
                    "allowUnknownTraits",
                    true))
            .post(audiences);
    created
        .then()
        .statusCode(201)
        .body("id", startsWith("aud_"))
        .body("inWords", equalTo("People whose plan is pro."))
        .body("state.stage", equalTo("waiting"))
        .body("size", equalTo(0))
        .header("ETag", startsWith("\"1-20"));
    String id = created.jsonPath().getString("id");

    untilOn(id);

    as("viewer")
        .get(audiences + "/loyal")
        .then()
        .body("size", equalTo(1))
        .body("state.versionInForce", equalTo(1))
        .body("asOf", not(nullValue()));
    as("viewer")
        .get(audiences + "/loyal/members")
        .then()
        .statusCode(200)
        .body("data.profile", contains("prf_a1"))
        .body("nextCursor", nullValue());
    assertThat(log.changes(workspace))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.profile()).isEqualTo(new ProfileId("prf_a1"));
          assertThat(change.change()).isEqualTo(Change.ENTER);
          assertThat(change.reason()).isEqualTo(Reason.DEFINITION);
          assertThat(change.profileVersion()).isEqualTo(1);
          assertThat(change.audience()).isEqualTo(new AudienceId(id));
        });
    as("viewer")
        .get("/api/v1/workspaces/" + workspace + "/profiles/prf_a1/audiences")
        .then()
        .statusCode(200)
        .body("data.key", contains("loyal"));
    as("viewer")
        .get("/api/v1/workspaces/" + workspace + "/profiles/prf_a0/audiences")
        .then()
        .statusCode(404);
    as("viewer")
        .body(Map.of("profiles", List.of("prf_a0", "prf_a1", "prf_unknown")))
        .post("/api/v1/workspaces/" + workspace + "/profiles/audiences")
        .then()
        .statusCode(200)
        .body("data.profile", contains("prf_a0", "prf_a1", "prf_unknown"))
        .body("data[0].audiences", empty())
        .body("data[1].audiences.audience", contains(id))
        .body("data[1].audiences[0].name", not(nullValue()))
        .body("data[2].audiences", empty());
  }

  @Test
  void audiencesOfPeopleAreReadForOneToTwoHundredPeople() {
    for (List<String> profiles : List.of(List.<String>of(), Collections.nCopies(201, "prf_a1"))) {
      as("viewer")
          .body(Map.of("profiles", profiles))
          .post("/api/v1/workspaces/" + workspace + "/profiles/audiences")
          .then()
          .statusCode(422)
          .body("errors.pointer", contains("/profiles"));
    }
  }

  @Test
  void aTextThatIsANumberCountsWhereTheTraitIsDeclaredANumber() {
    for (String age : List.of("42", "17", "unknown")) {
      log.person(workspace, new ProfileId("prf_" + age), 1, Map.of("age", new TextNode(age)), null);
    }
    Map<String, Object> rule = Map.of("trait", "age", "operator", "atLeast", "value", 18);
    String id = create("adults", rule);
    untilOn(id);
    as("viewer").get(audiences + "/adults/members").then().body("data", hasSize(0));

    log.declare(workspace, "age", 1, DeclaredType.NUMBER);
    untilMembers("adults", "prf_42");
    as("marketer")
        .body(Map.of("rule", rule))
        .post(audiences + "/preview")
        .then()
        .statusCode(200)
        .body("count", equalTo(1))
        .body("sample.profile", contains("prf_42"));
    as("viewer")
        .get(audiences + "/adults/explain/prf_42")
        .then()
        .body("member", equalTo(true))
        .body("why.holds", equalTo(true));

    log.declare(workspace, "age", 2, null);
    untilMembers("adults");
    untilOn(id);
    assertThat(log.changes(workspace))
        .extracting(MembershipChange::profile, MembershipChange::change, MembershipChange::reason)
        .containsExactly(
            tuple(new ProfileId("prf_42"), Change.ENTER, Reason.DEFINITION),
            tuple(new ProfileId("prf_42"), Change.EXIT, Reason.DEFINITION));
  }

  @Test
  void aPropertyIsReadAsTheTypeThatIsDeclaredForItsEvent() {
    for (String total : List.of("12.50", "9", "a lot")) {
      log.person(
          workspace,
          new ProfileId("prf_" + total.replace(' ', '_')),
          1,
          Map.of(),
          ProfilesLog.track("Bought", now.minusSeconds(60), Map.of("total", total)));
    }
    String id =
        create(
            "spenders",
            Map.of(
                "event",
                "Bought",
                "where",
                List.of(Map.of("property", "total", "operator", "atLeast", "value", 10))));
    untilOn(id);
    as("viewer").get(audiences + "/spenders/members").then().body("data", hasSize(0));

    declare("admin", Map.of("call", "page", "property", "total", "type", "number"), 200);
    declare(
        "admin",
        Map.of("call", "track", "event", "Bought", "property", "total", "type", "number"),
        200);
    untilMembers("spenders", "prf_12.50");
    given()
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "viewer"))
        .queryParam("call", "track")
        .queryParam("event", "Bought")
        .get(catalogue() + "/events/properties")
        .then()
        .body("data.declared", contains("number"))
        .body("data.unreadable", contains(1))
        .body("data.events", contains(3));

    declare(
        "admin",
        Map.of("call", "track", "event", "Bought", "property", "total", "type", "none"),
        200);
    untilMembers("spenders");
  }

  @Test
  void aTypeIsDeclaredByAnAdminForAPropertyThatCanBe() {
    Map<String, Object> total = Map.of("call", "track", "event", "E", "property", "t");
    declare("marketer", with(total, "type", "number"), 403);
    declare("admin", total, 422);
    declare("admin", with(total, "type", "colour"), 422);
    declare("admin", with(with(total, "type", "number"), "call", "identify"), 422);
    declare("admin", with(with(total, "type", "number"), "property", ""), 422);
    declare("admin", with(with(total, "type", "number"), "event", "e".repeat(251)), 422);
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new java.util.HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private void declare(String role, Map<String, Object> body, int status) {
    as(role).body(body).put(catalogue() + "/events/properties/type").then().statusCode(status);
  }

  private String catalogue() {
    return "/api/v1/workspaces/" + workspace + "/catalogue";
  }

  private void untilMembers(String audience, String... profiles) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          as("viewer")
              .get(audiences + "/" + audience + "/members")
              .then()
              .body("data.profile", equalTo(List.of(profiles)));
        });
  }

  @Test
  void aChangeOfTheTagsAloneIsNoNewVersion() {
    person("prf_f1", "pro", "0.1");
    String id = create("filed", PRO);
    untilOn(id);

    as("marketer")
        .header("If-Match", "\"1\"")
        .body(Map.of("tags", List.of("spring")))
        .patch(audiences + "/filed")
        .then()
        .statusCode(200)
        .body("version", equalTo(1))
        .body("state.stage", equalTo("on"));

    as("viewer")
        .get(audiences + "/filed")
        .then()
        .body("version", equalTo(1))
        .body("tags", contains("spring"))
        .body("state.versionInForce", equalTo(1))
        .body("size", equalTo(1));
    assertThat(log.changes(workspace))
        .extracting(MembershipChange::change)
        .containsExactly(Change.ENTER);
  }

  @Test
  void aChangedRuleIsSwitchedAndTheDifferenceLeaves() {
    person("prf_c1", "pro", "0.1");
    person("prf_c2", "free", "0.9");
    String id = create("changing", PRO);
    untilOn(id);

    as("marketer")
        .header("If-Match", "\"1\"")
        .body(Map.of("rule", Map.of("trait", "score", "operator", "greaterThan", "value", 0.5)))
        .patch(audiences + "/changing")
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    as("marketer")
        .header("If-Match", "\"1\"")
        .body(Map.of("name", "Too late"))
        .patch(audiences + "/changing")
        .then()
        .statusCode(412);
    // Nothing is rebuilt while no tick comes: the rule in force goes on counting.
    as("viewer")
        .get(audiences + "/changing")
        .then()
        .body("state.versionInForce", equalTo(1))
        .body("size", equalTo(1));
    as("viewer")
        .get(audiences + "/changing/members")
        .then()
        .body("data.profile", contains("prf_c1"));
    assertThat(log.changes(workspace))
        .extracting(MembershipChange::change)
        .containsExactly(Change.ENTER);
    untilOn(id);

    as("viewer")
        .get(audiences + "/changing/members")
        .then()
        .body("data.profile", contains("prf_c2"));
    assertThat(log.changes(workspace))
        .extracting(MembershipChange::profile, MembershipChange::change, MembershipChange::reason)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                new ProfileId("prf_c1"), Change.ENTER, Reason.DEFINITION),
            org.assertj.core.groups.Tuple.tuple(
                new ProfileId("prf_c1"), Change.EXIT, Reason.DEFINITION),
            org.assertj.core.groups.Tuple.tuple(
                new ProfileId("prf_c2"), Change.ENTER, Reason.DEFINITION));

    as("marketer").delete(audiences + "/changing").then().statusCode(204);
    as("viewer").get(audiences + "/changing").then().statusCode(404);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          assertThat(pending()).isZero();
        });
    assertThat(log.changes(workspace))
        .filteredOn(change -> change.profile().equals(new ProfileId("prf_c2")))
        .extracting(MembershipChange::change)
        .containsExactly(Change.ENTER, Change.EXIT);
  }

  @Test
  void timeAloneEndsAMembershipAtItsBoundary() {
    String id =
        create(
            "recent",
            Map.of(
                "event", "Bought", "window", Map.of("last", Map.of("amount", 30, "unit", "days"))));
    untilOn(id);
    Instant bought = now;
    log.person(
        workspace,
        new ProfileId("prf_t1"),
        1,
        Map.of(),
        ProfilesLog.track("Bought", bought, Map.of("price", 5)));
    await().atMost(BOUND).untilAsserted(() -> assertThat(log.changes(workspace)).hasSize(1));

    offset = Duration.ofDays(31).toMillis();
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          assertThat(log.changes(workspace)).hasSize(2);
        });

    MembershipChange exit = log.changes(workspace).getLast();
    assertThat(exit.change()).isEqualTo(Change.EXIT);
    assertThat(exit.reason()).isEqualTo(Reason.TIME);
    assertThat(exit.at()).isEqualTo(bought.plus(Duration.ofDays(30)));
    as("viewer").get(audiences + "/recent/members").then().body("data", hasSize(0));
  }

  @Test
  void aPreviewCountsEachConditionAndShowsPeopleWithTheReason() {
    person("prf_p1", "pro", "0.9");
    person("prf_p2", "pro", "0.1");
    person("prf_p3", "free", "0.9");
    Map<String, Object> rule =
        Map.of(
            "all",
            List.of(
                PRO,
                Map.of("trait", "score", "operator", "greaterThan", "value", 0.5),
                Map.of("event", "Bought", "did", false),
                Map.of("none", List.of(Map.of("trait", "plann", "operator", "exists")))));
    List.of("prf_p1", "prf_p2", "prf_p3").forEach(this::untilKnown);

    given(as("marketer"))
        .body(Map.of("rule", rule))
        .post(audiences + "/preview")
        .then()
        .statusCode(200)
        .body("count", equalTo(1))
        .body("people", equalTo(3))
        .body(
            "conditions.pointer",
            contains("", "/all/0", "/all/1", "/all/2", "/all/3", "/all/3/none/0"))
        .body("conditions.matching", contains(1, 2, 2, 3, 3, 0))
        .body("conditions.running", contains(1, 2, 1, 1, 1, 3))
        .body("sample.profile", contains("prf_p1"))
        .body("approximate", nullValue())
        .body("sample[0].why.nodes[0].value", equalTo("pro"))
        .body("sample[0].why.pointer", equalTo(""))
        .body("sample[0].why.nodes[2].count", equalTo(0))
        .body("sample[0].why.nodes[2].nodes", empty())
        .body("warnings.pointer", contains("/rule/all/3/none/0/trait"));
  }

  @Test
  void aNewAnswerAboutConsentChangesTheMembershipAndIsInTheExplanation() {
    String id = create("allow", consent("marketing", "granted"));
    untilOn(id);
    answers("prf_answers1", 1, Map.of("marketing", ConsentState.GRANTED));
    answers("prf_answers2", 1, Map.of());
    untilMembers("allow", "prf_answers1");
    answers("prf_answers2", 2, Map.of("marketing", ConsentState.GRANTED));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          as("viewer").get(audiences + "/allow").then().body("size", equalTo(2));
        });
    answers("prf_answers1", 2, Map.of("marketing", ConsentState.DENIED));
    untilMembers("allow", "prf_answers2");
    assertThat(log.changes(workspace))
        .extracting(MembershipChange::reason)
        .containsOnly(Reason.PROFILE);
    blind("viewer")
        .get(audiences + "/allow/explain/prf_answers1")
        .then()
        .statusCode(200)
        .body("member", equalTo(false))
        .body("why.words", equalTo("whose consent for marketing is granted"))
        .body("why.holds", equalTo(false))
        .body("why.consent.state", equalTo("denied"))
        .body("why.value", nullValue());
  }

  /** Profiles show consent to every caller, so nothing is rounded or left out. */
  @Test
  void aPreviewCountsPeopleByTheirConsentAlsoWithoutTheRightToPersonalData() {
    answers("prf_d1", 1, Map.of("marketing", ConsentState.GRANTED));
    answers("prf_d2", 1, Map.of("ads", ConsentState.DENIED));
    List.of("prf_d1", "prf_d2").forEach(this::untilKnown);
    previewConsent("marketing", "granted")
        .body("count", equalTo(1))
        .body("approximate", nullValue())
        .body("sample.profile", contains("prf_d1"))
        .body("warnings", empty());
    previewConsent("marketing", "unknown")
        .body("sample.profile", contains("prf_d2"))
        .body("sample[0].why.consent.purpose", equalTo("marketing"))
        .body("sample[0].why.consent.state", equalTo("unknown"));
    previewConsent("ads", "denied").body("sample.profile", contains("prf_d2"));
    previewConsent("marketting", "granted")
        .body("count", equalTo(0))
        .body("warnings.pointer", contains("/rule/consent"))
        .body("warnings[0].detail", startsWith("Nobody has answered about consent for marketting"));
    blind("marketer")
        .body(Map.of("rule", Map.of("all", List.of(consent("marketing", "given")))))
        .post(audiences + "/preview")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/rule/all/0/state"));
  }

  private ValidatableResponse previewConsent(String purpose, String state) {
    return blind("marketer")
        .body(Map.of("rule", consent(purpose, state)))
        .post(audiences + "/preview")
        .then()
        .statusCode(200);
  }

  private static Map<String, Object> consent(String purpose, String state) {
    return Map.of("consent", purpose, "state", state);
  }

  private void answers(String profile, long version, Map<String, ConsentState> consent) {
    log.person(workspace, new ProfileId(profile), version, traits("free", "0.5"), consent, null);
  }

  @Test
  void whoMayNotSeeATraitIsToldNeitherWhoNorHowManyExactly() {
    for (int i = 0; i < 3; i++) {
      person("prf_h" + i, i == 0 ? "pro" : "free", "0.9");
    }
    List.of("prf_h0", "prf_h1", "prf_h2").forEach(this::untilKnown);
    untilOn(create("hidden", PRO));
    untilOn(create("above", Map.of("all", List.of(Map.of("audience", "hidden")))));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> as("viewer").get(audiences + "/above").then().body("size", equalTo(1)));

    blind("marketer")
        .body(Map.of("rule", PRO, "audience", "hidden", "overlaps", true))
        .post(audiences + "/preview")
        .then()
        .statusCode(200)
        .body("count", equalTo(0))
        .body("approximate.fewerThan", equalTo(50))
        .body("people", equalTo(3))
        .body("conditions.pointer", contains(""))
        .body("conditions[0].matching", nullValue())
        .body("conditions[0].running", nullValue())
        .body("sample", empty())
        .body("overlaps", nullValue())
        .body("change.approximateJoins.fewerThan", equalTo(50))
        .body("change.joining", empty());
    // What is asked openly has no hidden audience beside it, or their overlap would tell.
    blind("marketer")
        .body(Map.of("rule", Map.of("event", "Bought", "did", false), "overlaps", true))
        .post(audiences + "/preview")
        .then()
        .body("count", equalTo(3))
        .body("overlaps.data", empty());
    for (String audience : List.of("hidden", "above")) {
      blind("viewer")
          .get(audiences + "/" + audience)
          .then()
          .body("size", equalTo(0))
          .body("approximate.fewerThan", equalTo(50));
      blind("viewer").get(audiences + "/" + audience + "/sizes").then().body("data", empty());
      blind("viewer").get(audiences + "/" + audience + "/members").then().statusCode(403);
      blind("viewer").get(audiences + "/" + audience + "/explain/prf_h0").then().statusCode(403);
    }
    blind("viewer")
        .get("/api/v1/workspaces/" + workspace + "/profiles/prf_h0/audiences")
        .then()
        .statusCode(200)
        .body("data", empty());
    blind("viewer")
        .body(Map.of("profiles", List.of("prf_h0")))
        .post("/api/v1/workspaces/" + workspace + "/profiles/audiences")
        .then()
        .statusCode(200)
        .body("data[0].audiences", empty());
    blind("marketer")
        .body(
            Map.of(
                "rule",
                Map.of(
                    "all",
                    List.of(
                        PRO, Map.of("trait", "email", "operator", "startsWith", "value", "a")))))
        .post(audiences + "/preview")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/rule/all/1"))
        .body("detail", containsString("personal-data:read"));
    // A guess that is right leaves the size as it is, and a wrong one does not.
    untilSizes("hidden", 1);
    for (String guess : List.of("0.9", "0.7")) {
      Map<String, Object> score =
          Map.of("trait", "score", "operator", "equals", "value", new BigDecimal(guess));
      patch("hidden", Map.of("all", List.of(PRO, score)));
      passAMinute();
      for (String audience : List.of("hidden", "above")) {
        blind("viewer").get(audiences + "/" + audience + "/sizes").then().body("data", empty());
        blind("viewer")
            .get(audiences + "/" + audience)
            .then()
            .body("size", equalTo(0))
            .body("approximate.fewerThan", equalTo(50))
            .body("before", nullValue());
      }
    }
    untilSizes("hidden", 1, 0);
    blind("viewer").get(audiences + "/hidden/sizes").then().body("data", empty());
  }

  /** The answer decides whether the notice of an alert may have the size. */
  @Test
  void otherServicesLearnWhetherTheSizeOfAnAudienceIsHiddenByItsPresentRule() {
    Map<String, Object> open = Map.of("event", "Bought", "did", false);
    String id = create("noticed", open);
    untilOn(id);
    String first = sizeShownFrom(id);
    assertThat(first).isNotNull();
    as("marketer")
        .body(Map.of("rule", PRO, "allowUnknownTraits", true))
        .patch(audiences + "/noticed")
        .then()
        .statusCode(200);
    assertThat(sizeShownFrom(id)).as("before the new rule decides members").isNull();
    untilOn(id);
    assertThat(sizeShownFrom(id)).isNull();
    patch("noticed", open);
    assertThat(Instant.parse(sizeShownFrom(id)))
        .as("sizes by the former rule stay hidden")
        .isAfter(Instant.parse(first));
    assertThat(sizeShownFrom("aud_absent")).isNull();
  }

  private String sizeShownFrom(String id) {
    return given()
        .header(ServiceToken.HEADER, AudienceEnvironment.serviceToken())
        .queryParam("workspace", workspace.value())
        .get(management.resolve("/internal/audiences/" + id + "/visibility"))
        .then()
        .statusCode(200)
        .extract()
        .path("from");
  }

  @Test
  void aRuleThatWasChangedIsNotToldAfterwardsEither() {
    for (int i = 0; i < 3; i++) {
      person("prf_w" + i, i == 0 ? "pro" : "free", "0.9");
    }
    List.of("prf_w0", "prf_w1", "prf_w2").forEach(this::untilKnown);
    String id = create("was", PRO);
    untilOn(id);
    log.send(state("prf_w3", 1, "pro"), "evt_told");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("viewer").get(moves("evt_told")).then().body("data.profile", contains("prf_w3")));
    untilSizeOnRecord("was", 2);

    // All four meet the new rule, which hides nothing. Those of the rule before stay hidden.
    as("marketer")
        .body(Map.of("rule", Map.of("event", "Bought", "did", false)))
        .patch(audiences + "/was")
        .then()
        .statusCode(200);
    blind("viewer").get(audiences + "/was/members").then().statusCode(403);
    blind("viewer").get(audiences + "/was/sizes").then().body("data", empty());
    assertThat(trend(blind("viewer"), id)).isEmpty();
    blind("viewer").get(audiences + "/was").then().body("approximate.fewerThan", equalTo(50));
    untilOn(id);
    blind("viewer")
        .get(audiences + "/was/members")
        .then()
        .statusCode(200)
        .body("data", hasSize(4))
        .body("data.since.unique()", hasSize(1));
    as("viewer")
        .get(audiences + "/was/members")
        .then()
        .body("data.since.unique()", hasSize(greaterThan(1)));
    untilSizeOnRecord("was", 4);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          passAMinute();
          blind("viewer").get(audiences + "/was/sizes").then().body("data.size", contains(4));
        });
    assertThat(trend(blind("viewer"), id)).containsExactly(4);
    blind("viewer").get(audiences + "/was").then().body("before.size", equalTo(4));
    as("viewer").get(audiences + "/was").then().body("before.size", lessThan(4));
    blind("viewer").get(moves("evt_told")).then().statusCode(200).body("data", empty());
  }

  /** The sizes of an audience in the list of trends. */
  private List<Integer> trend(RequestSpecification caller, String audience) {
    return caller
        .queryParam("limit", 200)
        .get("/api/v1/workspaces/" + workspace + "/audience-trends")
        .then()
        .statusCode(200)
        .extract()
        .path("data.find { it.audience == '%s' }.data.size".formatted(audience));
  }

  private void untilSizeOnRecord(String audience, int size) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          passAMinute();
          as("viewer")
              .get(audiences + "/" + audience + "/sizes")
              .then()
              .body("data.size", hasItem(size));
        });
  }

  private void patch(String audience, Map<String, Object> rule) {
    as("marketer")
        .body(Map.of("rule", rule, "allowUnknownTraits", true))
        .patch(audiences + "/" + audience)
        .then()
        .statusCode(200);
    untilOn(audience);
  }

  @Test
  void ofASensitiveTraitOnlyItsExistenceMayBeAskedByWhomever() {
    log.classify(workspace, "faith", 1, Classification.SENSITIVE);
    Map<String, Object> value = Map.of("trait", "faith", "operator", "startsWith", "value", "Q");
    Map<String, Object> exists = Map.of("trait", "faith", "operator", "exists");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("admin")
                .body(Map.of("rule", value))
                .post(audiences + "/preview")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rule"))
                .body("detail", containsString("sensitive")));
    as("admin")
        .body(Map.of("key", "f", "name", "f", "rule", value, "allowUnknownTraits", true))
        .post(audiences)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/rule"));
    for (RequestSpecification caller : List.of(blind("marketer"), as("admin"))) {
      caller
          .body(Map.of("rule", exists))
          .post(audiences + "/preview")
          .then()
          .statusCode(200)
          .body("count", equalTo(0))
          .body("approximate.fewerThan", equalTo(50))
          .body("sample", empty());
    }
  }

  @Test
  void anExplanationIsOnlyForCallersWhoMaySeeTheTraitsOfTheRule() {
    person("prf_k1", "pro", "0.9");
    untilKnown("prf_k1");
    log.classify(workspace, "plan", 1, Classification.HARMLESS);
    Map<String, Object> known = Map.of("trait", "score", "operator", "exists");
    Map<String, Object> both = Map.of("all", List.of(PRO, known));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> sampled(blind("marketer"), PRO).body("sample[0].why.value", equalTo("pro")));
    sampled(as("admin"), both).body("sample", hasSize(1));
    for (Map<String, Object> rule : List.of(known, both)) {
      sampled(blind("marketer"), rule)
          .body("count", equalTo(0))
          .body("approximate.fewerThan", equalTo(50))
          .body("conditions[0].matching", nullValue())
          .body("sample", empty());
    }
    log.classify(workspace, "score", 1, Classification.SENSITIVE);
    await().atMost(BOUND).untilAsserted(() -> sampled(as("admin"), both).body("sample", empty()));
    sampled(as("admin"), both)
        .body("count", equalTo(0))
        .body("approximate.fewerThan", equalTo(50))
        .body("conditions[0].matching", nullValue());
  }

  private ValidatableResponse sampled(RequestSpecification caller, Map<String, Object> rule) {
    return caller.body(Map.of("rule", rule)).post(audiences + "/preview").then().statusCode(200);
  }

  @Test
  void aPreviewSaysWhoWouldJoinAndLeaveAnAudience() {
    person("prf_v1", "pro", "0.9");
    person("prf_v2", "free", "0.9");
    person("prf_v3", "pro", "0.1");
    untilOn(create("effect", PRO));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> as("viewer").get(audiences + "/effect").then().body("size", equalTo(2)));
    Map<String, Object> scored = Map.of("trait", "score", "operator", "greaterThan", "value", 0.5);

    as("marketer")
        .body(Map.of("audience", "effect", "rule", scored))
        .post(audiences + "/preview")
        .then()
        .statusCode(200)
        .body("count", equalTo(2))
        .body("change.joins", equalTo(1))
        .body("change.leaves", equalTo(1))
        .body("change.joining.profile", contains("prf_v2"))
        .body("change.joining[0].why.holds", equalTo(true))
        .body("change.leaving.profile", contains("prf_v3"))
        .body("change.leaving[0].why.holds", equalTo(false));
    as("marketer")
        .body(Map.of("audience", "effect", "rule", PRO))
        .post(audiences + "/preview")
        .then()
        .body("change.joins", equalTo(0))
        .body("change.leaves", equalTo(0));
    as("marketer")
        .body(Map.of("rule", PRO))
        .post(audiences + "/preview")
        .then()
        .body("change", nullValue());
    as("marketer")
        .body(Map.of("audience", "nobody-knows", "rule", PRO))
        .post(audiences + "/preview")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/audience"));
  }

  @Test
  void aPreviewSaysInWhichOtherAudiencesThesePeopleAre() {
    person("prf_o1", "pro", "0.9");
    person("prf_o2", "pro", "0.1");
    person("prf_o3", "free", "0.9");
    String pro = create("pro", PRO);
    String scored =
        create("scored", Map.of("trait", "score", "operator", "greaterThan", "value", 0.5));
    String nobody =
        create("nobody", Map.of("trait", "plan", "operator", "equals", "value", "gold"));
    List.of(pro, scored, nobody).forEach(this::untilOn);
    Map<String, Object> known = Map.of("trait", "plan", "operator", "exists");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("marketer")
                .body(Map.of("rule", known, "overlaps", true))
                .post(audiences + "/preview")
                .then()
                .statusCode(200)
                .body("overlaps.data.count", contains(2, 2)));

    as("marketer")
        .body(Map.of("rule", PRO, "overlaps", true))
        .post(audiences + "/preview")
        .then()
        .body("overlaps.data.audience", contains(pro, scored))
        .body("overlaps.data.key", contains("pro", "scored"))
        .body("overlaps.data.name", contains("pro", "scored"))
        .body("overlaps.data.count", contains(2, 1))
        .body("overlaps.more", equalTo(0));
    as("marketer")
        .body(Map.of("rule", PRO, "audience", "pro", "overlaps", true))
        .post(audiences + "/preview")
        .then()
        .body("overlaps.data.audience", contains(scored));
    as("marketer")
        .body(Map.of("rule", PRO))
        .post(audiences + "/preview")
        .then()
        .body("overlaps", nullValue());
  }

  @Test
  void sizesAreKeptMinuteByMinuteWhereTheyChange() {
    person("prf_z1", "pro", "1");
    untilOn(create("sized", PRO));
    untilSizes("sized", 1);
    person("prf_z2", "pro", "1");
    untilSizes("sized", 1, 2);
    passAMinute();
    untilSizes("sized", 1, 2);

    as("viewer")
        .get(audiences + "/sized")
        .then()
        .body("size", equalTo(2))
        .body("before.size", equalTo(1));
    String sizes = audiences + "/sized/sizes";
    String latest = as("viewer").get(sizes).jsonPath().getString("data[1].at");
    as("viewer")
        .queryParam("from", latest)
        .get(sizes)
        .then()
        .body("data.size", contains(2))
        .body("data.at", contains(latest));
    as("viewer").queryParam("from", "yesterday").get(sizes).then().statusCode(400);
    as("viewer")
        .queryParam("from", "2026-01-02T00:00:00Z")
        .queryParam("to", "2026-01-01T00:00:00Z")
        .get(sizes)
        .then()
        .statusCode(400);
    as("viewer")
        .queryParam("from", "-1000000000-01-01T00:00:00Z")
        .queryParam("to", "+1000000000-12-31T23:59:59Z")
        .get(sizes)
        .then()
        .statusCode(200);
    as("viewer").get(audiences + "/none-such/sizes").then().statusCode(404);
    // All sizes are of one day, whose newest one counts.
    assertThat(trend(as("viewer"), as("viewer").get(audiences + "/sized").path("id")))
        .containsExactly(2);
  }

  @Test
  void anExplanationFollowsMergesAndMasksValues() {
    String id = create("explained", PRO);
    untilOn(id);
    person("prf_e2", "pro", "0.9");
    person("prf_e1", "free", "0.9");
    await().atMost(BOUND).untilAsserted(() -> assertThat(log.changes(workspace)).hasSize(1));
    log.send(
        new ProfileMessage.Merged(workspace, new ProfileId("prf_e2"), 2, new ProfileId("prf_e1")));
    log.person(
        workspace,
        new ProfileId("prf_e1"),
        2,
        traits("free", "0.9"),
        null,
        new ProfileMessage.Absorbed(new ProfileId("prf_e2"), 1));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          assertThat(log.changes(workspace))
              .extracting(MembershipChange::reason)
              .containsExactly(Reason.PROFILE, Reason.MERGED);
        });

    String profiles = audiences.replaceFirst("audiences$", "profiles");
    as("viewer")
        .redirects()
        .follow(false)
        .get(profiles + "/prf_e2/audiences?limit=5")
        .then()
        .statusCode(308)
        .header("Location", profiles + "/prf_e1/audiences?limit=5");
    as("viewer")
        .get(audiences + "/explained/explain/prf_e2")
        .then()
        .statusCode(200)
        .body("profile", equalTo("prf_e1"))
        .body("member", equalTo(false))
        .body("why.holds", equalTo(false));
    as("viewer")
        .get(audiences + "/explained/explain/prf_e1")
        .then()
        .body("why.value", equalTo("free"));
    as("viewer").get(audiences + "/explained/explain/prf_nobody").then().statusCode(404);
  }

  @Test
  void whoIsShownWhySomebodyIsInAnAudienceIsOnRecord() {
    person("prf_r1", "pro", "0.9");
    untilKnown("prf_r1");
    untilOn(create("recorded", PRO));
    String explained = audiences + "/recorded/explain/prf_r1";
    Map<String, Object> preview = Map.of("rule", PRO);
    blind("viewer").get(explained).then().statusCode(403);
    blind("marketer").body(preview).post(audiences + "/preview").then().statusCode(200);
    given()
        .auth()
        .oauth2(
            TokenIssuer.shared()
                .token(
                    "service-account-shop",
                    "/ws/" + workspace + "/viewer",
                    "/ws/" + workspace + "/personal-data"))
        .get(explained)
        .then()
        .body("why.value", equalTo("pro"));
    assertThat(reads()).isEmpty();
    assertThat(
            RecordedReads.operationsOfPrograms(
                System.getProperty(AudienceEnvironment.KAFKA), workspace))
        .containsExactly("explainMembership");

    as("viewer").get(explained).then().body("why.value", equalTo("pro"));
    as("marketer")
        .body(preview)
        .post(audiences + "/preview")
        .then()
        .body("sample.profile", contains("prf_r1"));
    assertThat(reads())
        .extracting(
            PersonalDataRead::actor, PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(
            tuple("sub-viewer@example.test", "explainMembership", List.of(new ProfileId("prf_r1"))),
            tuple(
                "sub-marketer@example.test", "previewAudience", List.of(new ProfileId("prf_r1"))));

    log.classify(workspace, "plan", 1, Classification.HARMLESS);
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> blind("viewer").get(explained).then().body("why.value", equalTo("pro")));
    as("viewer").get(explained).then().body("why.value", equalTo("pro"));
    assertThat(reads()).hasSize(2);
  }

  @Test
  void membersAndExamplesAreShownByNameToCallersWhoMaySeeIt() {
    named("prf_n1", Map.of("firstName", "Ann", "lastName", "Smith", "email", "ann@shop.example"));
    named("prf_n2", Map.of("name", " ", "email", "bob@shop.example"));
    named("prf_n3", Map.of());
    log.classify(workspace, "plan", 1, Classification.HARMLESS);
    untilOn(create("named", PRO));
    String members = audiences + "/named/members";
    Map<String, Object> preview = Map.of("rule", PRO);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            blind("viewer")
                .get(members)
                .then()
                .statusCode(200)
                .body("data.profile", containsInAnyOrder("prf_n1", "prf_n2", "prf_n3"))
                .body(
                    "data.person.text",
                    containsInAnyOrder("Person …f_n1", "Person …f_n2", "Person …f_n3"))
                .body("data.person.source", everyItem(equalTo("id"))));
    blind("marketer")
        .body(preview)
        .post(audiences + "/preview")
        .then()
        .statusCode(200)
        .body("sample.person.source", contains("id", "id", "id"));
    assertThat(reads()).isEmpty();

    as("viewer")
        .get(members)
        .then()
        .body(
            "data.person.text", containsInAnyOrder("Ann Smith", "bob@shop.example", "Person …f_n3"))
        .body("data.person.source", containsInAnyOrder("name", "email", "id"))
        .body("data.find { it.profile == 'prf_n1' }.person.text", equalTo("Ann Smith"));
    as("marketer")
        .body(preview)
        .post(audiences + "/preview")
        .then()
        .body("sample.find { it.profile == 'prf_n1' }.person.text", equalTo("Ann Smith"));
    List<ProfileId> shown = List.of(new ProfileId("prf_n1"), new ProfileId("prf_n2"));
    assertThat(reads())
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(tuple("listAudienceMembers", shown), tuple("previewAudience", shown));

    log.classify(workspace, "firstName", 1, Classification.SENSITIVE);
    log.classify(workspace, "lastName", 1, Classification.SENSITIVE);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("admin")
                .get(members)
                .then()
                .body(
                    "data.find { it.profile == 'prf_n1' }.person.text",
                    equalTo("ann@shop.example")));
  }

  private void named(String profile, Map<String, String> texts) {
    Map<String, JsonNode> traits = new HashMap<>(traits("pro", "0.5"));
    texts.forEach((trait, value) -> traits.put(trait, new TextNode(value)));
    log.person(workspace, new ProfileId(profile), 1, traits, null);
  }

  private List<PersonalDataRead> reads() {
    return RecordedReads.ofPeople(System.getProperty(AudienceEnvironment.KAFKA), workspace);
  }

  @Test
  void anAudienceInUseIsNotDeletedAndACircleIsRefused() {
    String base = create("base", PRO);
    create("upper", Map.of("all", List.of(Map.of("audience", "base"))));
    as("marketer")
        .delete(audiences + "/base")
        .then()
        .statusCode(409)
        .body("code", equalTo("in-use"))
        .body("detail", containsString("the audience upper"));
    as("marketer")
        .body(Map.of("rule", Map.of("audience", "upper")))
        .patch(audiences + "/base")
        .then()
        .statusCode(422)
        .body("code", equalTo("audience-circle"))
        .body("detail", containsString("upper"));
    log.define(
        Topic.SYNCS,
        workspace,
        "syn_" + workspace,
        1,
        new SyncBody(new DestinationId("dst_1"), "audience", base));
    as("marketer").delete(audiences + "/upper").then().statusCode(204);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("marketer")
                .delete(audiences + "/base")
                .then()
                .statusCode(409)
                .body("detail", containsString("the sync")));
  }

  @Test
  void aRuleThatCannotBeReadIsRefusedWithEachPlace() {
    as("marketer")
        .body(
            Map.of(
                "key", "wrong",
                "name", "Wrong",
                "rule",
                    Map.of(
                        "all",
                        List.of(
                            Map.of("trait", "age", "operator", "greaterThan", "value", "x"),
                            Map.of("audience", "nobody-knows")))))
        .post(audiences)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("rule-invalid"))
        .body("errors.pointer", contains("/rule/all/0/value", "/rule/all/1/audience"));
    as("marketer").body("{\"rule\":").post(audiences).then().statusCode(400);
    as("marketer")
        .body(Map.of("key", "wrong", "name", "Wrong", "colour", "red"))
        .post(audiences)
        .then()
        .statusCode(422);
    as("marketer").body(Map.of("key", "x", "name", "X")).post(audiences).then().statusCode(422);
  }

  @Test
  void aTraitThatNobodyHasIsRefusedUnlessTheRequestAllowsIt() {
    person("prf_u1", "pro", "0.9");
    log.define(
        Topic.MODELS,
        workspace,
        "mdl_" + workspace,
        1,
        new ModelBody(
            "person",
            List.of("id"),
            Map.of("id", "text", "tier", "text"),
            new ModelBody.Mapping(
                Map.of("id", "user_id"), Map.of("tier", "loyaltyTier"), Map.of(), Map.of(), null)));
    untilKnown("prf_u1");
    Map<String, Object> wrong =
        Map.of(
            "any",
            List.of(
                PRO,
                Map.of("trait", "plan.name", "operator", "exists"),
                Map.of("trait", "Plann", "operator", "equals", "value", "pro")));

    as("marketer")
        .body(Map.of("key", "typo", "name", "Typo", "rule", wrong))
        .post(audiences)
        .then()
        .statusCode(422)
        .body("code", equalTo("unknown-trait"))
        .body("errors.pointer", contains("/rule/any/2/trait"))
        .body("errors[0].detail", containsString("Nobody has the trait Plann yet; similar: plan"));
    as("marketer")
        .body(Map.of("key", "typo", "name", "Typo", "rule", wrong, "allowUnknownTraits", true))
        .post(audiences)
        .then()
        .statusCode(201);
    as("marketer")
        .body(Map.of("rule", Map.of("none", List.of(wrong))))
        .patch(audiences + "/typo")
        .then()
        .statusCode(200);
    as("marketer")
        .body(Map.of("rule", Map.of("trait", "Plannn", "operator", "exists")))
        .patch(audiences + "/typo")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/rule/trait"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("marketer")
                .body(
                    Map.of(
                        "key", "mapped",
                        "name", "Mapped",
                        "rule", Map.of("trait", "loyaltyTier", "operator", "exists")))
                .post(audiences)
                .then()
                .statusCode(201));
  }

  @Test
  void whatTheRoleDoesNotAllowIsRefused() {
    as("viewer")
        .body(Map.of("key", "k", "name", "K", "rule", PRO))
        .post(audiences)
        .then()
        .statusCode(403);
    String other = TokenIssuer.shared().member("wsp_other", "admin");
    given().auth().oauth2(other).get(audiences).then().statusCode(404);
    given().get(audiences).then().statusCode(401);
  }

  @Test
  void membersAndAudiencesComePageByPage() {
    for (int i = 0; i < 5; i++) {
      person("prf_m" + i, "pro", "1");
    }
    String id = create("paged", PRO);
    create("second", PRO);
    untilOn(id);
    List<String> seen = new java.util.ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = as("viewer").queryParam("limit", 2);
      Response page =
          (cursor == null ? request : request.queryParam("cursor", cursor))
              .get(audiences + "/paged/members");
      seen.addAll(page.jsonPath().getList("data.profile", String.class));
      cursor = page.jsonPath().getString("nextCursor");
    } while (cursor != null);
    assertThat(seen).containsExactlyInAnyOrder("prf_m0", "prf_m1", "prf_m2", "prf_m3", "prf_m4");
    as("viewer")
        .queryParam("limit", 1)
        .get(audiences)
        .then()
        .body("data.key", contains("paged"))
        .body("nextCursor", equalTo(id));
    as("viewer").get(audiences).then().body("data.key", containsInAnyOrder("paged", "second"));
    as("viewer").queryParam("cursor", "x").get(audiences + "/paged/members").then().statusCode(400);
    as("viewer").get(audiences + "/paged/members").then().body("data.profile", hasItem("prf_m0"));
  }

  @Test
  void anAudienceIsFiledByTagsFolderAndOwnerAndKeepsItsVersion() {
    String id = create("filed", PRO);
    as("viewer")
        .get(audiences + "/filed")
        .then()
        .body("tags", empty())
        .body("folder", nullValue())
        .body("owner", nullValue());
    as("marketer")
        .body(
            Map.of(
                "tags",
                List.of("spring", " sale "),
                "folder",
                "Campaigns",
                "owner",
                "ada@northwind.example",
                "allowUnknownTraits",
                true))
        .patch(audiences + "/filed")
        .then()
        .statusCode(200)
        .body("tags", contains("spring", "sale"))
        .body("folder", equalTo("Campaigns"))
        .body("owner", equalTo("ada@northwind.example"));
    as("viewer")
        .get(audiences + "/filed/versions")
        .then()
        .body("data.version", contains(1))
        .body("data[0].content", not(hasKey("tags")));
    as("marketer")
        .body("{\"tags\":[\"only\"],\"folder\":null,\"allowUnknownTraits\":true}")
        .patch(audiences + "/filed")
        .then()
        .statusCode(200)
        .body("tags", contains("only"))
        .body("folder", nullValue())
        .body("owner", equalTo("ada@northwind.example"));
    as("marketer")
        .body(Map.of("tags", List.of("x".repeat(51)), "allowUnknownTraits", true))
        .patch(audiences + "/filed")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/tags/0"));
    as("viewer")
        .get(audiences)
        .then()
        .body("data.find { it.id == '%s' }.tags".formatted(id), contains("only"));
  }

  @Test
  void membersAreExportedWithTheirTraitsAndWithoutFormulas() {
    log.person(
        workspace,
        new ProfileId("prf_x1"),
        1,
        Map.of(
            "plan", new TextNode("pro"),
            "email", new TextNode("ada@northwind.example"),
            "name", new TextNode("=HYPERLINK(\"x\")"),
            "score", DecimalNode.valueOf(new BigDecimal("-1.5"))),
        null);
    person("prf_x2", "free", "0.5");
    untilOn(create("exported", PRO));
    untilMembers("exported", "prf_x1");
    Response answer = as("viewer").get(audiences + "/exported/members/export");
    answer.then().statusCode(200).contentType(startsWith("text/csv"));
    String since =
        as("viewer").get(audiences + "/exported/members").jsonPath().getString("data[0].since");
    assertThat(new String(answer.asByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(
            "\uFEFFprofile_id,member_since,name,email,plan,score\r\n"
                + "prf_x1,%s,\"'=HYPERLINK(\"\"x\"\")\",ada@northwind.example,pro,-1.5\r\n"
                    .formatted(since));
    assertThat(reads())
        .filteredOn(read -> !read.operation().equals("listAudienceMembers"))
        .extracting(
            PersonalDataRead::actor,
            PersonalDataRead::operation,
            PersonalDataRead::profiles,
            PersonalDataRead::part)
        .containsExactly(
            tuple(
                "sub-viewer@example.test",
                "exportAudienceMembers",
                List.of(),
                as("viewer").get(audiences + "/exported").jsonPath().getString("id")));
  }

  @Test
  void anExportForAPurposeHasOnlyMembersWhoHaveGrantedConsentForIt() {
    answered("prf_g1", 1, Map.of("marketing", ConsentState.GRANTED));
    answered("prf_g2", 1, Map.of("marketing", ConsentState.DENIED));
    answered("prf_g3", 1, Map.of("orders", ConsentState.GRANTED));
    answered("prf_g4", 1, Map.of("marketing", ConsentState.GRANTED));
    String id = create("allowing", PRO);
    untilOn(id);
    untilSize("allowing", 4);
    String export = audiences + "/allowing/members/export?purpose=marketing";
    assertThat(cells(as("viewer").get(export)))
        .containsExactlyInAnyOrder("email,plan", "'=prf_g1,pro", "'=prf_g4,pro");
    assertThat(reads()).extracting(PersonalDataRead::part).containsExactly(id + " marketing");
    // The person withdraws consent.
    answered("prf_g4", 2, Map.of("marketing", ConsentState.DENIED));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(cells(as("viewer").get(export)))
                .containsExactly("email,plan", "'=prf_g1,pro"));
    as("viewer")
        .get(audiences + "/allowing/members/export/columns?purpose=orders")
        .then()
        .statusCode(200)
        .body("traits", contains("email", "plan"));
    as("viewer")
        .get(audiences + "/allowing/members/export/columns?purpose=other")
        .then()
        .statusCode(200)
        .body("traits", empty());
  }

  @Test
  void anExportForAnUnclearPurposeIsRefused() {
    create("unclear", PRO);
    for (String unclear : List.of("", "%20", "%00", "x".repeat(101))) {
      as("viewer")
          .urlEncodingEnabled(false)
          .get(audiences + "/unclear/members/export?purpose=" + unclear)
          .then()
          .statusCode(400)
          .body("code", equalTo("bad-parameter"));
    }
  }

  private void answered(String profile, long version, Map<String, ConsentState> consent) {
    Map<String, JsonNode> traits =
        Map.of("plan", new TextNode("pro"), "email", new TextNode("=" + profile));
    log.person(workspace, new ProfileId(profile), version, traits, consent, null);
  }

  @Test
  void anExportMasksWhatTheCallerMayNotSee() {
    log.classify(workspace, "plan", 1, Classification.HARMLESS);
    log.classify(workspace, "score", 1, Classification.SENSITIVE);
    person("prf_y1", "pro", "0.9");
    log.person(workspace, new ProfileId("prf_y2"), 1, Map.of("plan", new TextNode("pro")), null);
    untilOn(create("masks", PRO));
    untilSize("masks", 2);
    String export = audiences + "/masks/members/export";
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(cells(blind("viewer").get(export)))
                .containsExactlyInAnyOrder("plan,score", "pro,masked", "pro,"));
    blind("viewer")
        .get(export + "/columns")
        .then()
        .statusCode(200)
        .body("traits", contains("plan", "score"))
        .body("masked", contains("score"))
        .body("others", equalTo(false))
        .body("othersColumn", nullValue());
    // A sensitive value is shown to nobody, and nothing else here is personal.
    assertThat(cells(as("admin").get(export)))
        .containsExactlyInAnyOrder("plan,score", "pro,masked", "pro,");
    assertThat(reads()).isEmpty();
  }

  private void untilSize(String audience, int size) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> as("viewer").get(audiences + "/" + audience).then().body("size", equalTo(size)));
  }

  /** The rows of an export from the third column on. */
  private static List<String> cells(Response export) {
    assertThat(export.statusCode()).isEqualTo(200);
    return export.asString().lines().map(line -> line.split(",", 3)[2]).toList();
  }

  @Test
  void anExportReadsPageByPageAndIsRefusedLikeTheListOfMembers() {
    for (int i = 0; i < 1_001; i++) {
      person("prf_z%04d".formatted(i), "pro", "1");
    }
    untilOn(create("large", PRO));
    untilSize("large", 1_001);
    assertThat(as("viewer").get(audiences + "/large/members/export").asString().lines().skip(1))
        .hasSize(1_001)
        .doesNotHaveDuplicates();
    for (String path : List.of("/members/export", "/members/export/columns")) {
      blind("viewer")
          .get(audiences + "/large" + path)
          .then()
          .statusCode(403)
          .body("detail", containsString("personal-data:read"));
      as("viewer").get(audiences + "/none-such" + path).then().statusCode(404);
    }
  }

  private void person(String profile, String plan, String score) {
    log.person(workspace, new ProfileId(profile), 1, traits(plan, score), null);
  }

  private static Map<String, JsonNode> traits(String plan, String score) {
    return Map.of("plan", new TextNode(plan), "score", DecimalNode.valueOf(new BigDecimal(score)));
  }

  private String create(String key, Map<String, Object> rule) {
    return as("marketer")
        .body(Map.of("key", key, "name", key, "rule", rule, "allowUnknownTraits", true))
        .post(audiences)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void untilOn(String id) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          as("viewer").get(audiences + "/" + id).then().body("state.stage", equalTo("on"));
          assertThat(pending()).isZero();
        });
  }

  private void untilKnown(String profile) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          as("viewer")
              .get("/api/v1/workspaces/" + workspace + "/profiles/" + profile + "/audiences")
              .then()
              .statusCode(200);
        });
  }

  private void untilSizes(String audience, Integer... sizes) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          passAMinute();
          as("viewer")
              .get(audiences + "/" + audience + "/sizes")
              .then()
              .statusCode(200)
              .body("data.size", contains(sizes));
        });
  }

  private void passAMinute() {
    now = now.plusSeconds(60);
    tick();
  }

  private void tick() {
    now = now.plusMillis(250);
    log.tick(now, offset == 0 ? Map.of() : Map.of(workspace, offset));
  }

  private long pending() {
    return given()
        .header(ServiceToken.HEADER, AudienceEnvironment.serviceToken())
        .queryParam("workspace", workspace.value())
        .get(management.resolve("/internal/pipeline"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("pending.backfills");
  }

  /** Without the right to personal data. */
  private RequestSpecification blind(String role) {
    return given()
        .auth()
        .oauth2(TokenIssuer.shared().member(workspace.value(), role))
        .contentType(ContentType.JSON);
  }

  /** With the right to personal data. */
  private RequestSpecification as(String role) {
    return given()
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), role))
        .contentType(ContentType.JSON);
  }
}
