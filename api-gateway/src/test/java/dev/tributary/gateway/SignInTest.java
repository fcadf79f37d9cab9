package dev.tributary.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.testkit.faults.StoppedProcess;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.services.Answer;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class SignInTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String ME = "/api/v1/me";

  private static final Duration BOUND = Duration.ofSeconds(60);

  @Inject ReactiveRedisDataSource redis;

  private final String username = "person-" + UUID.randomUUID();
  private final Browser browser = new Browser();

  @BeforeEach
  void createPerson() {
    GatewayFixture.redis().reopen();
    Realm.createUser(username, PASSWORD, "/installation/admin");
  }

  @AfterEach
  void restore() {
    GatewayFixture.redis().reopen();
    Realm.accessTokensLive(300);
  }

  @Test
  void aPersonSignsInAndIsLedBack() {
    Answer page = browser.signIn(username, PASSWORD, ME);

    assertThat(page.status()).isEqualTo(200);
    JsonNode me = page.json();
    assertThat(me.path("name").asText()).isEqualTo(username);
    assertThat(me.path("installationAdmin").asBoolean()).isTrue();
  }

  @Test
  void aPersonLearnsWhereTheyMayGoAndWhatTheyMayDoThere() {
    JsonNode workspace = Workspaces.create(Workspaces.freshKey());
    String member = "member-" + UUID.randomUUID();
    Workspaces.rename(workspace, "Northwind");
    Realm.createUser(
        member,
        PASSWORD,
        Realm.group(workspace, "marketer"),
        Realm.group(workspace, "personal-data"));

    JsonNode me = browser.signIn(member, PASSWORD, ME).json();

    assertThat(me.path("name").asText()).isEqualTo(member);
    assertThat(me.path("installationAdmin").asBoolean()).isFalse();
    assertThat(me.path("collectorUrl").asText()).isEqualTo("https://events.example");
    assertThat(me.path("workspaces")).hasSize(1);
    JsonNode held = me.path("workspaces").get(0);
    assertThat(held.path("id")).isEqualTo(workspace.path("id"));
    assertThat(held.path("key")).isEqualTo(workspace.path("key"));
    assertThat(held.path("role").asText()).isEqualTo("marketer");
    assertThat(held.path("personalData").asBoolean()).isTrue();
    browser.signOut();
    for (String operation : List.of("signIn", "signOut")) {
      AdministrationEntry entry = reported(operation, member);
      assertThat(entry.workspace().value()).isEqualTo(workspace.path("id").asText());
      assertThat(entry.origin().address()).isEqualTo("127.0.0.1");
      assertThat(entry.origin().service()).isEqualTo("api-gateway");
    }
    browser.signIn(member, PASSWORD, ME);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(browser.fetch("GET", ME).json().at("/workspaces/0/name").asText())
                .isEqualTo("Northwind"));
  }

  /** The entry that the control plane was sent. */
  private static AdministrationEntry reported(String operation, String name) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                GatewayFixture.services().asked(GatewayFixture.REPORTS).stream()
                    .map(asked -> Json.read(asked.body().getBytes(UTF_8), GatewayReport.class))
                    .flatMap(report -> report.entries().stream())
                    .filter(entry -> entry.act().operation().equals(operation))
                    .filter(entry -> entry.actor().name().equals(name))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void aSignInIsReportedWhenTheControlPlaneIsBack() {
    JsonNode workspace = Workspaces.create(Workspaces.freshKey());
    String member = "member-" + UUID.randomUUID();
    Realm.createUser(member, PASSWORD, Realm.group(workspace, "viewer"));
    GatewayFixture.services().prepare(GatewayFixture.REPORTS, 503, "");
    try {
      assertThat(browser.signIn(member, PASSWORD, ME).status()).isEqualTo(200);
    } finally {
      GatewayFixture.services().prepare(GatewayFixture.REPORTS, 204, "");
    }
    assertThat(reported("signIn", member).at()).isBefore(Instant.now());
  }

  @Test
  void theUseOfAnApiClientIsReported() {
    JsonNode workspace = Workspaces.create(Workspaces.freshKey());
    String client = workspace.at("/apiClient/clientId").asText();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            GatewayFixture.services().asked(GatewayFixture.REPORTS).stream()
                .anyMatch(asked ->
                    Json.read(asked.body().getBytes(UTF_8), GatewayReport.class)
                        .clientUses()
                        .containsKey(client)));
  }

  @Test
  void aLinkIntoThePagesSurvivesTheSignIn() {
    String link = "/w/northwind/audiences/abc?tab=members&name=a%20b%26c#top";
    Answer page =
        browser.signIn(username, PASSWORD, URLEncoder.encode(link, StandardCharsets.UTF_8));

    assertThat(browser.addresses()).last().isEqualTo(GatewayFixture.gatewayUrl() + link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
  }

  @Test
  void noTokenEverReachesTheBrowser() {
    browser.signIn(username, PASSWORD, ME);
    browser.signOut();

    assertThat(browser.sessionCookie()).isEmpty();
    // A JSON Web Token of Keycloak begins like this; the state cookie is a JWE of ours.
    assertThat(browser.seen()).noneMatch(seen -> seen.contains("eyJhbGciOiJSUzI1Ni"));
    assertThat(browser.seen()).noneMatch(seen -> seen.contains("id_token_hint"));
    assertThat(browser.seen())
        .filteredOn(seen -> seen.startsWith("__Host-q_session=") && !seen.contains("Max-Age=0"))
        .isNotEmpty()
        .allMatch(seen -> seen.contains("HTTPOnly") && seen.contains("SameSite=Lax"));
  }

  @Test
  void behindAProxyThatTerminatesTlsEverythingStaysOnTls() {
    Answer me = browser.signIn(username, PASSWORD, ME);

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(browser.addresses())
        .filteredOn(address -> address.contains("/auth/"))
        .anyMatch(address -> address.startsWith(GatewayFixture.gatewayUrl() + "/auth/callback"))
        .noneMatch(address -> address.startsWith("http://localhost"));
    // Cookies of the gateway, and redirects.
    assertThat(browser.seen())
        .filteredOn(seen -> seen.contains("Path=/") && seen.contains("q_"))
        .isNotEmpty()
        .allMatch(seen -> seen.startsWith("__Host-q_") && seen.contains("Secure"));
    browser.signOut();
    assertThat(browser.sessionCookie()).isEmpty();
  }

  @Test
  void aSessionThatAnotherHostOfTheDomainPlantedCountsForNothing() {
    browser.signIn(username, PASSWORD, ME);
    Answer answer =
        new Browser().fetch("GET", ME, "Cookie", "q_session=" + browser.sessionCookie());
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void underAForgedHostNobodySignsInButProgramsGoOn() {
    Answer refused = Api.withToken("").get("/auth/login");
    assertThat(refused.status()).isEqualTo(421);
    assertThat(refused.json().path("detail").asText()).contains(GatewayFixture.gatewayUrl());
    assertThat(refused.header("Vary")).containsIgnoringCase("host");
    for (String path : List.of("/", "/w/northwind?tab=events", "/invitation")) {
      Answer page = Api.withToken("").get(path);
      assertThat(page.status()).describedAs(path).isEqualTo(307);
      assertThat(page.header("Location")).isEqualTo(GatewayFixture.gatewayUrl() + path);
      assertThat(page.header("Vary")).containsIgnoringCase("host");
    }
    assertThat(Api.installation().get(ME).status()).isEqualTo(200);
  }

  @Test
  void signingOutEndsKeycloaksSessionToo() {
    browser.signIn(username, PASSWORD, ME);
    String session = browser.sessionCookie();
    assertThat(Realm.sessionsOf(username)).isEqualTo(1);

    browser.signOut();

    assertThat(Realm.sessionsOf(username)).isZero();
    Browser thief = new Browser();
    thief.setSessionCookie(session);
    assertThat(thief.fetch("GET", ME).status()).isEqualTo(401);
  }

  @Test
  void aSignOutAtKeycloakEndsOurSession() {
    browser.signIn(username, PASSWORD, ME);
    Realm.endSessionsOf(username);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(browser.fetch("GET", ME).status()).isEqualTo(401));
  }

  @Test
  void aSignInNeverTakesAnIdThatWasPlantedInTheBrowser() {
    browser.signIn(username, PASSWORD, ME);
    String first = browser.sessionCookie();
    browser.signOut();
    browser.setSessionCookie(first);
    browser.open(GatewayFixture.gatewayUrl() + "/auth/login");
    browser.signIn(username, PASSWORD, ME);
    assertThat(browser.sessionCookie()).isNotEmpty().isNotEqualTo(first);
  }

  @Test
  void ofManyParallelRequestsOneRefreshesTheTokens() throws Exception {
    // More than the pool has connections: those that an earlier test has cut are found out here.
    inParallel(20);
    Realm.accessTokensLive(12);
    // Tokens are refreshed ten seconds ahead; until then all requests share the first ones.
    String before = browser.signIn(username, PASSWORD, ME).json().path("tokenExpiresAt").asText();
    Realm.accessTokensLive(300);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          List<Integer> answers = inParallel(20);
          assertThat(answers).containsOnly(200);
          return !subjectTokenExpiry().equals(before);
        });
    // Had two requests used the refresh token, Keycloak would have ended the session.
    assertThat(inParallel(20)).containsOnly(200);
    assertThat(Realm.sessionsOf(username)).isEqualTo(1);
  }

  @Test
  void aRefreshForWhichKeycloakNeedsLongIsDoneOnce() throws Exception {
    Realm.accessTokensLive(12);
    String before = browser.signIn(username, PASSWORD, ME).json().path("tokenExpiresAt").asText();
    Realm.accessTokensLive(300);
    // Tokens are refreshed ten seconds ahead, by clocks of whole seconds.
    Instant due = Instant.parse(before).minusSeconds(8);
    await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(due));
    List<Integer> answers;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Integer>> requests;
      try (StoppedProcess keycloak = StoppedProcess.stop(TestKeycloak.pid())) {
        requests = clients.submit(() -> inParallel(5));
        await().atMost(Duration.ofSeconds(60)).until(() -> refreshing().size() == 1);
        List<String> first = refreshing();
        // Longer than the right to refresh lasts without a renewal.
        Instant end = Instant.now().plusSeconds(12);
        await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(end));
        assertThat(refreshing()).isEqualTo(first);
      }
      answers = requests.get();
    }
    // A request that waited for too long may be repeated. None may lose its session.
    assertThat(answers).isSubsetOf(200, 503).contains(200);
    assertThat(inParallel(20)).containsOnly(200);
    assertThat(subjectTokenExpiry()).isNotEqualTo(before);
    assertThat(Realm.sessionsOf(username)).isEqualTo(1);
  }

  /** The requests that have the right to refresh a session. */
  private List<String> refreshing() {
    Response locks = redis.execute("KEYS", "gateway:refresh:*").await().atMost(BOUND);
    return IntStream.range(0, locks.size())
        .mapToObj(i -> redis.execute("GET", locks.get(i).toString()).await().atMost(BOUND))
        .map(String::valueOf)
        .toList();
  }

  private String subjectTokenExpiry() {
    return browser.fetch("GET", ME).json().path("tokenExpiresAt").asText();
  }

  private List<Integer> inParallel(int requests) throws InterruptedException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, requests)
              .mapToObj(i -> clients.submit(() -> browser.fetch("GET", ME + "?n=" + i).status()))
              .toList();
      return answers.stream().map(SignInTest::result).toList();
    }
  }

  private static int result(Future<Integer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutRedisSessionsAreAnsweredWith503AndSurvive() {
    browser.signIn(username, PASSWORD, ME);
    String session = browser.sessionCookie();

    GatewayFixture.redis().shut();
    Answer refused = browser.fetch("GET", ME);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("sign-in-unavailable");
    assertThat(refused.header("Set-Cookie")).isEmpty();
    assertThat(refused.header("Retry-After")).isNotEmpty();

    GatewayFixture.redis().reopen();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(browser.fetch("GET", ME).status()).isEqualTo(200));
    assertThat(browser.sessionCookie()).isEqualTo(session);
  }

  @Test
  void withoutRedisBearerTokensGoOn() {
    Api installation = Api.installation();
    GatewayFixture.redis().shut();
    assertThat(installation.get(ME).status()).isEqualTo(200);
  }

  @Test
  void changesWithASessionNeedOurHeaderAndNoForeignOrigin() {
    browser.signIn(username, PASSWORD, ME);
    String path = "/api/v1/workspaces";
    assertThat(browser.fetch("POST", path).code()).isEqualTo("cross-site-request");
    assertThat(browser.fetch("POST", path, "X-Tributary-CSRF", "1").code())
        .isNotEqualTo("cross-site-request");
    assertThat(
            browser
                .fetch("POST", path, "X-Tributary-CSRF", "1", "Origin", "https://evil.example")
                .code())
        .isEqualTo("cross-site-request");
    assertThat(
            browser
                .fetch("POST", path, "X-Tributary-CSRF", "1", "Origin", GatewayFixture.gatewayUrl())
                .code())
        .isNotEqualTo("cross-site-request");
    assertThat(browser.fetch("POST", "/auth/end").code()).isEqualTo("cross-site-request");
    assertThat(browser.fetch("POST", "/auth/end", "Authorization", "Bearer x").code())
        .isEqualTo("cross-site-request");
  }

  @Test
  void aSignInLeadsToNoOtherSite() {
    for (String elsewhere : List.of("//evil.example", "https://evil.example", "/%5Cevil.example")) {
      Browser victim = new Browser();
      Answer home = victim.signIn(username, PASSWORD, elsewhere);
      assertThat(victim.seen()).noneMatch(seen -> seen.matches("(https?:)?[/\\\\]{2}evil.*"));
      assertThat(victim.addresses()).last().isEqualTo(GatewayFixture.gatewayUrl() + "/");
      assertThat(home.status()).isEqualTo(200);
    }
  }

  @Test
  void whoSignsOutWithoutASessionIsToldSo() {
    Answer answer = browser.fetch("POST", "/auth/end", "X-Tributary-CSRF", "1");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }
}
