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
    String server = Keycloak.server(installation);
    var tokens =
        Tokens.ofAdministrator(server + "/realms/master", Keycloak.administrator(installation));
    var api = new Api(server + "/admin/realms/" + EmbeddedKeycloak.REALM, tokens);
    JsonNode found = api.get("/users?exact=true&username=" + username);
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
}
