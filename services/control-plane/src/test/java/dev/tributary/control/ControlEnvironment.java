package dev.tributary.control;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real Kafka, PostgreSQL and Keycloak around the service under test, and a stand-in for
 * identity resolution. Quarkus loads this class apart from the tests, so they learn of it through
 * system properties.
 */
public final class ControlEnvironment implements QuarkusTestResourceLifecycleManager {
  public static final String KAFKA = "control.test.kafka";
  public static final String DATABASE = "control.test.database";
  public static final String SUPERUSER = "control.test.superuser";
  public static final String PASSWORD = "control.test.password";
  public static final String WORKER = "control.test.worker";
  public static final String REQUEST = "control.test.request";
  public static final String URL = "control.test.url";
  public static final String MANAGEMENT_URL = "control.test.management-url";
  public static final String SERVICES = "control.test.services";
  public static final String SERVICES_MANAGEMENT = "control.test.services-management";
  public static final String FRONT_DOOR = "control.test.front-door";

  /** The address at which people reach the installation. */
  public static final String GATEWAY = "https://tributary.test";

  public static final String KEY_SECRET = "00112233445566778899aabbccddeeff";

  @Override
  public Map<String, String> start() {
    System.setProperty(KAFKA, TestInfrastructure.kafka().bootstrapServers());
    ServiceDatabase database = TestInfrastructure.postgres("control");
    Migrations.of(ControlEnvironment.class.getClassLoader())
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
    System.setProperty(DATABASE, database.address());
    System.setProperty(SUPERUSER, TestInfrastructure.postgres().superuser().user());
    System.setProperty(PASSWORD, TestInfrastructure.postgres().superuser().password());
    System.setProperty(WORKER, database.worker().user());
    System.setProperty(REQUEST, database.request().user());
    Map<String, String> settings = new HashMap<>(TestInfrastructure.kafka("control-plane"));
    settings.putAll(
        Map.of(
            "DATABASE_URL", database.address(),
            "DATABASE_WORKER_USER", database.worker().user(),
            "DATABASE_WORKER_PASSWORD", database.worker().password(),
            "DATABASE_REQUEST_USER", database.request().user(),
            "DATABASE_REQUEST_PASSWORD", database.request().password(),
            "KEYCLOAK_URL", TokenIssuer.shared().url(),
            "TRIBUTARY_KEY_SECRET", KEY_SECRET,
            "TRIBUTARY_ENCRYPTION_KEY", "0123456789abcdef".repeat(4),
            "TRIBUTARY_CLOCK_OFFSET_ALLOWED", "true"));
    settings.putAll(addresses());
    settings.putAll(keycloak());
    settings.put("tributary.quota.api-client", "12");
    settings.put("tributary.quota.invitation", "12");
    settings.put("tributary.control.failed-sign-ins.every", "1S");
    settings.put("tributary.control.alert.every", "2S");
    return settings;
  }

  private static Map<String, String> addresses() {
    Map<String, String> settings = new HashMap<>();
    int port = Port.free();
    int management = Port.free();
    settings.put("quarkus.http.test-port", Integer.toString(port));
    settings.put("quarkus.management.test-port", Integer.toString(management));
    System.setProperty(URL, "http://127.0.0.1:" + port);
    System.setProperty(MANAGEMENT_URL, "http://127.0.0.1:" + management);
    int services = port(SERVICES);
    int servicesManagement = port(SERVICES_MANAGEMENT);
    for (String service : List.of("COLLECTOR", "AUDIENCE", "DESTINATIONS", "WAREHOUSE")) {
      settings.put(service + "_URL", "http://127.0.0.1:" + services);
      settings.put(service + "_MANAGEMENT_URL", "http://127.0.0.1:" + servicesManagement);
    }
    settings.put("GATEWAY_URL", GATEWAY);
    settings.put("GATEWAY_INTERNAL_URL", "http://127.0.0.1:" + port(FRONT_DOOR));
    settings.put("GATEWAY_MANAGEMENT_URL", "http://127.0.0.1:" + servicesManagement);
    String identity = identity(servicesManagement);
    settings.put("IDENTITY_URL", identity);
    settings.put("IDENTITY_MANAGEMENT_URL", identity);
    return settings;
  }

  private static int port(String property) {
    int port = Port.free();
    System.setProperty(property, Integer.toString(port));
    return port;
  }

  /** Tokens of the issuer of tests and of Keycloak are accepted. */
  private static Map<String, String> keycloak() {
    String realm = TestKeycloak.start(GATEWAY, Map.of());
    Map<String, String> settings = new HashMap<>();
    settings.put("tributary.control.keycloak.realm-url", realm);
    settings.put("GATEWAY_CLIENT_SECRET", TestKeycloak.GATEWAY_SECRET);
    settings.put("quarkus.oidc.resolve-tenants-with-issuer", "true");
    settings.put("quarkus.oidc.keycloak.auth-server-url", realm);
    settings.put("quarkus.oidc.keycloak.application-type", "service");
    settings.put("quarkus.oidc.keycloak.client-id", "tributary-services");
    settings.put("quarkus.oidc.keycloak.token.audience", "tributary-api");
    settings.put("quarkus.oidc.keycloak.roles.role-claim-path", "ws");
    return settings;
  }

  /**
   * Knows one profile, {@code prf_1} with the identifier {@code user_id:u1}, into which {@code
   * prf_0} was merged. A guesser may name no identifier of the type {@code email}. What else is
   * asked, the stand-in of the other services answers.
   */
  private static String identity(int others) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/internal/profiles/",
          exchange -> {
            String named = exchange.getRequestURI().getPath().split("/", -1)[3];
            boolean guessed =
                String.valueOf(exchange.getRequestURI().getQuery()).contains("guesser");
            boolean service = exchange.getRequestHeaders().containsKey("X-Tributary-Service");
            int status = !service ? 404 : guessed && named.startsWith("email:") ? 429 : 200;
            byte[] body = answer(status, named).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.createContext(
          "/internal/",
          exchange -> {
            URI asked = URI.create("http://127.0.0.1:" + others).resolve(exchange.getRequestURI());
            try (InputStream answer = asked.toURL().openStream()) {
              byte[] body = answer.readAllBytes();
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            } catch (IOException e) {
              exchange.sendResponseHeaders(503, -1);
            }
            exchange.close();
          });
      server.start();
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(int status, String named) {
    return switch (status) {
      case 200 ->
          switch (named) {
            case "prf_0", "prf_1" -> "{\"ids\":[\"prf_0\",\"prf_1\"],\"found\":null}";
            case "user_id:u1" -> "{\"ids\":[\"prf_0\",\"prf_1\"],\"found\":\"prf_1\"}";
            default -> "{\"ids\":[\"%s\"],\"found\":null}".formatted(named);
          };
      case 429 ->
          "{\"type\":\"t\",\"title\":\"t\",\"status\":429,\"detail\":\"At most 1000\","
              + "\"code\":\"rate-limited\",\"errors\":[],\"retryable\":true,\"requestId\":\"r\"}";
      default -> "{}";
    };
  }

  @Override
  public void stop() {
    // They end with the JVM.
  }
}
