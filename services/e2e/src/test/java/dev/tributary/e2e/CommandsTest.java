package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.e2e.local.LauncherProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code cdp}'s commands say of an installation that runs; LauncherTest starts and stops. */
@Tag("soak")
@Tag("soak-journeys")
class CommandsTest {
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

  private final Stack stack = Stack.started();
  private final Path state = stack.installation().checkout().state();

  @Test
  void statusTellsOfEveryPart() throws Exception {
    List<JsonNode> running = List.copyOf(status().path("processes").findParents("pid"));
    assertThat(running)
        .extracting(process -> process.path("name").asText())
        .containsExactlyInAnyOrderElementsOf(PARTS);
    assertThat(running)
        .allSatisfy(process -> {
          assertThat(ProcessHandle.of(process.path("pid").asLong())).isPresent();
          assertThat(process.path("state").asText()).as("%s", process).isEqualTo("ready");
          assertThat(process.path("residentMegabytes").asLong()).isPositive();
          assertThat(Instant.parse(process.path("startedAt").asText())).isBefore(Instant.now());
          assertThat(process.path("port").asInt()).isPositive();
        });
  }

  /** Keys and people's data are kept there. */
  @Test
  void onlyItsOwnerEntersTheInstallationsFolder() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
  }

  @Test
  void aTokenHoldsTheRightsThatWereAskedFor() throws Exception {
    Shop shop = stack.newShop();
    assertThat(held(shop)).isEqualTo("admin true");
    assertThat(held(shop, "--role", "engineer")).isEqualTo("engineer true");
    assertThat(held(shop, "--role", "viewer", "--without-personal-data")).isEqualTo("viewer false");
  }

  @Test
  void aTokenOfTheInstallationCreatesWorkspacesAndOneOfAWorkspaceDoesNot() throws Exception {
    String key = "made-" + UUID.randomUUID().toString().substring(0, 8);
    Shop shop = stack.newShop();
    assertThat(create(key, "--workspace", shop.key()).statusCode()).isEqualTo(403);
    HttpResponse<String> created = create(key, "--installation");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(JSON.readTree(created.body()).path("key").asText()).isEqualTo(key);
  }

  private HttpResponse<String> create(String key, String... asked) throws Exception {
    String workspace =
        """
        {"key": "%s", "name": "Made", "kind": "test", "timezone": "UTC", "defaultRegion": "NL"}\
        """
            .formatted(key);
    HttpRequest request =
        request("/api/v1/workspaces", asked)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(workspace))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** A request with a token that {@code cdp} prints. */
  private HttpRequest.Builder request(String path, String... asked) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("token"));
    arguments.addAll(List.of(asked));
    String token = LauncherProcess.run(state, arguments.toArray(String[]::new));
    URI address = URI.create(status().path("gatewayUrl").asText() + path);
    return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
  }

  @Test
  void logsAreThoseOfOnePart() throws Exception {
    assertThat(LauncherProcess.run(state, "logs", "keycloak")).isNotBlank();
    assertThat(LauncherProcess.run(state, "logs", "event-collector"))
        .contains("tributary-event-collector")
        .doesNotContain("tributary-destinations");
    assertThat(refused("logs", "none")).startsWith("cdp: There is no part none").contains(PARTS);
  }

  private String refused(String... command) throws Exception {
    return LauncherProcess.fail(LauncherProcess.line(state, command));
  }

  private JsonNode status() throws Exception {
    return JSON.readTree(LauncherProcess.run(state, "status", "--json"));
  }

  /** The rights as the API shows them to a token that {@code cdp} printed. */
  private String held(Shop shop, String... asked) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--workspace", shop.key()));
    arguments.addAll(List.of(asked));
    HttpRequest request = request("/api/v1/me", arguments.toArray(String[]::new)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String body = client.send(request, BodyHandlers.ofString()).body();
      JsonNode workspaces = JSON.readTree(body).path("workspaces");
      assertThat(workspaces).as(body).hasSize(1);
      assertThat(workspaces.get(0).path("key").asText()).isEqualTo(shop.key());
      return workspaces.get(0).path("role").asText()
          + " "
          + workspaces.get(0).path("personalData").asBoolean();
    }
  }
}
