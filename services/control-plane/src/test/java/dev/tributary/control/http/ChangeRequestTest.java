package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.StandIn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class ChangeRequestTest {
  private static final String PERSONAL_DATA = "personal-data";

  private static JsonNode workspace;
  private static String id;
  private static String root;
  private static String path;

  /** Admin without the right to personal data. */
  private static Person blind;

  private static String blindName;

  /** Admin with the right. */
  private static Person seeing;

  private static String seeingName;

  private static Person marketer;

  private static Api admin;

  @BeforeEach
  void aWorkspaceAndItsPeople() {
    if (workspace != null) {
      return;
    }
    workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    id = workspace.path("id").asText();
    root = "/api/v1/workspaces/" + id;
    path = root + "/change-requests";
    admin = WorkspaceTest.admin(workspace);
    blindName = name();
    blind = person(blindName, "admin");
    seeingName = name();
    seeing = person(seeingName, "admin", PERSONAL_DATA);
    marketer = person(name(), "marketer");
  }

  private static String name() {
    return "person-" + UUID.randomUUID();
  }

  private static Person person(String name, String... groups) {
    List<String> paths = new ArrayList<>();
    for (String group : groups) {
      paths.add(Realm.group(workspace, group));
    }
    Realm.createUser(name, Realm.PASSWORD, paths.toArray(String[]::new));
    Person person = new Person();
    person.signIn(name);
    return person;
  }

  private static String wanted(String method, String below, String body) {
    return "{\"method\":\"%s\",\"path\":\"%s\",\"body\":%s,\"reason\":\"for the autumn offer\"}"
        .formatted(method, below, body);
  }

  private static JsonNode requested(Person by, String method, String below, String body) {
    Answer answer = by.post(path, wanted(method, below, body));
    assertThat(answer.status()).describedAs(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  /** A sync that does not exist yet, whose requester is the blind admin. */
  private static JsonNode requestedSync(String below) {
    return requested(blind, "PATCH", below, "{\"name\":\"s\"}");
  }

  private static String sync() {
    return "/syncs/syn_" + UUID.randomUUID();
  }

  private static Answer approve(Person by, JsonNode request) {
    return by.post(path + "/" + request.path("id").asText() + "/approve", "");
  }

  private static JsonNode read(JsonNode request) {
    return admin.get(path + "/" + request.path("id").asText()).json();
  }

  /** The changes. A new request also asks whether its object is there. */
  private static List<StandIn.Asked> reached(String below) {
    return ControlPlaneFixture.services().asked(root + below).stream()
        .filter(each -> !each.method().equals("GET"))
        .toList();
  }

  @Test
  void anAlertIsOpenWhileARequestWaitsForApproval() {
    JsonNode request = requestedSync(sync());
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(alertKinds("open")).contains("approval-waits"));
    assertThat(blind.post(path + "/" + request.path("id").asText() + "/withdraw", "").status())
        .isEqualTo(200);
  }

  private static List<String> alertKinds(String state) {
    return admin.get(root + "/alerts?state=" + state).json().path("data").findValuesAsText("kind");
  }

  @Test
  void theRefusalSaysThatASecondPersonCanApprove() {
    Answer refused =
        blind.post(
            root + "/invitations",
            "{\"email\":\"%s@example.test\",\"role\":\"viewer\",\"personalData\":true}"
                .formatted(name()));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("approval-needed");
    assertThat(refused.json().path("detail").asText())
        .contains("personal-data:read")
        .contains("POST " + path);
  }

  @Test
  void nothingHappensBeforeSomebodyElseApprovesAndThenItIsDoneAsTheApprover() {
    JsonNode request =
        requested(
            blind,
            "POST",
            "/api-clients",
            "{\"name\":\"reader\",\"role\":\"viewer\",\"personalData\":true}");
    assertThat(request.path("state").asText()).isEqualTo("open");
    assertThat(request.path("operation").asText()).isEqualTo("createApiClient");
    assertThat(request.path("own").asBoolean()).isTrue();
    assertThat(clients()).doesNotContain("reader");
    assertThat(open()).contains(request.path("id").asText());

    Answer approved = approve(seeing, request);

    assertThat(approved.status()).describedAs(approved.json().toString()).isEqualTo(200);
    assertThat(approved.json().path("state").asText()).isEqualTo("applied");
    assertThat(approved.json().at("/outcome/status").asInt()).isEqualTo(201);
    assertThat(approved.json().at("/answer/secret").asText()).isNotEmpty();
    assertThat(clients()).contains("reader");
    JsonNode kept = read(request);
    assertThat(kept.at("/decision/by").asText()).isEqualTo(seeingName);
    assertThat(kept.path("requestedBy").asText()).isEqualTo(blindName);
    assertThat(kept.path("answer").isNull()).isTrue();
    assertThat(open()).doesNotContain(request.path("id").asText());
    assertThat(approve(seeing, request).status()).isEqualTo(409);
  }

  private static List<String> clients() {
    return admin.get(root + "/api-clients").json().path("data").findValuesAsText("name");
  }

  private static List<String> open() {
    return admin.get(path + "?state=open").json().path("data").findValuesAsText("id");
  }

  @Test
  void whoMayNotSeePersonalDataApprovesInVain() {
    Person alsoBlind = person(name(), "admin");
    JsonNode request =
        requested(
            blind,
            "POST",
            "/api-clients",
            "{\"name\":\"peeper\",\"role\":\"viewer\",\"personalData\":true}");
    JsonNode failed = approve(alsoBlind, request).json();
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.at("/outcome/status").asInt()).isEqualTo(403);
    assertThat(failed.at("/outcome/detail").asText()).contains("personal-data:read");
    assertThat(clients()).doesNotContain("peeper");
  }

  @Test
  void theServiceIsAskedOnceWithTheETagOfTheRequest() throws Exception {
    String below = sync();
    JsonNode request =
        blind
            .post(
                path,
                "{\"method\":\"PATCH\",\"path\":\"%s\",\"body\":{\"name\":\"s\"},\"reason\":\"r\",\"ifMatch\":\"\\\"3\\\"\"}"
                    .formatted(below))
            .json();
    List<Callable<Answer>> both =
        List.of(() -> approve(seeing, request), () -> approve(seeing, request));
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Answer> answer : threads.invokeAll(both)) {
        statuses.add(answer.get().status());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(200, 409);
    assertThat(reached(below))
        .extracting(
            StandIn.Asked::method,
            StandIn.Asked::body,
            StandIn.Asked::ifMatch,
            StandIn.Asked::requestId)
        .containsExactly(tuple("PATCH", "{\"name\":\"s\"}", "\"3\"", request.path("id").asText()));
  }

  @Test
  void parametersOfTheRequestAreSentToo() {
    String name = "n" + UUID.randomUUID();
    String body = "{\"name\":\"%s\"}".formatted(name);
    assertThat(approve(seeing, requested(blind, "POST", "/syncs?paused=true", body)).status())
        .isEqualTo(200);
    assertThat(reached("/syncs"))
        .filteredOn(each -> each.body().equals(body))
        .extracting(StandIn.Asked::query)
        .containsExactly("paused=true");
  }

  @Test
  void whatAModelDeclaresAndWhereItReadsCanBeApproved() {
    String model =
        "{\"query\":\"select id, ssn as a from t\",\"mapping\":{\"traits\":{\"a\":\"plan\"}}}";
    assertThat(approve(seeing, requested(blind, "POST", "/models", model)).status()).isEqualTo(200);
    assertThat(reached("/models")).extracting(StandIn.Asked::body).contains(model);
    String one = "/models/mdl_" + UUID.randomUUID();
    assertThat(approve(seeing, requested(blind, "PATCH", one, model)).status()).isEqualTo(200);
    assertThat(reached(one)).extracting(StandIn.Asked::method).containsExactly("PATCH");

    String warehouse = "/warehouses/whs_" + UUID.randomUUID();
    String elsewhere = "{\"connection\":{\"host\":\"db.example\",\"password\":\"s3cr3t\"}}";
    JsonNode request = requested(blind, "PATCH", warehouse, elsewhere);
    assertThat(request.path("changes").toString()).contains("db.example").doesNotContain("s3cr3t");
    assertThat(approve(seeing, request).status()).isEqualTo(200);
    assertThat(reached(warehouse)).extracting(StandIn.Asked::body).containsExactly(elsewhere);
  }

  @Test
  void anObjectThatWasChangedMeanwhileIsNotOverwritten() {
    String below = sync();
    ControlPlaneFixture.services()
        .prepare(
            root + below,
            412,
            "{\"status\":412,\"code\":\"version-mismatch\",\"detail\":\"Someone changed it\"}");
    JsonNode failed = approve(seeing, requestedSync(below)).json();
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.at("/outcome/status").asInt()).isEqualTo(412);
    assertThat(failed.at("/outcome/detail").asText()).isEqualTo("Someone changed it");
  }

  @Test
  void aServiceThatHangsUpLeavesAFailedRequest() {
    // A name at which the services' stand-in hangs up.
    JsonNode failed = approve(seeing, requestedSync("/syncs/cut")).json();
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.at("/outcome/status").asInt()).isEqualTo(504);
  }

  @Test
  void aChangeOfAnAbsentObjectIsRefusedAsTheChangeItselfWouldBe() {
    String below = sync();
    ControlPlaneFixture.services()
        .prepare(root + below, 404, "{\"status\":404,\"code\":\"not-found\"}");
    for (String change : List.of(below, below + "?paused=true")) {
      Answer refused = blind.post(path, wanted("PATCH", change, "{\"name\":\"s\"}"));
      assertThat(refused.status()).as(change).isEqualTo(404);
      assertThat(refused.code()).isEqualTo("not-found");
    }
    assertThat(blind.post(path, wanted("POST", below + "/versions/1/restore", "{}")).status())
        .isEqualTo(404);
    assertThat(admin.get(path).json().path("data").findValuesAsText("path"))
        .noneMatch(each -> each.startsWith(below));
  }

  @Test
  void nobodyApprovesOrRejectsTheirOwn() {
    String below = sync();
    JsonNode request = requested(seeing, "PATCH", below, "{\"name\":\"s\"}");
    assertThat(approve(seeing, request).status()).isEqualTo(403);
    assertThat(reject(seeing, request).status()).isEqualTo(403);
    assertThat(reached(below)).isEmpty();
    assertThat(read(request).path("state").asText()).isEqualTo("open");
  }

  private static Answer reject(Person by, JsonNode request) {
    return by.post(
        path + "/" + request.path("id").asText() + "/reject", "{\"reason\":\"not this one\"}");
  }

  @Test
  void aProgramRequestsButDoesNotDecide() {
    String below = sync();
    JsonNode request = requestedSync(below);
    String decide = path + "/" + request.path("id").asText();
    assertThat(admin.post(decide + "/approve", "").status()).isEqualTo(403);
    assertThat(admin.post(decide + "/reject", "{\"reason\":\"r\"}").status()).isEqualTo(403);
    assertThat(reached(below)).isEmpty();
    assertThat(admin.post(path, wanted("PATCH", sync(), "{}")).status()).isEqualTo(201);
  }

  @Test
  void theRoleForTheChangeItselfIsNeededToRequestAndToApprove() {
    Person viewer = person(name(), "viewer");
    assertThat(viewer.post(path, wanted("POST", "/syncs", "{}")).status()).isEqualTo(403);
    assertThat(marketer.post(path, wanted("POST", "/syncs", "{}")).status()).isEqualTo(201);
    assertThat(marketer.post(path, wanted("POST", "/api-clients", "{}")).status()).isEqualTo(403);
    JsonNode request = requested(blind, "PATCH", "/destinations/dst_1", "{\"baseUrl\":\"x\"}");
    assertThat(approve(marketer, request).status()).isEqualTo(403);
    // A refusal decides nothing.
    assertThat(read(request).path("state").asText()).isEqualTo("open");
  }

  @Test
  void onlyChangesThatNeedTheRightCanBeRequested() {
    for (String below :
        List.of(
            "/syncs/../destinations",
            "/syncs/%2e%2e/members/a",
            "/syncs/a%2fb",
            "/syncs//",
            "/syncs/a?x=/../b",
            "/syncs/a?x=%2f",
            "/syncs/a#b",
            "/syncs;a",
            "/syncs%3ba",
            "/../../workspaces/other/syncs",
            "/%73yncs",
            "//syncs",
            "/sources/src_1",
            "/change-requests/chr_1",
            "http://other.example/syncs",
            "/",
            "")) {
      Answer answer = blind.post(path, wanted("PATCH", below, "{}"));
      assertThat(answer.status()).as(below).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/path");
    }
    for (String method : List.of("DELETE", "GET", "PUT")) {
      assertThat(blind.post(path, wanted(method, "/syncs/syn_1", "{}")).status()).isEqualTo(422);
    }
    assertThat(blind.post(path, wanted("POST", "/syncs", "[1]")).status()).isEqualTo(422);
    assertThat(
            blind
                .post(path, "{\"method\":\"POST\",\"path\":\"/syncs\",\"body\":{}}")
                .json()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/reason");
  }

  @Test
  void anotherWorkspaceSeesNothingOfIt() {
    JsonNode request = requestedSync(sync());
    Api other = WorkspaceTest.admin(WorkspaceTest.create(WorkspaceTest.freshKey()));
    String one = "/" + request.path("id").asText();
    assertThat(other.get(path + one).status()).isEqualTo(404);
    String theirs = other.get("/api/v1/workspaces").json().at("/data/0/id").asText();
    assertThat(other.get("/api/v1/workspaces/" + theirs + "/change-requests" + one).status())
        .isEqualTo(404);
  }

  @Test
  void everyFieldIsShownButSecretsAndAddresses() {
    JsonNode request =
        requested(
            blind,
            "PATCH",
            "/destinations/dst_1",
            """
            {"baseUrl":null,"settings":{"url":"https://b.example","signingSecret":"s3cr3t"},
             "purposes":["a","b"]}\
            """);
    assertThat(request.path("changes").toString()).doesNotContain("s3cr3t");
    assertThat(request.path("changes").valueStream())
        .extracting(
            each -> each.path("field").asText(),
            each -> each.path("value").toString(),
            each -> each.path("secret").asBoolean())
        .containsExactly(
            tuple("/baseUrl", "null", false),
            tuple("/settings/url", "\"https://b.example\"", false),
            tuple("/settings/signingSecret", "null", true),
            tuple("/purposes", "[\"a\",\"b\"]", false));

    // A field that only sounds like a secret must not hide what leaves.
    assertThat(
            requested(blind, "POST", "/syncs", "{\"mapping\":{\"token\":{\"trait\":\"ssn\"}}}")
                .at("/changes/0/value")
                .asText())
        .isEqualTo("ssn");

    JsonNode invitation =
        requested(blind, "POST", "/invitations", "{\"email\":\"x@example.test\"}");
    assertThat(invitation.at("/changes/0/value").asText()).isEqualTo("x@example.test");
    String one = path + "/" + invitation.path("id").asText();
    assertThat(marketer.get(one).json().at("/changes/0/masked").asBoolean()).isTrue();
    assertThat(marketer.get(one).json().toString()).doesNotContain("x@example");
    assertThat(seeing.get(one).json().toString()).contains("x@example.test");
  }

  @Test
  void aRequestIsRejectedOrWithdrawnAndNothingIsDone() {
    String below = sync();
    JsonNode rejected = requestedSync(below);
    assertThat(reject(seeing, rejected).json().path("state").asText()).isEqualTo("rejected");
    assertThat(read(rejected).at("/decision/reason").asText()).isEqualTo("not this one");
    JsonNode withdrawn = requestedSync(below);
    String withdraw = path + "/" + withdrawn.path("id").asText() + "/withdraw";
    assertThat(seeing.post(withdraw, "").status()).isEqualTo(403);
    assertThat(blind.post(withdraw, "").json().path("state").asText()).isEqualTo("withdrawn");
    for (JsonNode each : List.of(rejected, withdrawn)) {
      assertThat(approve(seeing, each).status()).isEqualTo(409);
    }
    assertThat(reached(below)).isEmpty();
  }

  @Test
  void theAddressesOfBothPeopleAreHiddenWithoutTheRight() {
    String requester = name() + "@example.test";
    String approver = name() + "@example.test";
    Person asking = person(requester, "admin");
    JsonNode request =
        requested(asking, "PATCH", sync(), "{\"name\":\"s\",\"owner\":\"ada@example.test\"}");
    assertThat(request.path("requestedBy").asText()).isEqualTo(requester);
    reject(person(approver, "admin", PERSONAL_DATA), request);
    String one = path + "/" + request.path("id").asText();

    JsonNode hidden = marketer.get(one).json();
    assertThat(hidden.at("/requestedBy/masked").asBoolean()).isTrue();
    assertThat(hidden.at("/decision/by/masked").asBoolean()).isTrue();
    assertThat(hidden.toString()).doesNotContain("@example.test");
    JsonNode shown = seeing.get(one).json();
    assertThat(shown.path("requestedBy").asText()).isEqualTo(requester);
    assertThat(shown.at("/decision/by").asText()).isEqualTo(approver);
    assertThat(shown.toString()).contains("ada@example.test");
    JsonNode own = asking.get(one).json();
    assertThat(own.path("requestedBy").asText()).isEqualTo(requester);
    assertThat(own.at("/decision/by/masked").asBoolean()).isTrue();
  }

  @Test
  void anAddressInThePathAndInTheAnswerIsHiddenWithoutTheRight() {
    String member = "/members/nobody%40example.test";
    JsonNode request = requested(blind, "PUT", member, "{\"role\":\"viewer\"}");
    assertThat(request.path("path").asText()).as("the requester's own").isEqualTo(member);
    String one = path + "/" + request.path("id").asText();

    JsonNode hidden = marketer.get(one).json();
    assertThat(hidden.at("/path/masked").asBoolean()).isTrue();
    assertThat(hidden.path("operation").asText()).isEqualTo(request.path("operation").asText());
    assertThat(seeing.get(one).json().path("path").asText()).isEqualTo(member);

    approve(seeing, request);
    assertThat(marketer.get(one).json().toString()).doesNotContain("nobody");
    AdministrationEntry approved =
        recorded(entry ->
            entry.act().operation().equals("approveChange")
                && request.path("id").asText().equals(entry.act().object())
                && entry.result().outcome() != Outcome.REQUESTED);
    assertThat(approved.changes())
        .filteredOn(each -> each.field().equals("/path"))
        .extracting(FieldChange::sensitivity)
        .containsExactly(FieldChange.Sensitivity.PERSONAL);
  }

  @Test
  void theRequestAndItsDecisionAreOnRecordWithBothPeople() {
    JsonNode request =
        requested(blind, "POST", "/api-clients", "{\"name\":\"rec\",\"role\":\"viewer\"}");
    approve(seeing, request);
    JsonNode refused = requestedSync(sync());
    reject(seeing, refused);
    String change = request.path("id").asText();
    AdministrationEntry done =
        recorded(entry ->
            entry.act().operation().equals("approveChange")
                && change.equals(entry.act().object())
                && entry.result().outcome() == Outcome.DONE);
    assertThat(done.actor().name()).isEqualTo(seeingName);
    assertThat(done.changes())
        .extracting(each -> each.field() + "=" + each.after())
        .contains(
            "/requestedBy=\"" + blindName + "\"",
            "/path=\"/api-clients\"",
            "/state=\"applied\"",
            "/status=201");
    AdministrationEntry asked =
        recorded(entry ->
            entry.act().operation().equals("requestChange") && change.equals(entry.act().object()));
    assertThat(asked.actor().name()).isEqualTo(blindName);
    AdministrationEntry rejected =
        recorded(entry ->
            entry.act().operation().equals("rejectChange")
                && refused.path("id").asText().equals(entry.act().object()));
    assertThat(rejected.actor().name()).isEqualTo(seeingName);
    // The entry of the change itself names the change request.
    AdministrationEntry made =
        recorded(entry ->
            entry.act().operation().equals("createApiClient")
                && change.equals(entry.origin().requestId()));
    assertThat(made.actor().name()).isEqualTo(seeingName);
    assertThat(made.origin().address()).isEqualTo(done.origin().address()).isNotNull();
  }

  private static AdministrationEntry recorded(Predicate<AdministrationEntry> wanted) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                RecordedAdministration.of(
                        TestInfrastructure.kafka().bootstrapServers(), new WorkspaceId(id))
                    .stream()
                    .filter(wanted)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
