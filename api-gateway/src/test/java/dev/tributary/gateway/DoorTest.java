package dev.tributary.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class DoorTest {
  private static JsonNode workspace;

  @Inject ServiceToken serviceToken;
  @Inject RefusalWindow window;

  private Api api;
  private String path;

  @BeforeEach
  void aWorkspace() {
    if (workspace == null) {
      workspace = Workspaces.create(Workspaces.freshKey());
    }
    api = Workspaces.admin(workspace);
    path = "/api/v1/workspaces/" + workspace.path("id").asText();
  }

  @Test
  void aServiceSeesTheTokenAndNeitherCookiesNorClaimsAboutTheClient() {
    Answer answer =
        api.get(
            path + "/sources?limit=2",
            "Cookie",
            "q_other=1",
            "X-Forwarded-For",
            "10.0.0.1",
            "X-Tributary-Client",
            "10.0.0.1 guessed",
            "X-Forwarded-Host",
            "evil.example",
            "X-Request-Id",
            "chosen-by-client");
    JsonNode headers = answer.json().path("headers");

    assertThat(answer.json().path("uri").asText()).isEqualTo(path + "/sources?limit=2");
    assertThat(headers.path("authorization").asText()).startsWith("Bearer ");
    assertThat(headers.path("x-forwarded-for").asText()).isEqualTo("127.0.0.1");
    assertThat(headers.path("x-request-id").asText()).isEqualTo("chosen-by-client");
    assertThat(
            new ForwardedClient(GatewayFixture.KEYS, "event-collector")
                .read(headers.path("x-tributary-client").asText(), "chosen-by-client"))
        .isEqualTo("127.0.0.1");
    assertThat(headers.has("cookie")).isFalse();
    assertThat(headers.has("x-forwarded-host")).isFalse();
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("X-Request-Id")).isEqualTo("chosen-by-client");
  }

  @Test
  void aServiceKnowsTheWorkspaceByItsId() {
    String byKey = "/api/v1/workspaces/" + workspace.path("key").asText() + "/sources?x=%2Fy";
    assertThat(api.get(byKey).json().path("uri").asText()).isEqualTo(path + "/sources?x=%2Fy");
  }

  @Test
  void requestsAreCountedTogetherAndNotByObject() {
    api.get(path + "/sources/src_1");
    byte[] answer = Api.ofManagement().get("/q/metrics").response().body();
    String metrics = new String(answer, UTF_8);
    assertThat(metrics).contains("uri=\"/api/v1/workspaces/{workspace}/{objects}\"");
    assertThat(metrics).doesNotContain("src_1");
  }

  @Test
  void answersCarrySecurityHeaders() {
    for (Answer answer : List.of(api.get(path + "/sources"), api.get("/none"))) {
      assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void everyErrorIsAProblem() {
    Api nobody = Api.withToken("");
    problem(nobody.get(path), 401, "unauthenticated");
    problem(nobody.get("/api/v1/none"), 401, "unauthenticated");
    problem(nobody.get("/none"), 404, "not-found");
    problem(nobody.post("/none", ""), 404, "not-found");
    problem(api.get("/api/v1/none"), 404, "not-found");
    problem(api.get(path + "/none"), 404, "not-found");
    problem(api.delete(path + "/pipeline"), 405, "method-not-allowed");
    problem(api.post(path, "{}"), 405, "method-not-allowed");
    problem(api.put(path, "{}"), 405, "method-not-allowed");
    problem(api.get(path + "/sources/" + "x".repeat(9_000)), 414, "address-too-long");
    problem(api.get(path + "/sources?x=" + "x".repeat(9_000)), 414, "address-too-long");
    for (String status : List.of("404", "413", "415", "429", "500", "503")) {
      problem(api.get(path + "/sources/bare-" + status), Integer.parseInt(status), null);
    }
    for (Answer away : List.of(api.get(path + "/sources/cut"), api.get(path + "/sources/silent"))) {
      assertThat(away.json().path("retryable").asBoolean()).isTrue();
      assertThat(away.header("Retry-After")).matches("[1-9][0-9]*");
    }
    problem(api.get(path + "/sources/cut"), 502, "service-unreachable");
    problem(api.get(path + "/sources/silent"), 504, "service-timeout");
    problem(api.post(path + "/sources", "x".repeat(1_000_001)), 413, "too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q",
        "/q/health",
        "/q/health/live",
        "/q/health/group/traffic",
        "/q/metrics",
        "/q/openapi",
        "/internal/facts?workspace=wsp_a",
        "/internal/pipeline?workspace=wsp_a"
      })
  void whatIsForTheInstallationOnlyIsNotAtTheDoor(String asked) {
    for (Answer answer :
        List.of(
            Api.withToken("").get(asked),
            Api.withToken("").get(asked, ServiceToken.HEADER, serviceToken.value()),
            Api.installation().get(asked))) {
      problem(answer, 404, "not-found");
      assertThat(answer.json().path("detail").asText())
          .isEqualTo(api.get("/none").json().path("detail").asText());
    }
    Answer inside = Api.ofManagement().get(asked, ServiceToken.HEADER, serviceToken.value());
    assertThat(inside.status()).isEqualTo(asked.equals("/q") ? 404 : 200);
  }

  @Test
  void whatNoClientLibraryWouldSendIsAnsweredToo() throws Exception {
    for (String target : List.of("/api/v1/workspaces/%zz", "/%", "/api/v1/workspaces?limit=%")) {
      String answer = raw("GET " + target + " HTTP/1.1");
      assertThat(answer).describedAs(target).matches("(?s)HTTP/1.1 4[0-9]{2} .*");
      assertThat(answer).describedAs(target).containsAnyOf("problem+json", "content-length: 0");
      assertThat(answer).describedAs(target).doesNotContain("Exception", "dev.tributary");
    }
  }

  private static void problem(Answer answer, int status, String code) {
    assertThat(answer.status()).describedAs(answer.json().toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("requestId").asText()).isEqualTo(answer.header("X-Request-Id"));
    if (code != null) {
      assertThat(answer.code()).isEqualTo(code);
    }
  }

  @Test
  void aRequestThatTheRoleDoesNotIncludeIsReportedAndCounted() {
    WorkspaceId id = new WorkspaceId(workspace.path("id").asText());
    String client = workspace.path("key").asText() + ".viewer";
    Api viewer = Api.of(client, Realm.createMember(id, client, "viewer"));
    String destination = path + "/destinations/crm";

    Answer first = viewer.delete(destination);
    problem(first, 403, "forbidden");
    problem(viewer.delete(destination), 403, "forbidden");
    assertThat(GatewayFixture.services().asked(destination)).isEmpty();
    await().atMost(Duration.ofSeconds(60)).until(() -> !refused(id).isEmpty());
    window.end();
    await().atMost(Duration.ofSeconds(60)).until(() -> refused(id).getLast().result().times() == 2);

    AdministrationEntry entry = refused(id).getLast();
    assertThat(refused(id)).extracting(AdministrationEntry::id).containsOnly(entry.id());
    assertThat(entry.act()).isEqualTo(new Act("deleteDestination", "destination", "crm", null));
    assertThat(entry.result()).isEqualTo(new Result(Outcome.REFUSED, 403, 2));
    assertThat(entry.actor().name()).isEqualTo("service-account-" + client);
    assertThat(entry.actor().kind()).isEqualTo(Actor.Kind.PROGRAM);
    assertThat(entry.origin())
        .isEqualTo(new Origin("api-gateway", first.header("X-Request-Id"), "127.0.0.1"));
  }

  /** The entries about refused requests that the control plane was sent, in their order. */
  private static List<AdministrationEntry> refused(WorkspaceId workspace) {
    return GatewayFixture.services().asked(GatewayFixture.REPORTS).stream()
        .map(asked -> Json.read(asked.body().getBytes(UTF_8), GatewayReport.class))
        .flatMap(report -> report.entries().stream())
        .filter(entry -> entry.workspace().equals(workspace))
        .filter(entry -> entry.result().outcome() == Outcome.REFUSED)
        .toList();
  }

  @Test
  void aBodyThatDoesNotSayItsLengthIsCounted() {
    problem(api.send("POST", path + "/sources", chunked(1_000_001)), 413, "too-large");
    assertThat(api.send("POST", path + "/sources", chunked(900_000)).json().path("bytes").asInt())
        .isEqualTo(900_000);
  }

  private static HttpRequest.BodyPublisher chunked(int bytes) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
  }

  @Test
  void pathsThatTwoProgramsCouldReadDifferentlyAreRefused() throws Exception {
    for (String part :
        List.of(
            "..%2fx", "%2e%2e/x", "../x", "./x", "a//b", "a;b", "a%3Bb", "a%5cb", "%2E", "a%00b")) {
      String answer = raw("GET " + path + "/sources/" + part + " HTTP/1.1");
      assertThat(answer).describedAs(part).contains(" 400 ").contains("ambiguous-path");
    }
  }

  @Test
  void aRequestWithTwoCredentialsIsRefused() throws Exception {
    String authorization = "Authorization: Bearer " + token();
    String request = "GET " + path + "/sources HTTP/1.1\r\n" + authorization;
    assertThat(raw(request)).startsWith("HTTP/1.1 200 ");
    for (String second : List.of(authorization, "authorization: Basic dTpw", "Authorization: ")) {
      assertThat(raw(request + "\r\n" + second))
          .describedAs(second)
          .startsWith("HTTP/1.1 400 ")
          .contains("two-credentials");
    }
  }

  /** A proxy in front of the gateway could read the end of such a body differently. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked, xchunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3"
      })
  void aRequestWhoseBodyHasNoCertainEndIsRefused(String headers) throws Exception {
    String smuggled = path + "/sources/smuggled";
    String answer =
        raw(
            "POST "
                + path
                + "/sources HTTP/1.1\r\nAuthorization: Bearer "
                + token()
                + "\r\n"
                + headers
                + "\r\nHost: localhost\r\n\r\n0\r\n\r\nGET "
                + smuggled
                + " HTTP/1.1");
    assertThat(answer).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    assertThat(GatewayFixture.services().asked(smuggled)).isEmpty();
  }

  /** A request line, and headers after it, as no client library would send them. */
  private static String raw(String requestLine) throws Exception {
    URI gateway = URI.create(GatewayFixture.directUrl());
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      OutputStream out = socket.getOutputStream();
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aStreamPassesUnbuffered() throws Exception {
    CountDownLatch second = GatewayFixture.services().holdSecondEvent();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(GatewayFixture.directUrl() + path + "/sources/stream"))
            .header("Authorization", "Bearer " + token())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("data: first");
      second.countDown();
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("data: second");
    }
  }

  @Test
  void whoOffersHttp2InClearTextIsServedOverHttp1() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(GatewayFixture.directUrl() + path + "/sources"))
            .header("Authorization", "Bearer " + token())
            .POST(chunked(100_000))
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      // The first request of a connection would upgrade it.
      http.send(
          HttpRequest.newBuilder(URI.create(GatewayFixture.directUrl())).build(),
          BodyHandlers.discarding());
      var answer = http.send(request, BodyHandlers.ofByteArray());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(Json.read(answer.body(), JsonNode.class).path("bytes").asInt()).isEqualTo(100_000);
    }
  }

  @Test
  void theDocumentsOfAllServicesAreOne() {
    GatewayFixture.services()
        .prepare(
            "/q/openapi",
            """
            {"openapi": "3.1.0",
             "paths": {
               "/internal/pipeline": {"get": {}},
               "/api/v1/workspaces/{workspace}/pipeline": {"get": {}},
               "/api/v1/workspaces/{workspace}/none": {"get": {}},
               "/api/v1/workspaces/{workspace}/sources": {"get": {"responses": {"200": {"content":
                 {"application/json": {"schema": {"$ref": "#/components/schemas/Source"}}}}}}}},
             "components": {"schemas": {"Source": {"type": "object", "properties": {"id": {}}}}}}
            """);
    JsonNode document = api.get("/api/v1/openapi.json").json();

    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.path("paths").has("/api/v1/workspaces/{workspace}/pipeline")).isTrue();
    assertThat(document.path("paths").has("/api/v1/workspaces/{workspace}/none")).isFalse();
    assertThat(document.path("paths").has("/internal/pipeline")).isFalse();
    JsonNode sources = document.at("/paths/~1api~1v1~1workspaces~1{workspace}~1sources/get");
    assertThat(sources.path("x-tributary-needs").asText()).isEqualTo("viewer");
    for (String reference : document.findValuesAsText("$ref")) {
      assertThat(document.at(reference.substring(1)).isMissingNode())
          .describedAs(reference)
          .isFalse();
    }
    assertThat(document.findValuesAsText("$ref")).contains("#/components/schemas/Source");
  }

  @Test
  void onlyAccessTokensOfThisInstallationForTheApiAreAccepted() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair forger = generator.generateKeyPair();
    String forged =
        Jwt.issuer(TestKeycloak.realmUrl())
            .audience("tributary-api")
            .subject("forger")
            .groups("/installation/admin")
            .claim("ws", List.of("/installation/admin"))
            .expiresIn(300)
            .jws()
            .keyId("forged-" + System.nanoTime())
            .sign(forger.getPrivate());
    JsonNode tokens =
        Api.form(
                TestKeycloak.realmUrl() + "/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    workspace.path("apiClient").path("clientId").asText(),
                    "client_secret",
                    workspace.path("apiClient").path("secret").asText(),
                    "scope",
                    "openid"))
            .json();
    assertThat(tokens.path("id_token").asText()).isNotEmpty();
    assertThat(Api.withToken(tokens.path("access_token").asText()).get(path).status())
        .isEqualTo(200);
    for (String refused :
        List.of(forged, "opaque", tokens.path("id_token").asText(), token() + "x", "a.b.c")) {
      problem(Api.withToken(refused).get(path), 401, "unauthenticated");
    }
    problem(Api.withToken("").get(path, "Authorization", "Basic YTpi"), 401, "unauthenticated");
  }

  @Test
  void anAccessTokenOfThisRealmForAnotherAudienceIsRefused() {
    String suffix = Long.toString(System.nanoTime());
    Realm.createClient("ours-" + suffix, "secret", "tributary-api");
    Realm.createClient("others-" + suffix, "secret", "another-api");

    assertThat(Api.withToken(TestKeycloak.token("ours-" + suffix, "secret")).get(path).status())
        .isEqualTo(200);
    problem(
        Api.withToken(TestKeycloak.token("others-" + suffix, "secret")).get(path),
        401,
        "unauthenticated");
  }

  private static String token() {
    JsonNode client = workspace.path("apiClient");
    return TestKeycloak.token(client.path("clientId").asText(), client.path("secret").asText());
  }
}
