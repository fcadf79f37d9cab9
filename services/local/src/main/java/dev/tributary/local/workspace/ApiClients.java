package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Keycloak;
import dev.tributary.local.launch.Service;
import java.util.Map;
import java.util.Optional;

/**
 * API clients of workspaces, one per kind of rights, created on first use. The API shows their
 * secrets once; they are stored with the installation's secrets.
 */
public record ApiClients(Installation installation) {

  /** The rights of a client; {@code role} as in the API. */
  public record Rights(String role, boolean personalData) {

    public static final Rights ADMIN = new Rights("admin", true);

    String label() {
      return personalData ? role + "-personal-data" : role;
    }
  }

  /** The API with the right to create workspaces. */
  public Api installationApi() {
    return api(installationTokens());
  }

  /** Tokens with the right to create workspaces. */
  public Tokens installationTokens() {
    String secret = installation.secrets().secret(Keycloak.INSTALLATION_CLIENT);
    return tokens(new Credentials(Keycloak.INSTALLATION_CLIENT, secret));
  }

  /** The API with these rights in the workspace. */
  public Api api(String workspace, Rights rights) {
    return api(tokens(workspace, rights));
  }

  public Tokens tokens(String workspace, Rights rights) {
    return tokens(remembered(workspace, rights).orElseGet(() -> create(workspace, rights)));
  }

  void remember(String workspace, Rights rights, Credentials client) {
    installation.secrets().keep(name(workspace, rights) + ".id", client.user());
    installation.secrets().keep(name(workspace, rights) + ".secret", client.password());
  }

  private Optional<Credentials> remembered(String workspace, Rights rights) {
    Optional<String> id = installation.secrets().known(name(workspace, rights) + ".id");
    Optional<String> secret = installation.secrets().known(name(workspace, rights) + ".secret");
    return id.flatMap(user -> secret.map(password -> new Credentials(user, password)));
  }

  private Credentials create(String workspace, Rights rights) {
    JsonNode made =
        installationApi()
            .post(
                "/api/v1/workspaces/" + workspace + "/api-clients",
                Map.of(
                    "name", "cdp-" + rights.label(),
                    "role", rights.role(),
                    "personalData", rights.personalData()));
    Credentials client = credentials(made);
    remember(workspace, rights, client);
    return client;
  }

  static Credentials credentials(JsonNode client) {
    return new Credentials(client.path("clientId").asText(), client.path("secret").asText());
  }

  private Api api(Tokens tokens) {
    return new Api(installation.url(Service.GATEWAY), tokens);
  }

  private Tokens tokens(Credentials client) {
    return Tokens.ofClient(Keycloak.realm(installation), client);
  }

  private static String name(String workspace, Rights rights) {
    return "client." + workspace + "." + rights.label();
  }
}
