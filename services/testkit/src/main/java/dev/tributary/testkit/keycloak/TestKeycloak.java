package dev.tributary.testkit.keycloak;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.EmbeddedKeycloak;
import dev.tributary.local.infra.Port;
import dev.tributary.testkit.services.Requests;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;

/**
 * The Keycloak of a test JVM. It ends with the JVM. Quarkus loads test resources apart from the
 * tests, so the tests learn of it through system properties. Quarkus starts its resources again
 * when Surefire repeats a test that failed.
 */
public final class TestKeycloak {
  public static final String GATEWAY_SECRET = "gateway-secret-of-the-tests";
  public static final String INSTALLATION_CLIENT = "tributary-installation";
  public static final String INSTALLATION_SECRET = "installation-secret-of-the-tests";
  static final Credentials ADMINISTRATOR = new Credentials("admin", "admin-password-of-the-tests");

  private static final String REALM_URL = "testkit.keycloak.realm-url";
  private static final String PID = "testkit.keycloak.pid";
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestKeycloak() {}

  /**
   * Starts it with the realm of an installation.
   *
   * @param gatewayUrl the address at which people reach the installation
   * @param environment further variables of Keycloak
   * @return the address of the realm
   */
  public static String start(String gatewayUrl, Map<String, String> environment) {
    endEarlier();
    Checkout checkout = Checkout.locate();
    int port = Port.free();
    String pid = Long.toString(ProcessHandle.current().pid());
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("GATEWAY_URL", gatewayUrl);
    variables.put("GATEWAY_CLIENT_SECRET", GATEWAY_SECRET);
    variables.put("INSTALLATION_CLIENT_SECRET", INSTALLATION_SECRET);
    EmbeddedKeycloak keycloak =
        EmbeddedKeycloak.start(
            checkout,
            checkout.state().resolve("test").resolve(pid).resolve("keycloak-" + port),
            new EmbeddedKeycloak.Settings(
                port,
                Port.free(),
                checkout.root().resolve("api-gateway/src/main/keycloak/realm.json"),
                ADMINISTRATOR),
            variables);
    Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
    System.setProperty(REALM_URL, keycloak.realmAddress());
    System.setProperty(PID, Long.toString(keycloak.process().pid()));
    return keycloak.realmAddress();
  }

  /** Two would need much memory. */
  private static void endEarlier() {
    if (System.getProperty(PID) != null) {
      ProcessHandle.of(pid())
          .filter(process -> process.parent().filter(ProcessHandle.current()::equals).isPresent())
          .ifPresent(earlier -> {
            earlier.destroyForcibly();
            earlier.onExit().join();
          });
    }
  }

  public static String realmUrl() {
    return System.getProperty(REALM_URL);
  }

  public static long pid() {
    return Long.getLong(PID);
  }

  public static String tokenUrl() {
    return realmUrl() + "/protocol/openid-connect/token";
  }

  /** An access token of an API client; empty if Keycloak refuses it. */
  public static String token(String clientId, String secret) {
    return Requests.form(
            HTTP,
            tokenUrl(),
            Map.of(
                "grant_type", "client_credentials",
                "client_id", clientId,
                "client_secret", secret))
        .json()
        .path("access_token")
        .asText();
  }

  /** The token of the client that creates workspaces. */
  public static String installationToken() {
    return token(INSTALLATION_CLIENT, INSTALLATION_SECRET);
  }
}
