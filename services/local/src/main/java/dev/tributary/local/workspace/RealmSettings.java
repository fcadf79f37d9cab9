package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Updates a realm of an earlier version to the present realm file, because Keycloak imports a realm
 * only once. If there is nothing to do, it only reads a few settings.
 */
record RealmSettings(Installation installation) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VIEW_EVENTS = "view-events";
  private static final String POLICY = "passwordPolicy";
  private static final String THEME = "loginTheme";
  private static final List<String> SETTINGS =
      List.of(
          POLICY,
          THEME,
          "editUsernameAllowed",
          "duplicateEmailsAllowed",
          "eventsEnabled",
          "eventsExpiration",
          "enabledEventTypes",
          "adminEventsEnabled",
          "adminEventsDetailsEnabled");
  private static final String PROFILE =
      "/components/org.keycloak.userprofile.UserProfileProvider/0/config/kc.user.profile.config/0";

  void apply() {
    Path file = installation.checkout().root().resolve("api-gateway/src/main/keycloak/realm.json");
    try {
      apply(JSON.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void apply(JsonNode wanted) throws IOException {
    Api api = new KeycloakUsers(installation).api();
    letGatewayReadEvents(api);
    ObjectNode realm = (ObjectNode) api.get("");
    if (realm.path(POLICY).equals(wanted.path(POLICY))
        && realm.path(THEME).equals(wanted.path(THEME))) {
      return;
    }
    api.put("/users/profile", JSON.readTree(wanted.at(PROFILE).asText()));
    // This step is last, because it says that all is done.
    SETTINGS.forEach(name -> realm.set(name, wanted.path(name)));
    api.put("", realm);
  }

  /** The gateway reads failed sign-ins from Keycloak's events; older realms do not allow it. */
  private static void letGatewayReadEvents(Api api) {
    String gateway = client(api, "tributary-gateway");
    String management = client(api, "realm-management");
    String account = api.get("/clients/" + gateway + "/service-account-user").path("id").asText();
    String held = "/users/" + account + "/role-mappings/clients/" + management;
    for (JsonNode role : api.get(held)) {
      if (role.path("name").asText().equals(VIEW_EVENTS)) {
        return;
      }
    }
    List<JsonNode> roles = List.of(api.get("/clients/" + management + "/roles/" + VIEW_EVENTS));
    api.post("/clients/" + gateway + "/scope-mappings/clients/" + management, roles);
    // This step is last, because it says that all is done.
    api.post(held, roles);
  }

  private static String client(Api api, String clientId) {
    return api.get("/clients?clientId=" + clientId).path(0).path("id").asText();
  }
}
