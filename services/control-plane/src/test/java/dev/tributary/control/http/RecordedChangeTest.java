package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.ControlEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A change and its entry of the trail are one transaction of Hibernate Reactive. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class RecordedChangeTest {

  @Test
  void aChangeWhoseEntryCannotBeWrittenIsNotCommitted() throws SQLException {
    String key = "recorded-" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode client =
        Api.installation()
            .post(
                "/api/v1/workspaces",
                "{\"key\":\"%s\",\"name\":\"Recorded\",\"kind\":\"test\"}".formatted(key))
            .json()
            .path("apiClient");
    Api admin = Api.of(client.path("clientId").asText(), client.path("secret").asText());
    String settings = "/api/v1/workspaces/" + key + "/alert-settings";
    assertThat(admin.put(settings, "{\"silentGaps\": 7}").status()).isEqualTo(200);

    String request = System.getProperty(ControlEnvironment.REQUEST);
    execute("revoke insert on definition_outbox from " + request);
    try {
      assertThat(admin.put(settings, "{\"silentGaps\": 9}").status()).isGreaterThanOrEqualTo(500);
    } finally {
      execute("grant insert on definition_outbox to " + request);
    }
    assertThat(gaps(admin, settings)).isEqualTo(7);
    assertThat(admin.put(settings, "{\"silentGaps\": 9}").status()).isEqualTo(200);
    assertThat(gaps(admin, settings)).isEqualTo(9);
  }

  private static int gaps(Api admin, String settings) {
    return admin.get(settings).json().path("silentGaps").asInt();
  }

  private static void execute(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                System.getProperty(ControlEnvironment.DATABASE),
                System.getProperty(ControlEnvironment.SUPERUSER),
                System.getProperty(ControlEnvironment.PASSWORD));
        Statement superuser = connection.createStatement()) {
      superuser.execute(statement);
    }
  }
}
