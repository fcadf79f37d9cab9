package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What helm test runs, against a server that answers as the services do. That they do is what the
 * end-to-end tests say; here it is the script that is tested.
 */
class FirstEventScriptTest {
  private static final String WORKSPACE = "/api/v1/workspaces/helm-test";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new HashMap<>();
  private HttpServer server;

  private record Outcome(int exitCode, String output) {}

  @BeforeAll
  static void needsCurl() {
    boolean curl =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Path.of(folder, "curl").toFile().canExecute());
    if (!curl) {
      System.out.println("SKIPPED: the script of helm test, because there is no curl");
    }
    Assumptions.assumeTrue(curl);
  }

  @BeforeEach
  void start() throws IOException {
    answers.put(
        "POST /realms/tributary/protocol/openid-connect/token", "200 {\"access_token\":\"t\"}");
    answers.put("GET " + WORKSPACE, "404 {\"code\":\"not-found\"}");
    answers.put("POST /api/v1/workspaces", "201 {\"id\":\"wsp_1\"}");
    answers.put(
        "POST " + WORKSPACE + "/sources",
        "201 {\"id\":\"src_1\",\"key\":\"x\",\"writeKeys\":[{\"id\":\"key_1\",\"hint\":\"ab\"}],\"writeKey\":\"wk\"}");
    answers.put("DELETE " + WORKSPACE + "/sources/src_1", "204 ");
    answers.put("POST /v1/identify", "200 {\"success\":true}");
    answers.put("GET " + WORKSPACE + "/pipeline", "200 {\"caughtUp\":true,\"stages\":[]}");
    answers.put("POST " + WORKSPACE + "/profiles/lookup", "200 {\"id\":\"prf_1\"}");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anEventIsSentAndItsProfileFound() throws Exception {
    Outcome outcome = run();
    assertThat(outcome.output()).contains("Found prf_1");
    assertThat(outcome.exitCode()).isZero();
    assertThat(requests)
        .containsExactly(
            "POST /realms/tributary/protocol/openid-connect/token",
            "GET " + WORKSPACE,
            "POST /api/v1/workspaces",
            "POST " + WORKSPACE + "/sources",
            "POST /v1/identify",
            "GET " + WORKSPACE + "/pipeline",
            "POST " + WORKSPACE + "/profiles/lookup",
            "DELETE " + WORKSPACE + "/sources/src_1");
  }

  @Test
  void theWorkspaceOfAnEarlierRunIsUsedAgain() throws Exception {
    answers.put("GET " + WORKSPACE, "200 {\"id\":\"wsp_1\"}");
    assertThat(run().exitCode()).isZero();
    assertThat(requests).doesNotContain("POST /api/v1/workspaces");
  }

  @Test
  void withoutATokenItFails() throws Exception {
    answers.put("POST /realms/tributary/protocol/openid-connect/token", "401 {\"error\":\"x\"}");
    Outcome outcome = run();
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output()).contains("FAILED: Keycloak gives no token");
  }

  @Test
  void aPipelineThatDoesNotCatchUpFailsIt() throws Exception {
    answers.put("GET " + WORKSPACE + "/pipeline", "200 {\"caughtUp\":false}");
    Outcome outcome = run();
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output()).contains("FAILED: the pipeline");
    assertThat(requests).contains("DELETE " + WORKSPACE + "/sources/src_1");
  }

  @Test
  void aProfileThatIsNotThereFailsIt() throws Exception {
    answers.put("POST " + WORKSPACE + "/profiles/lookup", "404 {\"code\":\"not-found\"}");
    Outcome outcome = run();
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output()).contains("FAILED: no profile");
  }

  @Test
  void everyCallIsOneThatTheApiHas() {
    JsonNode paths = Repository.json("docs/reference/openapi.json").path("paths");
    assertThat(answers.keySet())
        .filteredOn(call -> call.contains("/api/v1"))
        .hasSize(6)
        .allSatisfy(call -> {
          String[] parts =
              call.replace("helm-test", "{workspace}").replace("src_1", "{source}").split(" ", -1);
          assertThat(paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT)).isObject())
              .as(call)
              .isTrue();
        });
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(call);
    exchange.getRequestBody().readAllBytes();
    String answer = answers.getOrDefault(call, "404 {\"unexpected\":true}");
    byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        Integer.parseInt(answer.substring(0, 3)), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Outcome run() throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    var script =
        new ProcessBuilder("bash", Repository.CHART.resolve("files/first-event.sh").toString())
            .redirectErrorStream(true);
    script
        .environment()
        .putAll(
            Map.of(
                "GATEWAY",
                address,
                "COLLECTOR",
                address,
                "KEYCLOAK_URL",
                address + "/realms/tributary",
                "INSTALLATION_CLIENT_SECRET",
                "secret",
                "no_proxy",
                "127.0.0.1"));
    Process process = script.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
