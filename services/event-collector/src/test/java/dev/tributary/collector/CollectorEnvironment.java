package dev.tributary.collector;

import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.ServiceUsers;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * The real Kafka, PostgreSQL and Redis behind the collector under test, the last two behind gates
 * that a test can shut: {@link CollectorFixture}. Quarkus loads this class apart from the tests, so
 * they learn of it through system properties.
 */
public class CollectorEnvironment implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    ServiceDatabase database = TestInfrastructure.postgres("collector");
    TestDatabase.migrate(database);
    URI postgres = URI.create(database.address().substring("jdbc:".length()));
    URI redis = URI.create(TestInfrastructure.redis().address());
    int postgresGate = Port.free();
    int redisGate = Port.free();
    TestInfrastructure.OwnKafka kafka = TestInfrastructure.ownKafka();
    System.setProperty(CollectorFixture.KAFKA, kafka.broker().bootstrapServers());
    System.setProperty(CollectorFixture.KAFKA_PID, Long.toString(kafka.process().pid()));
    System.setProperty(CollectorFixture.POSTGRES_GATE, postgres.getPort() + ":" + postgresGate);
    System.setProperty(CollectorFixture.REDIS_GATE, redis.getPort() + ":" + redisGate);
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", "0");
    settings.put("KEYCLOAK_URL", TokenIssuer.shared().url());
    settings.put("REDIS_URL", "redis://127.0.0.1:" + redisGate);
    settings.putAll(ServiceUsers.environment("event-collector", kafka.broker().servicesPort()));
    settings.put("tributary.collector.body-grace", "3S");
    settings.put("TRIBUTARY_KEY_SECRET", "00112233445566778899aabbccddeeff");
    settings.put(
        "DATABASE_URL",
        database.address().replace(":" + postgres.getPort() + "/", ":" + postgresGate + "/"));
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
