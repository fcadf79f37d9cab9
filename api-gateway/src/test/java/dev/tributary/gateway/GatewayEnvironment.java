package dev.tributary.gateway;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Port;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.keycloak.TestKeycloak;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real Keycloak, Kafka and Redis behind the gateway under test. Quarkus loads this class apart
 * from the tests, so they learn of it through system properties: {@link GatewayFixture}.
 */
public class GatewayEnvironment implements QuarkusTestResourceLifecycleManager {
  private static final List<String> SERVICES =
      List.of("COLLECTOR", "IDENTITY", "AUDIENCE", "DESTINATIONS", "WAREHOUSE", "CONTROL");

  @Override
  public Map<String, String> start() {
    // Whatever takes a port by itself does so before ours are chosen.
    System.setProperty(GatewayFixture.KAFKA, TestInfrastructure.kafka().bootstrapServers());
    String redis = TestInfrastructure.redis().address();
    int port = Port.free();
    int secure = Port.free();
    String gatewayUrl = "https://localhost:" + secure;
    String directUrl = "http://127.0.0.1:" + port;
    int management = Port.free();
    Path certificate = TlsProxy.create(certificates());
    int redisGate = Port.free();
    int upstream = Port.free();
    int upstreamManagement = Port.free();
    String realmUrl =
        TestKeycloak.start(gatewayUrl, Map.of("KC_TRUSTSTORE_PATHS", certificate.toString()));
    System.setProperty(GatewayFixture.GATEWAY_URL, gatewayUrl);
    System.setProperty(GatewayFixture.DIRECT_URL, directUrl);
    System.setProperty(GatewayFixture.CERTIFICATES, certificates().toString());
    System.setProperty(GatewayFixture.REDIS_URL, redis);
    System.setProperty(GatewayFixture.REDIS_GATE, Integer.toString(redisGate));
    System.setProperty(GatewayFixture.UPSTREAM, Integer.toString(upstream));
    System.setProperty(GatewayFixture.UPSTREAM_MANAGEMENT, Integer.toString(upstreamManagement));
    System.setProperty(GatewayFixture.MANAGEMENT_URL, "http://127.0.0.1:" + management);
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", Integer.toString(port));
    settings.put("quarkus.management.test-port", Integer.toString(management));
    settings.put("GATEWAY_URL", gatewayUrl);
    settings.put("COLLECTOR_PUBLIC_URL", "https://events.example");
    settings.put("GATEWAY_SESSION_SECRET", "0123456789abcdef0123456789abcdef");
    settings.put("GATEWAY_CLIENT_SECRET", TestKeycloak.GATEWAY_SECRET);
    settings.put("KEYCLOAK_URL", realmUrl);
    settings.put("REDIS_URL", "redis://127.0.0.1:" + redisGate);
    // On a machine that does much else, a second is too short.
    settings.put("quarkus.redis.timeout", "20S");
    settings.putAll(TestInfrastructure.kafka("api-gateway"));
    settings.put("TRIBUTARY_KEY_SECRET", GatewayFixture.KEY_SECRET);
    for (String service : SERVICES) {
      settings.put(service + "_URL", "http://127.0.0.1:" + upstream);
      settings.put(service + "_MANAGEMENT_URL", "http://127.0.0.1:" + upstreamManagement);
    }
    settings.put("tributary.gateway.proxy.idle", "2S");
    // So few that a slow machine sends more.
    settings.put("tributary.gateway.limit.requests-per-second", "10");
    settings.put("tributary.gateway.limit.burst", "300");
    settings.put("tributary.gateway.proxy.max-body-bytes", "1000000");
    return settings;
  }

  private static Path certificates() {
    String pid = Long.toString(ProcessHandle.current().pid());
    return Checkout.locate().state().resolve("test").resolve(pid).resolve("tls");
  }

  @Override
  public void stop() {
    // All of it ends with the JVM.
  }
}
