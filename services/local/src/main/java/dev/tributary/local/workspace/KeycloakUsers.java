package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.EmbeddedKeycloak;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Keycloak;
import java.util.List;
import java.util.Map;

/** People's accounts, which a company keeps in its Keycloak and we in ours. */
public record KeycloakUsers(Installation installation) {

  /** Makes the account unless there is one of that name. */
  public void ensure(String username, String password) {
    Api api = api();
    JsonNode found = found(api, username);
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
   * Makes the account a member, as only Keycloak's administrator can without an invitation.
   *
   * @param workspaceId not its key
   * @param groups a role, and {@code personal-data} with it
   */
  public void join(String username, String workspaceId, List<String> groups) {
    Api api = api();
    String user = "/users/" + found(api, username).path(0).path("id").asText();
    for (String group : groups) {
      String path = "/group-by-path/ws/" + workspaceId + "/" + group;
      api.put(user + "/groups/" + api.get(path).path("id").asText(), Map.of());
    }
  }

  private static JsonNode found(Api api, String username) {
    return api.get("/users?exact=true&username=" + username);
  }

  /** Of the realm, for its administrator. */
  Api api() {
    String server = Keycloak.server(installation);
    var tokens =
        Tokens.ofAdministrator(server + "/realms/master", Keycloak.administrator(installation));
    return new Api(server + "/admin/realms/" + EmbeddedKeycloak.REALM, tokens);
  }
}
