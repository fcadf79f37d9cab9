package dev.tributary.destinations.http;

import dev.tributary.destinations.TestDatabase;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Real Kafka, PostgreSQL and Redis for the service under test. They end with the JVM. */
public class DestinationsEnvironment implements QuarkusTestResourceLifecycleManager {
  static final String KEY_SECRET = "00112233445566778899aabbccddeeff";

  static final String KAFKA = "tributary.test.kafka";

  static final String MANAGEMENT = "tributary.test.management";

  @Override
  public Map<String, String> start() {
    ServiceDatabase database = TestInfrastructure.postgres("destinations");
    TestDatabase.migrate(database);
    String servers = TestInfrastructure.kafka().bootstrapServers();
    System.setProperty(KAFKA, servers);
    Map<String, String> settings = new HashMap<>();
    // Both given or both 0, or the servers' meters differ in their tags, and the second never
    // starts.
    settings.put("quarkus.http.test-port", Integer.toString(Port.free()));
    String management = Integer.toString(Port.free());
    settings.put("quarkus.management.test-port", management);
    System.setProperty(MANAGEMENT, management);
    settings.put("KEYCLOAK_URL", TokenIssuer.shared().url());
    settings.put("REDIS_URL", TestInfrastructure.redis().address());
    settings.putAll(TestInfrastructure.kafka("destinations"));
    settings.put("TRIBUTARY_KEY_SECRET", KEY_SECRET);
    settings.put("TRIBUTARY_ENCRYPTION_KEY", "00".repeat(31) + "01");
    settings.put("TRIBUTARY_EGRESS_ALLOW", "127.0.0.0/8");
    settings.put("TRIBUTARY_EGRESS_OWN_PORTS", management);
    // A plan of more people than its first part has goes on in the background.
    settings.put("tributary.destinations.plan-time", "0S");
    settings.put("DATABASE_URL", database.address());
    settings.put("DATABASE_WORKER_USER", database.worker().user());
    settings.put("DATABASE_WORKER_PASSWORD", database.worker().password());
    settings.put("DATABASE_REQUEST_USER", database.request().user());
    settings.put("DATABASE_REQUEST_PASSWORD", database.request().password());
    return settings;
  }

  @Override
  public void stop() {
    // All of it ends with the JVM.
  }
}
