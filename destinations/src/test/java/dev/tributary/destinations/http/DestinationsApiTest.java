package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.SECRET;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.field;
import static dev.tributary.destinations.http.Api.id;
import static dev.tributary.destinations.http.Api.profiles;
import static dev.tributary.destinations.http.Api.reader;
import static dev.tributary.destinations.http.Api.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class DestinationsApiTest {
  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  /** Whoever sets up destinations could send to themselves what is masked for them. */
  @Test
  void onlyWhoMaySeeDataRoutesThemOut() {
    Api.destination("own-server", "https://example.org/own", "marketing").then().statusCode(201);
    Map<String, Object> sync = Api.profilesTo("to-myself", "own-server");
    for (String role : List.of("marketer", "engineer", "admin")) {
      Api.as(role)
          .body(sync)
          .post(Api.ROOT + "/syncs")
          .then()
          .statusCode(403)
          .body("detail", containsString("personal-data:read"));
    }
    Api.as("viewer").get(Api.ROOT + "/syncs/to-myself").then().statusCode(404);
    Api.seeing("marketer").body(sync).post(Api.ROOT + "/syncs").then().statusCode(201);

    // What is routed already is neither widened nor turned to another address.
    String stored = Api.ROOT + "/syncs/to-myself";
    Map<String, Object> more =
        Map.of("mapping", List.of(Api.field("name", Map.of("kind", "trait", "name", "salary"))));
    Api.as("engineer").body(more).patch(stored).then().statusCode(403);
    Api.as("engineer").body(Map.of("name", "Renamed")).patch(stored).then().statusCode(200);
    String destination = Api.ROOT + "/destinations/own-server";
    Map<String, Object> elsewhere =
        Map.of("settings", Map.of("url", "https://attacker.example/", "signingSecret", Api.SECRET));
    Api.as("engineer").body(elsewhere).patch(destination).then().statusCode(403);
    Api.as("engineer").body(Map.of("name", "Mine")).patch(destination).then().statusCode(200);
    Api.seeing("engineer").body(elsewhere).patch(destination).then().statusCode(200);
  }

  /** A token is all that names the account of a vendor. */
  @Test
  void onlyWhoMaySeeDataSendsThemToAnotherAccount() {
    Map<String, Object> vendor =
        Map.of(
            "key", "account",
            "name", "Account",
            "connector", "hubspot",
            "settings", Map.of("accessToken", "pat-company"),
            "purposes", List.of("account"));
    as("engineer").body(vendor).post(ROOT + "/destinations").then().statusCode(201);
    Map<String, Object> token = Map.of("settings", Map.of("accessToken", "pat-own"));
    change("account", token).then().statusCode(200);
    Map<String, Object> sync = new HashMap<>(Api.profilesTo("to-account", "account"));
    sync.put("object", "contacts");
    sync.put("mapping", List.of(field("firstname", Map.of("kind", "trait", "name", "name"))));
    seeing("marketer").body(sync).post(ROOT + "/syncs").then().statusCode(201);

    change("account", token).then().statusCode(403).body("code", equalTo("approval-needed"));
    change("account", Map.of("name", "Renamed")).then().statusCode(200);
    seeing("engineer").body(token).patch(ROOT + "/destinations/account").then().statusCode(200);
  }

  /** Everyone may rotate a secret that only proves who sends. */
  @Test
  void aSecretThatChoosesNoReceiverChangesWithoutTheRight() {
    destination("signed", "https://example.org/signed", "signed").then().statusCode(201);
    profiles("to-signed", "signed").then().statusCode(201);
    change("signed", Map.of("settings", Map.of("signingSecret", SECRET))).then().statusCode(200);
  }

  /** Whoever is a member meets the rule, whatever the sync says of the member. */
  @Test
  void anAudienceLeavesOnlyThroughWhoMaySeeDataHoweverHarmlessTheFields() {
    Log.audience(WORKSPACE, new AudienceId("aud_bisected"));
    Log.classify(WORKSPACE, "plan", 1, Classification.HARMLESS);
    destination("bisection", "https://example.org/bisection", "bisection").then().statusCode(201);
    Map<String, String> plan = Map.of("kind", "trait", "name", "plan");
    Map<String, Object> sync = new HashMap<>(Api.profilesTo("bisecting", "bisection"));
    sync.put("match", field("plan", plan));
    sync.put("mapping", List.of(field("theme", plan)));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> as("engineer").body(sync).post(ROOT + "/syncs").then().statusCode(201));

    destination("bisected", "https://example.org/bisected", "bisection").then().statusCode(201);
    sync.put("key", "bisected");
    sync.put("destination", "bisected");
    sync.put("from", Map.of("kind", "audience", "audience", "aud_bisected"));
    as("engineer")
        .body(sync)
        .post(ROOT + "/syncs")
        .then()
        .statusCode(403)
        .body("code", equalTo("approval-needed"));
    as("engineer")
        .body(Map.of("from", sync.get("from")))
        .patch(ROOT + "/syncs/bisecting")
        .then()
        .statusCode(403)
        .body("code", equalTo("approval-needed"));
    seeing("marketer").body(sync).post(ROOT + "/syncs").then().statusCode(201);
  }

  /**
   * What a model declares harmless needed the right when it was declared, and no more than that.
   */
  @Test
  void aModelsColumnLeavesWithoutTheRightOnlyIfItIsNothingButAHarmlessTrait() {
    Map<String, String> traits =
        Map.of("id", "plan", "theme", "plan", "mail", "plan", "born", "birthday");
    ModelBody.Mapping mapping =
        new ModelBody.Mapping(
            Map.of("mail", "email"),
            traits,
            Map.of("agreed", "marketing"),
            Map.of("letters", "email"),
            null);
    List<String> columns = List.of("id", "theme", "mail", "born", "agreed", "letters", "town");
    Log.model(WORKSPACE, "mdl_declared", ModelBody.PERSON, columns, mapping);
    Log.classify(WORKSPACE, "plan", 1, Classification.HARMLESS);
    destination("declared", "https://example.org/declared", "marketing").then().statusCode(201);
    await().atMost(BOUND).untilAsserted(() -> rowsTo("declared", "theme").then().statusCode(201));
    for (String column : List.of("id", "mail", "born", "agreed", "letters", "town")) {
      rowsTo("declared", column).then().statusCode(403).body("code", equalTo("approval-needed"));
    }
  }

  /** A sync of one column of the model's rows, by an engineer who may not see personal data. */
  private static Response rowsTo(String destination, String column) {
    Map<String, String> from = Map.of("kind", "column", "name", column);
    return as("engineer")
        .body(
            Map.of(
                "key",
                "declared-" + column,
                "name",
                "Declared",
                "destination",
                destination,
                "from",
                Map.of("kind", "model", "model", "mdl_declared"),
                "object",
                "records",
                "match",
                Map.of("field", "id", "from", from),
                "mapping",
                List.of(field("value_" + column, from))))
        .post(ROOT + "/syncs");
  }

  @Test
  void theConnectorsDeclareThemselves() {
    as("viewer")
        .get(ROOT + "/connectors")
        .then()
        .statusCode(200)
        .body("data.id", hasItems("hubspot", "webhook", "postgresql"));
    as("viewer")
        .get(ROOT + "/connectors/hubspot")
        .then()
        .statusCode(200)
        .body("effectClass", equalTo("A"))
        .body("objects.name", hasItem("contacts"));
    as("viewer").get(ROOT + "/connectors/none").then().statusCode(404);
  }

  @Test
  void aDestinationNeedsItsPurposesAndNeverShowsItsSecrets() {
    as("engineer")
        .body(Map.of("key", "hook", "name", "Hook", "connector", "webhook"))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItems("/purposes", "/settings/url", "/settings/signingSecret"));
    Response created = destination("secretive", "https://example.org/hook", "marketing");
    created.then().statusCode(201).body("settings.signingSecret.set", equalTo(true));
    assertThat(created.asString()).doesNotContain(SECRET);
    as("viewer")
        .get(ROOT + "/destinations/secretive")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body(not(containsString(SECRET)));
    as("engineer")
        .contentType(MergePatch.MEDIA_TYPE)
        .header("If-Match", "\"1\"")
        .body(Map.of("name", "Renamed"))
        .patch(ROOT + "/destinations/secretive")
        .then()
        .statusCode(200)
        .body("name", equalTo("Renamed"))
        .body("settings.signingSecret.set", equalTo(true));
    as("marketer").body(Map.of()).post(ROOT + "/destinations").then().statusCode(403);
  }

  /** An engineer who may not see a secret has it sent to a server of their own. */
  @Test
  void aChangedAddressAsksForTheSecretsAgain() {
    ConcurrentLinkedQueue<String> stolen = new ConcurrentLinkedQueue<>();
    try (StandInServer attacker =
        new StandInServer((method, uri, headers, body) -> {
          headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("authorization")) {
              stolen.add(value);
            }
          });
          return new Reply(200, "{}");
        })) {
      Map<String, Object> vendor =
          Map.of(
              "key", "bound",
              "name", "Bound",
              "connector", "hubspot",
              "settings", Map.of("accessToken", "pat-secret"),
              "purposes", List.of("marketing"));
      as("engineer").body(vendor).post(ROOT + "/destinations").then().statusCode(201);
      changed("bound", Map.of("baseUrl", attacker.url()), "/settings/accessToken");
      as("engineer").post(ROOT + "/destinations/bound/test");
      assertThat(stolen).isEmpty();
      change("bound", Map.of("name", "Still bound")).then().statusCode(200);
      change(
              "bound",
              Map.of("baseUrl", attacker.url(), "settings", Map.of("accessToken", "pat-other")))
          .then()
          .statusCode(200);
      as("engineer").post(ROOT + "/destinations/bound/test").then().statusCode(200);
      assertThat(stolen).isNotEmpty().allMatch("Bearer pat-other"::equals);
    }
  }

  @Test
  void eachPartOfADatabasesAddressAsksForThePasswordAgain() {
    Map<String, Object> settings =
        Map.of(
            "host", "db.example.org",
            "database", "sales",
            "user", "writer",
            "password", "s3cret");
    as("engineer")
        .body(
            Map.of(
                "key", "sales",
                "name", "Sales",
                "connector", "postgresql",
                "settings", settings,
                "purposes", List.of("orders")))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(201)
        .body("warnings", hasSize(0));
    Map<String, Object> parts =
        Map.of(
            "host",
            "attacker.example",
            "port",
            5433,
            "user",
            "other",
            "tls",
            false,
            "verifyCertificate",
            false);
    parts.forEach((name, value) ->
        changed("sales", Map.of("settings", Map.of(name, value)), "/settings/password"));
    change("sales", Map.of("settings", Map.of("schema", "other"))).then().statusCode(200);
    change("sales", Map.of("settings", Map.of("verifyCertificate", false, "password", "s3cret")))
        .then()
        .statusCode(200)
        .body("warnings", hasItem(containsString("not verified")));
    Map<String, Object> nonsense = Map.of("caCertificate", "nonsense", "password", "s3cret");
    changed("sales", Map.of("settings", nonsense), "/settings/caCertificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?x=", "/internal/facts?workspace=a&x=", "#x"})
  void aBaseAddressThatSwallowsPathsIsRefused(String end) {
    as("engineer")
        .body(hubspotAt("https://example.org" + end))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/baseUrl")));
  }

  @Test
  void internalRoutesAreForServicesOnly() {
    for (String path : List.of("facts", "pipeline", "purges")) {
      String asked = path + "?workspace=" + WORKSPACE;
      as("admin").get(Api.management("127.0.0.1") + "/internal/" + asked).then().statusCode(404);
      as("admin").get("/internal/" + asked).then().statusCode(404);
      Api.internal(asked).then().statusCode(200);
    }
  }

  /** An engineer's destination could ask for the metrics and facts of other workspaces. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "127.0.0.2"})
  void theManagementPortIsNoDestination(String host) {
    String port = Api.management(host);
    as("engineer")
        .body(hubspotAt(port))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/baseUrl")))
        .body("errors[0].detail", containsString("belongs to this installation"));
    for (String path : List.of("/q/metrics", "/internal/facts?workspace=" + WORKSPACE)) {
      triedInVain(port + path);
    }
  }

  private static Map<String, Object> hubspotAt(String baseUrl) {
    return Map.of(
        "key",
        "elsewhere",
        "name",
        "Elsewhere",
        "connector",
        "hubspot",
        "settings",
        Map.of("accessToken", "pat-token"),
        "purposes",
        List.of("marketing"),
        "baseUrl",
        baseUrl);
  }

  private static void changed(String key, Map<String, Object> patch, String pointer) {
    change(key, patch).then().statusCode(422).body("errors.pointer", equalTo(List.of(pointer)));
  }

  private static Response change(String key, Map<String, Object> patch) {
    return as("engineer")
        .contentType(MergePatch.MEDIA_TYPE)
        .body(patch)
        .patch(ROOT + "/destinations/" + key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254",
        "https://10.0.0.1:8443",
        "http://[::1]:8080",
        "https://localhost.",
        "https://0.0.0.0"
      })
  void anAddressInsideIsRefusedWithItsPlace(String baseUrl) {
    as("engineer")
        .body(hubspotAt(baseUrl))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/baseUrl")));
    as("viewer").get(ROOT + "/destinations/inside").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://169.254.169.254/latest", "https://10.0.0.1/hook"})
  void aWebhookInsideIsTriedInVain(String url) {
    triedInVain(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://1.1.1.1/hook", "HTTP://1.1.1.1/hook", "ftp://1.1.1.1/hook"})
  void aNewWebhookNeedsHttps(String url) {
    as("engineer")
        .body(
            Map.of(
                "key", "plain",
                "name", "Plain",
                "connector", "webhook",
                "settings", Map.of("url", url, "signingSecret", SECRET),
                "purposes", List.of("marketing")))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/settings/url")))
        .body("errors[0].detail", containsString("https"));
  }

  private static void triedInVain(String url) {
    as("engineer")
        .body(
            Map.of(
                "key", "inside",
                "name", "Inside",
                "connector", "webhook",
                "settings", Map.of("url", url, "signingSecret", SECRET),
                "purposes", List.of("marketing")))
        .post(ROOT + "/destinations/test")
        .then()
        .statusCode(200)
        .body("ok", equalTo(false))
        .body("outcome", equalTo("misconfigured"))
        .body("exchanges[0].status", equalTo(null));
  }

  @Test
  void aMappingToAnUnknownFieldIsRefusedWithItsPlace() {
    as("engineer")
        .body(
            Map.of(
                "key", "crm",
                "name", "CRM",
                "connector", "hubspot",
                "settings", Map.of("accessToken", "pat-token"),
                "purposes", List.of("marketing")))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(201);
    Api.seeing("marketer")
        .body(
            Map.of(
                "key", "people",
                "name", "People",
                "destination", "crm",
                "from", Map.of("kind", "profiles"),
                "object", "contacts",
                "match", field("email", Map.of("kind", "identifier", "type", "email")),
                "mapping", List.of(field("nonsense", Map.of("kind", "trait", "name", "name")))))
        .post(ROOT + "/syncs")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/mapping/0/field"))
        .body("detail", containsString("nonsense"));
  }

  @Test
  void twoSyncsMayNotWriteTheSameField() {
    destination("shared", "https://example.org/hook", "marketing");
    profiles("first", "shared").then().statusCode(201);
    profiles("second", "shared")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/mapping"));
    as("engineer").delete(ROOT + "/destinations/shared").then().statusCode(409);
  }

  @Test
  void eventsFlowAndTheirDeliveriesShowRequestAndAnswer() {
    ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          bodies.add(body);
          return new Reply(200, "{\"thanks\":true}");
        })) {
      destination("events", server.url(), "orders").then().statusCode(201);
      Api.seeing("marketer")
          .body(
              Map.of(
                  "key", "orders",
                  "name", "Orders",
                  "destination", "events",
                  "from", Map.of("kind", "events", "names", List.of("Order Completed")),
                  "object", "events"))
          .post(ROOT + "/syncs")
          .then()
          .statusCode(201);
      Log.event(WORKSPACE, new ProfileId("prf_events"), 1, new EventId("evt_1"));
      await()
          .atMost(BOUND)
          .until(() -> bodies.stream().anyMatch(body -> body.contains("\"evt_1\"")));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(ROOT + "/profiles/prf_events/deliveries")
                  .then()
                  .statusCode(200)
                  .body("data[0].state", equalTo("delivered")));
      String id = as("viewer").get(ROOT + "/profiles/prf_events/deliveries").path("data[0].id");
      String root =
          as("viewer").get(ROOT + "/profiles/prf_events/deliveries").path("data[0].rootEvent");
      as("viewer")
          .get(ROOT + "/deliveries?event=" + root)
          .then()
          .statusCode(200)
          .body("data[0].id", equalTo(id));
      as("viewer").get(ROOT + "/deliveries?event=evt_none").then().body("data", hasSize(0));
      reader()
          .get(ROOT + "/deliveries/" + id)
          .then()
          .statusCode(200)
          .body("record", equalTo("evt_1"))
          .body("event", equalTo("Order Completed"))
          .body("attempts[0].exchanges[0].status", equalTo(200))
          .body("attempts[0].exchanges[0].body", containsString("evt_1"))
          .body("attempts[0].exchanges[0].headers.'webhook-signature'", equalTo("***"));
      as("viewer")
          .get(ROOT + "/deliveries/" + id)
          .then()
          .body("record.masked", equalTo(true))
          .body("attempts[0].exchanges[0].body.masked", equalTo(true));
    }
  }

  @Test
  void whatMayNotGoIsWithheldAndARefusalCanBeTriedAgain() {
    ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          bodies.add(body);
          return bodies.size() == 1 ? new Reply(400, "no") : new Reply(200, "");
        })) {
      destination("consent", server.url(), "marketing").then().statusCode(201);
      profiles("people-consent", "consent").then().statusCode(201);
      Log.person(WORKSPACE, new ProfileId("prf_silent"), 1, Map.of(), null);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(ROOT + "/profiles/prf_silent/deliveries")
                  .then()
                  .body(
                      "data.find { it.destination == '" + id("consent") + "' }.state",
                      equalTo("withheld")));
      as("viewer")
          .get(ROOT + "/deliveries/causes?destination=consent")
          .then()
          .body("data.find { it.cause == 'consent' }.words", equalTo("marketing"));
      assertThat(bodies).isEmpty();
      Log.person(
          WORKSPACE,
          new ProfileId("prf_silent"),
          2,
          Map.of("marketing", ConsentState.GRANTED),
          null);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(ROOT + "/deliveries/causes?destination=consent")
                  .then()
                  .body("data.cause", hasItem("rejected")));
      as("marketer")
          .body(Map.of("cause", "rejected", "destination", "consent"))
          .post(ROOT + "/deliveries/retry")
          .then()
          .statusCode(200)
          .body("retried", equalTo(1));
      await().atMost(BOUND).until(() -> bodies.size() == 2);
      as("viewer")
          .get(ROOT + "/deliveries?sync=people-consent")
          .then()
          .body("data.profile", hasItem("prf_silent"));
      as("viewer").get(ROOT + "/deliveries?sync=no-such-key").then().statusCode(404);
    }
  }

  @Test
  void aSyncThatBeginsPausedSendsNothingUntilItIsResumed() {
    ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          bodies.add(body);
          return new Reply(200, "");
        })) {
      destination("calm", server.url(), "orders").then().statusCode(201);
      Log.person(WORKSPACE, new ProfileId("prf_calm"), 1, Map.of(), null);
      Api.seeing("marketer")
          .body(Api.profilesTo("calm", "calm"))
          .post(ROOT + "/syncs?paused=true")
          .then()
          .statusCode(201)
          .body("state", equalTo("paused"));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(waiting("calm")).as("what waits for its turn").isPositive());
      assertThat(bodies).isEmpty();
      Api.seeing("marketer").post(ROOT + "/syncs/calm/resume").then().statusCode(200);
      await()
          .atMost(BOUND)
          .until(() -> bodies.stream().anyMatch(body -> body.contains("prf_calm@")));
      await().atMost(BOUND).until(() -> waiting("calm") == 0);
      as("viewer")
          .get(ROOT + "/destinations/calm/flow")
          .then()
          .statusCode(200)
          .body("oldestWaiting", equalTo(null))
          .body("lastAttempt", not(equalTo(null)));
      String counts = ROOT + "/destinations/calm/counts";
      await()
          .atMost(BOUND)
          .until(() ->
              as("viewer").get(counts).jsonPath().getList("data.delivered", Integer.class).stream()
                      .mapToInt(Integer::intValue)
                      .sum()
                  > 0);
      as("viewer").get(counts).then().statusCode(200).body("countedSince", not(equalTo(null)));
      as("viewer").get(counts + "?from=2026-01-01T00:00:00Z").then().statusCode(400);
    }
  }

  private static int waiting(String destination) {
    return as("viewer").get(ROOT + "/destinations/" + destination + "/flow").path("waiting");
  }

  @Test
  void theLimitsOfADestinationAreShownWithTheirUse() {
    Map<String, Object> wanted = new HashMap<>(Api.hook("https://example.org/limited"));
    wanted.put("key", "limited");
    Map<String, Object> day =
        Map.of("amount", 1_000, "window", Map.of("per", "day", "zone", "Europe/Berlin"));
    wanted.put(
        "rateLimit",
        Map.of("requests", 50, "perSeconds", 10, "leftForOthers", 0.1, "budgets", List.of(day)));
    as("engineer").body(wanted).post(ROOT + "/destinations").then().statusCode(201);
    as("viewer")
        .get(ROOT + "/destinations/limited/budgets")
        .then()
        .statusCode(200)
        .body("budgets.limit.amount", equalTo(List.of(50, 1_000)))
        .body("budgets.limit.keptForOthers", equalTo(List.of(5, 100)))
        .body("budgets[1].certainty", equalTo("counted"))
        .body("budgets[1].current.used", equalTo(0))
        .body("budgets[1].current.left", equalTo(900))
        .body("budgets[1].current.beginsAgain", not(equalTo(null)))
        .body("budgets[1].users.syncs", equalTo(List.of()));
    as("viewer").get(ROOT + "/destinations/no-such-key/budgets").then().statusCode(404);
  }

  @Test
  void aPausedSyncWhoseKeyIsTakenLeavesNothingBehind() {
    destination("taken", "https://example.org/taken", "orders").then().statusCode(201);
    profiles("taken", "taken").then().statusCode(201);
    Map<String, Object> another = new HashMap<>(Api.profilesTo("taken", "taken"));
    another.put("mapping", List.of(field("other", Map.of("kind", "trait", "name", "name"))));
    Api.seeing("marketer").body(another).post(ROOT + "/syncs?paused=true").then().statusCode(409);
    as("viewer").get(ROOT + "/syncs/taken").then().body("state", equalTo("active"));
  }

  @Test
  void aChangeIsPreviewedInThePlaceOfWhatItChanges() {
    destination("changing", "https://example.org/changing", "orders").then().statusCode(201);
    Log.person(WORKSPACE, new ProfileId("prf_changing"), 1, Map.of(), null);
    profiles("changing", "changing").then().statusCode(201);
    Map<String, ?> change = Api.profilesTo("changed", "changing");
    Api.seeing("marketer")
        .body(change)
        .post(ROOT + "/syncs/preview")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/mapping"));
    Api.seeing("marketer")
        .body(change)
        .post(ROOT + "/syncs/preview?sync=changing")
        .then()
        .statusCode(200);
    Api.seeing("marketer")
        .body(change)
        .post(ROOT + "/syncs/preview?sync=none")
        .then()
        .statusCode(404);
  }

  @Test
  void aSyncIsPreviewedTestedPausedAndRunAgain() {
    ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          bodies.add(body);
          return new Reply(200, "");
        })) {
      destination("runs", server.url(), "orders").then().statusCode(201);
      Log.person(WORKSPACE, new ProfileId("prf_runs"), 1, Map.of(), null);
      profiles("runs", "runs").then().statusCode(201);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer").get(ROOT + "/syncs/runs").then().body("run.state", equalTo("done")));
      await()
          .atMost(BOUND)
          .until(() -> bodies.stream().anyMatch(body -> body.contains("prf_runs@")));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(ROOT + "/syncs/runs")
                  .then()
                  .body("counts.pending", equalTo(null))
                  .body("counts.'in-flight'", equalTo(null)));
      reader()
          .get(ROOT + "/syncs/runs/preview?profile=prf_runs")
          .then()
          .statusCode(200)
          .body("records[0].record", equalTo("prf_runs@example.org"))
          .body("requests[0].body", containsString("prf_runs@example.org"));
      int before = bodies.size();
      Api.seeing("marketer")
          .body(Map.of("profile", "prf_runs"))
          .post(ROOT + "/syncs/runs/test")
          .then()
          .statusCode(200)
          .body("ok", equalTo(true));
      assertThat(bodies).hasSize(before + 1);
      Api.seeing("marketer").post(ROOT + "/syncs/runs/rerun").then().statusCode(202);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(ROOT + "/syncs/runs")
                  .then()
                  .body("run.state", equalTo("done"))
                  .body("run.changed", equalTo(0)));
      assertThat(bodies).hasSize(before + 1);
      Api.seeing("marketer")
          .post(ROOT + "/syncs/runs/pause")
          .then()
          .statusCode(200)
          .body("state", equalTo("paused"));
      Api.seeing("marketer")
          .post(ROOT + "/syncs/runs/resume")
          .then()
          .statusCode(200)
          .body("state", equalTo("active"));
      as("engineer")
          .post(ROOT + "/destinations/runs/test")
          .then()
          .statusCode(200)
          .body("ok", equalTo(true));
    }
  }
}
