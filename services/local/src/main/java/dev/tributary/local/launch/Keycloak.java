package dev.tributary.local.launch;

import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.EmbeddedKeycloak;
import java.util.Map;

/** This installation's Keycloak: its addresses, its administrator, and what its realm needs. */
public final class Keycloak {

  /** The client that may create workspaces. */
  public static final String INSTALLATION_CLIENT = "tributary-installation";

  static final String GATEWAY_CLIENT = "tributary-gateway";

  private Keycloak() {}

  public static String server(Installation installation) {
    return "http://127.0.0.1:" + installation.port(Installation.KEYCLOAK);
  }

  public static String realm(Installation installation) {
    return server(installation) + EmbeddedKeycloak.REALM_PATH;
  }

  public static Credentials administrator(Installation installation) {
    return new Credentials("admin", installation.secrets().secret("keycloak-admin"));
  }

  static EmbeddedKeycloak start(Installation installation) {
    var settings =
        new EmbeddedKeycloak.Settings(
            installation.port(Installation.KEYCLOAK),
            installation.port(Installation.KEYCLOAK_MANAGEMENT),
            installation.checkout().root().resolve("api-gateway/src/main/keycloak/realm.json"),
            administrator(installation));
    return EmbeddedKeycloak.start(
        installation.checkout(),
        installation.directory(Installation.KEYCLOAK),
        settings,
        Map.of(
            "GATEWAY_URL", installation.url(Service.GATEWAY),
            "GATEWAY_CLIENT_SECRET", installation.secrets().secret(GATEWAY_CLIENT),
            "INSTALLATION_CLIENT_SECRET", installation.secrets().secret(INSTALLATION_CLIENT)));
  }
}
