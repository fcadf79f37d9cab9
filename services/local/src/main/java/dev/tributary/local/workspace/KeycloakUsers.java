package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.EmbeddedKeycloak;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Keycloak;
import java.util.List;
import java.util.Map;

/**
 * Accounts of users. A company keeps them in its own Keycloak; the local installation uses this
 * one.
 */
public final class KeycloakUsers {
  private final Api api;

  public KeycloakUsers(Installation installation) {
    String server = Keycloak.server(installation);
    var tokens =
        Tokens.ofAdministrator(server + "/realms/master", Keycloak.administrator(installation));
    this.api = new Api(server + "/admin/realms/" + EmbeddedKeycloak.REALM, tokens);
  }

  /** Creates the account if there is none with that name. */
  public void ensure(String username, String password) {
    JsonNode found = found(username);
    if (!found.isEmpty()) {
      return;
    }
    api.post(
        "/users",
        Map.of(
            "username",
            username,
            "enabled",
            true,
            "firstName",
            "Demo",
            "lastName",
            "Person",
            "email",
            username + "@northwind.example",
            "emailVerified",
            true,
            "credentials",
            List.of(Map.of("type", "password", "value", password, "temporary", false))));
  }

  /**
   * Makes the account a member of a workspace. Without an invitation, only Keycloak's administrator
   * can do this.
   *
   * @param workspaceId not its key
   * @param groups a role, and optionally {@code personal-data}
   */
  public void join(String username, String workspaceId, List<String> groups) {
    String user = "/users/" + found(username).path(0).path("id").asText();
    for (String group : groups) {
      String path = "/group-by-path/ws/" + workspaceId + "/" + group;
      api.put(user + "/groups/" + api.get(path).path("id").asText(), Map.of());
    }
  }

  /** Ends the account's membership of every group, and so of every workspace. */
  public void leaveAll(String username) {
    String groups = "/users/" + found(username).path(0).path("id").asText() + "/groups";
    for (JsonNode group : api.get(groups)) {
      api.delete(groups + "/" + group.path("id").asText());
    }
  }

  private JsonNode found(String username) {
    return api.get("/users?exact=true&username=" + username);
  }

  /** The realm's administration API. */
  Api api() {
    return api;
  }
}
