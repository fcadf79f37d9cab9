package dev.tributary.gateway;

import dev.tributary.contracts.KeyHash;
import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.testkit.services.StandIn;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/** What is around the gateway under test, for the tests to use and to break. */
final class GatewayFixture {
  static final String GATEWAY_URL = "gateway.test.url";
  static final String DIRECT_URL = "gateway.test.direct-url";
  static final String CERTIFICATES = "gateway.test.certificates";
  static final String KAFKA = "gateway.test.kafka";
  static final String REDIS_URL = "gateway.test.redis-url";
  static final String REDIS_GATE = "gateway.test.redis-gate";
  static final String UPSTREAM = "gateway.test.upstream";
  static final String UPSTREAM_MANAGEMENT = "gateway.test.upstream-management";
  static final String MANAGEMENT_URL = "gateway.test.management-url";

  static final String KEY_SECRET = "00112233445566778899aabbccddeeff";

  /** Where the control plane takes reports of gateways. */
  static final String REPORTS = "/internal/gateway-reports";

  /** As the services have them. */
  static final KeyHash KEYS = new KeyHash(HexFormat.of().parseHex(KEY_SECRET));

  // Holders: only the tests may start these, not whoever reads a constant of this class.
  private static final class Redis {
    static final TcpGate GATE = gate();
  }

  private static final class Front {
    static final TlsProxy TLS =
        TlsProxy.start(
            Path.of(System.getProperty(CERTIFICATES)),
            URI.create(gatewayUrl()).getPort(),
            URI.create(directUrl()).getPort());
  }

  private static final class Services {
    static final StandIn UPSTREAM = standIn();
  }

  private GatewayFixture() {}

  /** As browsers know it: over TLS, which a proxy in front of the gateway terminates. */
  static String gatewayUrl() {
    return System.getProperty(GATEWAY_URL);
  }

  /** As programs inside of the network know it: plain HTTP, and under another name. */
  static String directUrl() {
    return System.getProperty(DIRECT_URL);
  }

  /** As Prometheus and Kubernetes know it. */
  static String managementUrl() {
    return System.getProperty(MANAGEMENT_URL);
  }

  /** Trusts the proxy's certificate. */
  static TlsProxy tls() {
    return Front.TLS;
  }

  /** The way from the gateway to Redis. */
  static TcpGate redis() {
    return Redis.GATE;
  }

  /** Stands for every service. */
  static StandIn services() {
    return Services.UPSTREAM;
  }

  private static StandIn standIn() {
    StandIn services =
        StandIn.start(
            Integer.getInteger(GatewayFixture.UPSTREAM),
            Integer.getInteger(GatewayFixture.UPSTREAM_MANAGEMENT));
    services.prepare(REPORTS, 204, "");
    return services;
  }

  private static TcpGate gate() {
    URI redis = URI.create(System.getProperty(REDIS_URL));
    return TcpGate.before(redis.getPort(), Integer.getInteger(REDIS_GATE));
  }
}
