package dev.tributary.local.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keycloak with its own small database and one imported realm. */
public final class EmbeddedKeycloak implements AutoCloseable {

  /** The administrator of the whole server, made at the first start. */
  public record Settings(int port, int managementPort, Path realmFile, Credentials administrator) {}

  public static final String REALM = "tributary";
  public static final String REALM_PATH = "/realms/" + REALM;

  private static final Duration START_BOUND = Duration.ofMinutes(5);

  private final ChildProcess process;
  private final int port;

  private EmbeddedKeycloak(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the server with the database in the directory, or a new one with the realm imported.
   *
   * @param placeholders values for the {@code ${NAME}} of the realm file
   * @throws StartFailure if the realm is not served within 5 minutes
   */
  public static EmbeddedKeycloak start(
      Checkout checkout, Path directory, Settings settings, Map<String, String> placeholders) {
    Port.requireFree(settings.port(), "Keycloak");
    Port.requireFree(settings.managementPort(), "Keycloak's management");
    Path files = directory.toAbsolutePath();
    Path log = files.resolve("keycloak.log");
    try {
      Path home = KeycloakHome.prepare(checkout, files, log);
      Files.copy(
          settings.realmFile(),
          home.resolve("data/import/" + REALM + "-realm.json"),
          StandardCopyOption.REPLACE_EXISTING);
      var environment = new HashMap<>(placeholders);
      environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", settings.administrator().user());
      environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", settings.administrator().password());
      List<String> line = KeycloakHome.startLine(home, options(settings));
      ChildProcess process =
          ChildProcess.start(new ChildProcess.Command("keycloak", line, log).with(environment));
      var server = new EmbeddedKeycloak(process, settings.port());
      process.awaitReady(() -> HttpProbe.answers(server.realmAddress()), START_BOUND);
      return server;
    } catch (IOException e) {
      throw new StartFailure("Cannot prepare Keycloak: " + e.getMessage(), e);
    }
  }

  /** The realm's address, which is also the issuer of its tokens. */
  public String realmAddress() {
    return address(port) + REALM_PATH;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private static String address(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static List<String> options(Settings settings) {
    return List.of(
        "--import-realm",
        // A single instance: otherwise Keycloak would listen for other instances on all addresses
        // of the machine.
        "--cache=local",
        "--http-enabled=true",
        // One name everywhere: a token contains the address at which it was requested.
        "--hostname=" + address(settings.port()),
        "--http-host=127.0.0.1",
        "--http-port=" + settings.port(),
        "--http-management-port=" + settings.managementPort());
  }
}
