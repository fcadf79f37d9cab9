package dev.tributary.gateway;

import dev.tributary.local.infra.Credentials;
import java.net.URI;

/** What is around the gateway under test, for the tests to use and to break. */
final class Surroundings {
  static final String GATEWAY_URL = "gateway.test.url";
  static final String REALM_URL = "gateway.test.realm-url";
  static final String REDIS_URL = "gateway.test.redis-url";
  static final String REDIS_GATE = "gateway.test.redis-gate";
  static final String UPSTREAM = "gateway.test.upstream";

  static final String GATEWAY_SECRET = "gateway-secret-of-the-tests";
  static final String INSTALLATION_SECRET = "installation-secret-of-the-tests";
  static final Credentials KEYCLOAK_ADMIN = new Credentials("admin", "admin-password-of-the-tests");

  // Holders: only the tests may start these, not whoever reads a constant of this class.
  private static final class Redis {
    static final TcpGate GATE = gate();
  }

  private static final class Services {
    static final Upstream UPSTREAM = Upstream.start(Integer.getInteger(Surroundings.UPSTREAM));
  }

  private Surroundings() {}

  static String gatewayUrl() {
    return System.getProperty(GATEWAY_URL);
  }

  static String realmUrl() {
    return System.getProperty(REALM_URL);
  }

  /** The way from the gateway to Redis. */
  static TcpGate redis() {
    return Redis.GATE;
  }

  /** Stands for every service. */
  static Upstream services() {
    return Services.UPSTREAM;
  }

  private static TcpGate gate() {
    URI redis = URI.create(System.getProperty(REDIS_URL));
    return TcpGate.before(redis.getHost(), redis.getPort(), Integer.getInteger(REDIS_GATE));
  }
}
