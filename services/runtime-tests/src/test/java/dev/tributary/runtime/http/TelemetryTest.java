package dev.tributary.runtime.http;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.tributary.runtime.loop.LoopMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RunningService.class)
class TelemetryTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TestHTTPResource(management = true)
  URI management;

  @Inject MeterRegistry registry;

  @ConfigProperty(name = "DATABASE_URL")
  String database;

  @BeforeEach
  void ready() {
    await().atMost(BOUND).until(() -> get(management.resolve("health/ready")).statusCode() == 200);
  }

  @Test
  void theMetricsOfALoopAreCalledAsTheReferenceCallsThem() throws IOException {
    assertThat(new LoopMetrics(registry, "probe").lag()).isZero();
    Set<String> scraped =
        names(
            "(?m)^(tributary_loop_\\w+?)(?:_count|_sum|_max)?\\{[^}]*consumer=\"probe\".* ",
            get(management.resolve("metrics")).then().statusCode(200).extract().asString());
    Path reference =
        Path.of(System.getProperty("tributary.root")).resolve("docs/reference/telemetry.md");
    Set<String> documented =
        names("(?m)^\\| `(tributary_loop_\\w+)` \\|", Files.readString(reference));

    assertThat(scraped).isNotEmpty().isEqualTo(documented);
  }

  @Test
  void aServiceOnAnotherSchemaIsAliveAndSaysWhyItIsNotReady() throws SQLException {
    String newest = "installed_rank = (select max(installed_rank) from flyway_schema_history)";
    asOwner("update flyway_schema_history set success = false where " + newest);
    try {
      get(management.resolve("health/ready"))
          .then()
          .statusCode(503)
          .body("status", equalTo("DOWN"))
          .body(
              "checks.find { it.name == 'tributary' }.data.database",
              matchesPattern("The schema is at version .+, this service needs .+"));
      get(management.resolve("health/live")).then().statusCode(200);
    } finally {
      asOwner("update flyway_schema_history set success = true where " + newest);
    }
    get(management.resolve("health/ready")).then().statusCode(200);
  }

  private void asOwner(String statement) throws SQLException {
    String[] owner = System.getProperty(RunningService.OWNER).split(" ", 2);
    try (Connection connection = DriverManager.getConnection(database, owner[0], owner[1]);
        Statement sql = connection.createStatement()) {
      assertThat(sql.executeUpdate(statement)).isOne();
    }
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
