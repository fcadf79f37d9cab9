package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.testkit.lane.Lane;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service as it is shipped, with nothing around it: it says so, and its first line is enough. */
@Tag("soak-launcher")
class ProductionLogTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOWHERE = "127.0.0.1:1";

  @TempDir Path files;

  /** In the gating lane, one of the services: they share the settings of their logs. */
  static Stream<String> services() {
    return Stream.of(
            "services/event-collector",
            "api-gateway",
            "audience-builder",
            "destinations",
            "identity-resolution",
            "services/control-plane",
            "services/warehouse-ingestion")
        .limit(Lane.size("tributary.log-services", 1, 7));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aLineIsAnObjectOfJson(String service) throws Exception {
    JsonNode line = JSON.readTree(firstLine(service, Map.of()));

    assertThat(OffsetDateTime.parse(line.path("timestamp").asText())).isNotNull();
    assertThat(line.path("level").asText()).matches("[A-Z]+");
    assertThat(line.path("loggerName").asText()).isNotBlank();
    assertThat(line.path("message").asText()).isNotBlank();
    assertThat(line.path("mdc").isObject()).isTrue();
  }

  @Test
  void aLineIsTextWhereThatIsAskedFor() throws Exception {
    assertThat(firstLine("services/event-collector", Map.of("TRIBUTARY_LOG_JSON", "false")))
        .doesNotStartWith("{")
        .matches("\\d{4}-\\d\\d-\\d\\d .*");
  }

  private String firstLine(String service, Map<String, String> more) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar").toString()));
    builder.environment().putAll(surroundings());
    builder.environment().putAll(more);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = process.inputReader()) {
      String first = lines.readLine();
      assertThat(first).as("what %s wrote before it ended", service).isNotNull();
      return first;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** All that a service must be told, though none of it is there. */
  private Map<String, String> surroundings() {
    Map<String, String> told = new HashMap<>();
    told.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    told.put("QUARKUS_HTTP_PORT", "0");
    told.put("KAFKA_BOOTSTRAP_SERVERS", NOWHERE);
    told.put("REDIS_URL", "redis://" + NOWHERE);
    told.put("TRIBUTARY_KEY_SECRET", "00".repeat(16));
    told.put("TRIBUTARY_DATA_DIR", files.toString());
    told.put("DATABASE_URL", "jdbc:postgresql://" + NOWHERE + "/none");
    for (String role : List.of("WORKER", "REQUEST")) {
      told.put("DATABASE_" + role + "_USER", "none");
      told.put("DATABASE_" + role + "_PASSWORD", "none");
    }
    for (String secret : List.of("CLIENT", "SESSION")) {
      told.put("GATEWAY_" + secret + "_SECRET", "00".repeat(16));
    }
    for (String server :
        List.of(
            "GATEWAY",
            "GATEWAY_INTERNAL",
            "KEYCLOAK",
            "COLLECTOR",
            "CONTROL",
            "IDENTITY",
            "AUDIENCE",
            "DESTINATIONS",
            "WAREHOUSE")) {
      told.put(server + "_URL", "http://" + NOWHERE);
    }
    return told;
  }
}
