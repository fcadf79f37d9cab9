package dev.tributary.e2e.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.files.Directories;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
@Tag("soak-launcher")
class LauncherTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PARTS =
      List.of(
          "kafka",
          "postgres",
          "redis",
          "keycloak",
          "api-gateway",
          "event-collector",
          "identity-resolution",
          "audience-builder",
          "destinations",
          "warehouse-ingestion",
          "control-plane",
          "sandbox");
  private static final List<String> FIELDS =
      List.of(
          "gatewayUrl",
          "collectorUrl",
          "sandboxUrl",
          "workspace",
          "writeKey",
          "username",
          "password");

  /** Kept after the test, for its logs. */
  private final Path state = Path.of("target/launcher-test").toAbsolutePath();

  @BeforeEach
  void begin() throws IOException {
    Directories.delete(state);
  }

  @Test
  void everythingStartsEndsWithItsLauncherAndKeepsItsState() throws Exception {
    LauncherProcess first = LauncherProcess.up(state);
    JsonNode before;
    List<ProcessHandle> parts;
    try {
      first.awaitReady();
      before = status();
      List<JsonNode> running = List.copyOf(before.path("processes").findParents("pid"));
      assertThat(running)
          .extracting(process -> process.path("name").asText())
          .containsExactlyInAnyOrderElementsOf(PARTS);
      assertThat(running)
          .allSatisfy(process -> {
            assertThat(process.path("pid").asLong()).isPositive();
            assertThat(process.path("state").asText()).as("%s", process).isEqualTo("ready");
            assertThat(process.path("residentMegabytes").asLong()).isPositive();
            assertThat(Instant.parse(process.path("startedAt").asText())).isBefore(Instant.now());
            assertThat(process.path("port").asInt()).isPositive();
          });
      JsonNode admin = held(before);
      assertThat(rights(admin)).isEqualTo("admin true");
      assertThat(held(before, "--workspace", admin.path("id").asText())).isEqualTo(admin);
      assertThat(rights(held(before, "--role", "engineer"))).isEqualTo("engineer true");
      assertThat(rights(held(before, "--role", "viewer", "--without-personal-data")))
          .isEqualTo("viewer false");
      assertThat(me(before, "--installation").path("installationAdmin").asBoolean()).isTrue();
      makesAWorkspace(before);
      parts = parts(before);
      assertThat(parts).hasSameSizeAs(running);
    } finally {
      first.kill();
    }
    await().atMost(30, SECONDS).until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));

    LauncherProcess second = LauncherProcess.up(state);
    List<ProcessHandle> partsAfter;
    try {
      double seconds = second.awaitReady();
      System.out.printf("A later cdp up took %.0f s%n", seconds);
      JsonNode after = status();
      for (String field : FIELDS) {
        assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
        assertThat(after.path(field).asText()).as(field).isNotBlank();
      }
      assertThat(rights(held(after))).isEqualTo("admin true");
      partsAfter = parts(after);
    } finally {
      second.interrupt();
    }
    // Ctrl-C stops everything before the launcher ends.
    assertThat(partsAfter).hasSameSizeAs(PARTS).noneMatch(ProcessHandle::isAlive);

    runDetachedUntilDown();
    LauncherProcess.run(state, "reset");
    assertThat(state.resolve("data")).doesNotExist();
    assertThat(state.resolve("secrets.properties")).doesNotExist();
    assertThat(state.resolve("workspace.json")).doesNotExist();
    assertThat(state.resolve("ports.properties")).exists();
  }

  private void runDetachedUntilDown() throws Exception {
    List<ProcessHandle> parts = List.of();
    saysOfEachPartHowLongItTook(LauncherProcess.run(state, "up", "--detach"));
    try {
      parts = parts(status());
      assertThat(parts).hasSameSizeAs(PARTS).allMatch(ProcessHandle::isAlive);
      showsLogsAndKeepsItsData();
    } finally {
      assertThat(LauncherProcess.run(state, "down")).startsWith("Tributary has stopped");
    }
    assertThat(parts).noneMatch(ProcessHandle::isAlive);
    assertThat(LauncherProcess.run(state, "down")).isEqualTo("Tributary is not running.");
    for (String command : List.of("status", "token")) {
      assertThat(refused(command)).isEqualTo("cdp: Tributary is not running: ./cdp up");
    }
  }

  private static void saysOfEachPartHowLongItTook(String progress) {
    List<String> ready = progress.lines().filter(line -> line.contains(" ready in ")).toList();
    assertThat(ready).hasSameSizeAs(PARTS);
    for (String part : PARTS) {
      String line = " *" + part + " +ready in +\\d+\\.\\d s +port \\d+";
      assertThat(ready).as(part).filteredOn(said -> said.matches(line)).hasSize(1);
    }
    assertThat(progress.lines().toList().getLast()).startsWith("Tributary is ready after ");
  }

  private void showsLogsAndKeepsItsData() throws Exception {
    for (String part : PARTS) {
      assertThat(LauncherProcess.run(state, "logs", part)).as(part).isNotBlank();
    }
    assertThat(LauncherProcess.run(state, "logs", "event-collector"))
        .contains("tributary-event-collector")
        .doesNotContain("tributary-destinations");
    assertThat(refused("logs", "none")).startsWith("cdp: There is no part none").contains(PARTS);
    assertThat(refused("reset")).startsWith("cdp: Tributary is running already");
    assertThat(status().path("processes").findValues("pid")).hasSameSizeAs(PARTS);
  }

  private String refused(String... command) throws Exception {
    return LauncherProcess.fail(LauncherProcess.line(state, command));
  }

  private static List<ProcessHandle> parts(JsonNode status) {
    return status.path("processes").findValues("pid").stream()
        .flatMap(pid -> ProcessHandle.of(pid.asLong()).stream())
        .toList();
  }

  private JsonNode status() throws Exception {
    return JSON.readTree(LauncherProcess.run(state, "status", "--json"));
  }

  /** The workspace as the API shows it to a token that {@code cdp} printed. */
  private JsonNode held(JsonNode status, String... asked) throws Exception {
    JsonNode workspaces = me(status, asked).path("workspaces");
    assertThat(workspaces).hasSize(1);
    assertThat(workspaces.get(0).path("key")).isEqualTo(status.path("workspace"));
    return workspaces.get(0);
  }

  /** What the API says of the caller with a token that {@code cdp} printed. */
  private JsonNode me(JsonNode status, String... asked) throws Exception {
    return answer(request(status, "/api/v1/me", asked).build(), 200);
  }

  /** With the token of the installation's admin, who may; a workspace's admin may not. */
  private void makesAWorkspace(JsonNode status) throws Exception {
    String workspace =
        """
        {"key": "second", "name": "Second", "kind": "test", "timezone": "UTC", "defaultRegion": "NL"}\
        """;
    var body = BodyPublishers.ofString(workspace);
    answer(
        request(status, "/api/v1/workspaces")
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        403);
    JsonNode made =
        answer(
            request(status, "/api/v1/workspaces", "--installation")
                .header("Content-Type", "application/json")
                .POST(body)
                .build(),
            201);
    assertThat(made.path("key").asText()).isEqualTo("second");
    JsonNode found =
        answer(request(status, "/api/v1/workspaces/second", "--installation").build(), 200);
    assertThat(found.path("id")).isEqualTo(made.path("id"));
  }

  /** A request with a token that {@code cdp} prints. */
  private HttpRequest.Builder request(JsonNode status, String path, String... asked)
      throws Exception {
    var arguments = new ArrayList<>(List.of("token"));
    arguments.addAll(List.of(asked));
    String token = LauncherProcess.run(state, arguments.toArray(String[]::new));
    return HttpRequest.newBuilder(URI.create(status.path("gatewayUrl").asText() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static JsonNode answer(HttpRequest request, int code) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
      return JSON.readTree(answer.body());
    }
  }

  private static String rights(JsonNode held) {
    return held.path("role").asText() + " " + held.path("personalData").asBoolean();
  }
}
