package dev.tributary.e2e.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Directories;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LauncherTest {

  private static final ObjectMapper JSON = new ObjectMapper();

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
      List<JsonNode> running =
          StreamSupport.stream(before.path("processes").spliterator(), false)
              .filter(process -> !process.path("state").asText().equals("not built"))
              .toList();
      assertThat(running)
          .hasSizeGreaterThanOrEqualTo(8)
          .allSatisfy(process -> {
            assertThat(process.path("state").asText()).as("%s", process).isEqualTo("ready");
            assertThat(process.path("residentMegabytes").asLong()).isPositive();
            assertThat(process.path("startedAt").asText()).isNotBlank();
            assertThat(process.path("port").asInt()).isPositive();
          });
      assertThat(workspace(before, "--role", "viewer", "--without-personal-data")).isEqualTo(200);
      parts =
          running.stream()
              .map(process -> process.path("pid").asLong())
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .toList();
      assertThat(parts).hasSameSizeAs(running);
    } finally {
      first.kill();
    }
    await().atMost(30, SECONDS).until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));

    LauncherProcess second = LauncherProcess.up(state);
    try {
      double seconds = second.awaitReady();
      System.out.printf("A later cdp up took %.0f s%n", seconds);
      JsonNode after = status();
      for (String field : List.of("gatewayUrl", "workspace", "writeKey", "username", "password")) {
        assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
        assertThat(after.path(field).asText()).as(field).isNotBlank();
      }
      assertThat(workspace(after)).isEqualTo(200);
    } finally {
      second.stop();
    }
  }

  private JsonNode status() throws Exception {
    return JSON.readTree(LauncherProcess.run(state, "status", "--json"));
  }

  /** What the gateway answers to a token that {@code cdp token} printed. */
  private int workspace(JsonNode status, String... rights) throws Exception {
    var arguments = new ArrayList<>(List.of("token"));
    arguments.addAll(List.of(rights));
    String token = LauncherProcess.run(state, arguments.toArray(String[]::new));
    var address =
        URI.create(
            status.path("gatewayUrl").asText()
                + "/api/v1/workspaces/"
                + status.path("workspace").asText());
    var request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
