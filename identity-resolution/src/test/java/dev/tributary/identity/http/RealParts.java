package dev.tributary.identity.http;

import dev.tributary.identity.postgres.TestDatabase;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Kafka, a migrated PostgreSQL and an issuer of tokens for the service under test. */
public final class RealParts implements QuarkusTestResourceLifecycleManager {
  /** Tests are loaded apart from this, so they learn of it through the system's properties. */
  private static final String KAFKA = "identity.test.kafka";

  /** Of tests, which write and read what the service itself may not. */
  public static KafkaClients kafka() {
    return new KafkaClients(System.getProperty(KAFKA));
  }

  @Override
  public Map<String, String> start() {
    System.setProperty(KAFKA, TestInfrastructure.kafka().bootstrapServers());
    ServiceDatabase database = TestInfrastructure.postgres("identity");
    TestDatabase.migrate(database);
    Map<String, String> settings = new HashMap<>(TestInfrastructure.kafka("identity-resolution"));
    settings.putAll(settings(database));
    return settings;
  }

  private static Map<String, String> settings(ServiceDatabase database) {
    return Map.ofEntries(
        Map.entry("DATABASE_URL", database.address()),
        Map.entry("DATABASE_WORKER_USER", database.worker().user()),
        Map.entry("DATABASE_WORKER_PASSWORD", database.worker().password()),
        Map.entry("DATABASE_REQUEST_USER", database.request().user()),
        Map.entry("DATABASE_REQUEST_PASSWORD", database.request().password()),
        Map.entry("KEYCLOAK_URL", TokenIssuer.shared().url()),
        Map.entry("TRIBUTARY_KEY_SECRET", "00112233445566778899aabbccddeeff"),
        Map.entry("quarkus.http.test-port", "0"));
  }

  @Override
  public void stop() {
    // They end with the JVM.
  }
}
