package dev.tributary.control;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The real Kafka and PostgreSQL around the service under test, and a stand-in for identity
 * resolution. Quarkus loads this class apart from the tests, so they learn of it through system
 * properties.
 */
public final class ControlEnvironment implements QuarkusTestResourceLifecycleManager {
  public static final String KAFKA = "control.test.kafka";
  public static final String DATABASE = "control.test.database";
  public static final String SUPERUSER = "control.test.superuser";
  public static final String PASSWORD = "control.test.password";
  public static final String WORKER = "control.test.worker";

  private static final String KEY_SECRET = "00112233445566778899aabbccddeeff";

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
            "quarkus.http.test-port", "0"));
    String identity = identity();
    settings.put("IDENTITY_URL", identity);
    settings.put("IDENTITY_MANAGEMENT_URL", identity);
    return settings;
  }

  /**
   * Knows one profile, {@code prf_1} with the identifier {@code user_id:u1}, into which {@code
   * prf_0} was merged. A guesser may name no identifier of the type {@code email}.
   */
  private static String identity() {
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
