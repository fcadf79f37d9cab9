package dev.tributary.warehouse;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The real Kafka and PostgreSQL around the service under test, and a second database that plays a
 * company's warehouse. Quarkus loads this class apart from the tests, so they learn of it through
 * system properties.
 */
public class WarehouseEnvironment implements QuarkusTestResourceLifecycleManager {
  public static final String KAFKA = "warehouse.test.kafka";
  public static final String DATA = "warehouse.test.data";
  public static final String COMPANY_URL = "warehouse.test.company.url";
  public static final String COMPANY_USER = "warehouse.test.company.user";
  public static final String COMPANY_PASSWORD = "warehouse.test.company.password";

  @Override
  public Map<String, String> start() {
    ServiceDatabase database = TestInfrastructure.postgres("warehouse");
    TestDatabase.migrate(database);
    ServiceDatabase company = TestInfrastructure.postgres("company");
    Path data = temporary();
    String kafka = TestInfrastructure.kafka().bootstrapServers();
    System.setProperty(KAFKA, kafka);
    System.setProperty(DATA, data.toString());
    System.setProperty(COMPANY_URL, company.address());
    System.setProperty(COMPANY_USER, company.owner().user());
    System.setProperty(COMPANY_PASSWORD, company.owner().password());
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", "0");
    settings.put("KEYCLOAK_URL", TokenIssuer.shared().url());
    settings.putAll(TestInfrastructure.kafka("warehouse-ingestion"));
    settings.put("TRIBUTARY_KEY_SECRET", "00112233445566778899aabbccddeeff");
    settings.put(
        "TRIBUTARY_ENCRYPTION_KEY",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    settings.put("TRIBUTARY_EGRESS_ALLOW", "127.0.0.0/8");
    // Longer than a test waits: what ends a preview before is that its client left.
    settings.put("tributary.warehouse.preview-limit", "PT2M");
    settings.put("tributary.facts-every", "1S");
    settings.put("TRIBUTARY_DATA_DIR", data.toString());
    settings.put("DATABASE_URL", database.address());
    settings.put("DATABASE_WORKER_USER", database.worker().user());
    settings.put("DATABASE_WORKER_PASSWORD", database.worker().password());
    settings.put("DATABASE_REQUEST_USER", database.request().user());
    settings.put("DATABASE_REQUEST_PASSWORD", database.request().password());
    return settings;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("tributary-warehouse-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // All of it ends with the JVM.
  }
}
