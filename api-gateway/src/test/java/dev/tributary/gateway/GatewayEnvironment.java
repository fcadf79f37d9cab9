package dev.tributary.gateway;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKeycloak;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real Keycloak, Kafka, PostgreSQL and Redis behind the gateway under test. Quarkus loads this
 * class apart from the tests, so they learn of it through system properties: {@link Surroundings}.
 */
public class GatewayEnvironment implements QuarkusTestResourceLifecycleManager {
  private static final List<String> SERVICES =
      List.of("COLLECTOR", "IDENTITY", "AUDIENCE", "DESTINATIONS", "WAREHOUSE", "CONTROL");

  @Override
  public Map<String, String> start() {
    // Whatever takes a port by itself does so before ours are chosen.
    String bootstrapServers = TestInfrastructure.kafka().bootstrapServers();
    String redis = TestInfrastructure.redis().address();
    ServiceDatabase database = TestInfrastructure.postgres("gateway");
    TestDatabase.migrate(database);
    int port = Port.free();
    int secure = Port.free();
    String gatewayUrl = "https://localhost:" + secure;
    String directUrl = "http://127.0.0.1:" + port;
    int management = Port.free();
    Path certificate = TlsProxy.create(certificates());
    int redisGate = Port.free();
    int upstream = Port.free();
    int upstreamManagement = Port.free();
    String realmUrl = startKeycloak(gatewayUrl, certificate, Port.free(), Port.free());
    System.setProperty(Surroundings.GATEWAY_URL, gatewayUrl);
    System.setProperty(Surroundings.DIRECT_URL, directUrl);
    System.setProperty(Surroundings.CERTIFICATES, certificates().toString());
    System.setProperty(Surroundings.REALM_URL, realmUrl);
    System.setProperty(Surroundings.REDIS_URL, redis);
    System.setProperty(Surroundings.REDIS_GATE, Integer.toString(redisGate));
    System.setProperty(Surroundings.UPSTREAM, Integer.toString(upstream));
    System.setProperty(Surroundings.UPSTREAM_MANAGEMENT, Integer.toString(upstreamManagement));
    System.setProperty(Surroundings.MANAGEMENT_URL, "http://127.0.0.1:" + management);
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", Integer.toString(port));
    settings.put("quarkus.management.test-port", Integer.toString(management));
    settings.put("GATEWAY_URL", gatewayUrl);
    settings.put("COLLECTOR_PUBLIC_URL", "https://events.example");
    settings.put("GATEWAY_SESSION_SECRET", "0123456789abcdef0123456789abcdef");
    settings.put("GATEWAY_CLIENT_SECRET", Surroundings.GATEWAY_SECRET);
    settings.put("KEYCLOAK_URL", realmUrl);
    settings.put("REDIS_URL", "redis://127.0.0.1:" + redisGate);
    // On a machine that does much else, a second is too short.
    settings.put("quarkus.redis.timeout", "20S");
    settings.putAll(TestInfrastructure.kafka("api-gateway"));
    settings.put("TRIBUTARY_KEY_SECRET", Surroundings.KEY_SECRET);
    settings.put("TRIBUTARY_ENCRYPTION_KEY", "0123456789abcdef".repeat(4));
    settings.put("TRIBUTARY_CLOCK_OFFSET_ALLOWED", "true");
    settings.put("DATABASE_URL", database.address());
    settings.put("DATABASE_WORKER_USER", database.worker().user());
    settings.put("DATABASE_WORKER_PASSWORD", database.worker().password());
    settings.put("DATABASE_REQUEST_USER", database.request().user());
    settings.put("DATABASE_REQUEST_PASSWORD", database.request().password());
    for (String service : SERVICES) {
      settings.put(service + "_URL", "http://127.0.0.1:" + upstream);
      settings.put(service + "_MANAGEMENT_URL", "http://127.0.0.1:" + upstreamManagement);
    }
    settings.put("tributary.quota.api-client", "12");
    settings.put("tributary.quota.invitation", "12");
    settings.put("tributary.gateway.failed-sign-ins.every", "1S");
    settings.put("tributary.gateway.alert.every", "2S");
    settings.put("tributary.gateway.proxy.idle", "2S");
    settings.put("tributary.gateway.limit.requests-per-second", "50");
    settings.put("tributary.gateway.limit.burst", "300");
    settings.put("tributary.gateway.proxy.max-body-bytes", "1000000");
    return settings;
  }

  private static Path certificates() {
    String pid = Long.toString(ProcessHandle.current().pid());
    return Checkout.locate().state().resolve("test").resolve(pid).resolve("tls");
  }

  private static String startKeycloak(
      String gatewayUrl, Path certificate, int port, int managementPort) {
    Checkout checkout = Checkout.locate();
    String pid = Long.toString(ProcessHandle.current().pid());
    EmbeddedKeycloak keycloak =
        EmbeddedKeycloak.start(
            checkout,
            checkout.state().resolve("test").resolve(pid).resolve("keycloak"),
            new EmbeddedKeycloak.Settings(
                port,
                managementPort,
                checkout.root().resolve("api-gateway/src/main/keycloak/realm.json"),
                Surroundings.KEYCLOAK_ADMIN),
            Map.of(
                "GATEWAY_URL",
                gatewayUrl,
                "KC_TRUSTSTORE_PATHS",
                certificate.toString(),
                "GATEWAY_CLIENT_SECRET",
                Surroundings.GATEWAY_SECRET,
                "INSTALLATION_CLIENT_SECRET",
                Surroundings.INSTALLATION_SECRET));
    Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
    System.setProperty(Surroundings.KEYCLOAK_PID, Long.toString(keycloak.process().pid()));
    return keycloak.realmAddress();
  }

  @Override
  public void stop() {
    // All of it ends with the JVM.
  }
}
