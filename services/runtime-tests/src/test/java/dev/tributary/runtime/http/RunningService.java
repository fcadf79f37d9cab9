package dev.tributary.runtime.http;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.util.Map;

/** Gives a service under test the environment that the launcher would. */
public final class RunningService implements QuarkusTestResourceLifecycleManager {
  /** The key secret is as many zeros. */
  static final int KEY_BYTES = 16;

  /** Tests are loaded apart from this, so they learn of it through the system's properties. */
  public static final String OWNER = "runtime.test.owner";

  @Override
  public Map<String, String> start() {
    try (TestDatabase migrated = TestDatabase.migrated("http")) {
      ServiceDatabase database = migrated.coordinates();
      System.setProperty(OWNER, database.owner().user() + " " + database.owner().password());
      return Map.of(
          "tributary.service", "probe",
          "DATABASE_URL", database.address(),
          "DATABASE_WORKER_USER", database.worker().user(),
          "DATABASE_WORKER_PASSWORD", database.worker().password(),
          "DATABASE_REQUEST_USER", database.request().user(),
          "DATABASE_REQUEST_PASSWORD", database.request().password(),
          "KAFKA_BOOTSTRAP_SERVERS", TestInfrastructure.kafka().bootstrapServers(),
          "KEYCLOAK_URL", TokenIssuer.shared().url(),
          "TRIBUTARY_KEY_SECRET", "00".repeat(KEY_BYTES));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    // The servers end with the JVM.
  }
}
