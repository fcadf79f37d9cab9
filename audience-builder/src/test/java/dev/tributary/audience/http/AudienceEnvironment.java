package dev.tributary.audience.http;

import dev.tributary.audience.TestDatabase;
import dev.tributary.contracts.KeyHash;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The real Kafka and PostgreSQL behind the service under test. */
public class AudienceEnvironment implements QuarkusTestResourceLifecycleManager {
  private static final String KEY_SECRET = "00112233445566778899aabbccddeeff";

  /** As other services of the installation have it. */
  static String serviceToken() {
    return new ServiceToken(new KeyHash(HexFormat.of().parseHex(KEY_SECRET)), "audience-builder")
        .value();
  }

  static final String KAFKA = "audience.test.kafka";
  static final String DATABASE = "audience.test.database";
  static final String OWNER = "audience.test.owner";
  static final String OWNER_PASSWORD = "audience.test.owner-password";

  @Override
  public Map<String, String> start() {
    ServiceDatabase database = TestInfrastructure.postgres("audience");
    TestDatabase.migrate(database);
    System.setProperty(DATABASE, database.address());
    System.setProperty(OWNER, database.owner().user());
    System.setProperty(OWNER_PASSWORD, database.owner().password());
    String servers = TestInfrastructure.kafka().bootstrapServers();
    System.setProperty(KAFKA, servers);
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", "0");
    settings.put("KEYCLOAK_URL", TokenIssuer.shared().url());
    settings.putAll(TestInfrastructure.kafka("audience-builder"));
    settings.put("TRIBUTARY_KEY_SECRET", KEY_SECRET);
    // No consent is missing in a new database, so nothing is asked.
    settings.put("IDENTITY_URL", "http://localhost:1");
    // Far longer than a test waits: a query that ends early does so for another reason.
    settings.put("TRIBUTARY_QUESTION_LIMIT", "10M");
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
