package dev.tributary.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an administrator of Keycloak does. */
final class Realm {
  static final String PASSWORD = "correct horse battery";

  private Realm() {}

  static String group(JsonNode workspace, String role) {
    return "/ws/" + workspace.path("id").asText() + "/" + role;
  }

  static boolean hasGroupsOf(WorkspaceId workspace) {
    return answer("GET", "/group-by-path/ws/" + workspace, Map.of()).status() == 200;
  }

  /** Those whose ids contain a text. */
  static JsonNode clients(String part) {
    return send("GET", "/clients?search=true&clientId=" + part, Map.of()).json();
  }

  static JsonNode user(String username) {
    return send("GET", "/users/" + idOf(username), Map.of()).json();
  }

  /** The user profile, which says who may edit what. */
  static JsonNode profile() {
    return send("GET", "/users/profile", Map.of()).json();
  }

  /** What a person does at their first sign-in. */
  static void setPassword(String username, String password) {
    send(
        "PUT",
        "/users/" + idOf(username) + "/reset-password",
        Map.of("type", "password", "value", password, "temporary", false));
    send(
        "PUT",
        "/users/" + idOf(username),
        changed(
            username,
            Map.of("requiredActions", List.of(), "firstName", "First", "lastName", "Last")));
  }

  /** Asks a person for another password at the next sign-in. */
  static void requirePassword(String username) {
    send(
        "PUT",
        "/users/" + idOf(username),
        changed(username, Map.of("requiredActions", List.of("UPDATE_PASSWORD"))));
  }

  /** When the present password was set, in milliseconds. */
  static long passwordSetAt(String username) {
    JsonNode credentials =
        send("GET", "/users/" + idOf(username) + "/credentials", Map.of()).json();
    for (JsonNode credential : credentials) {
      if (credential.path("type").asText().equals("password")) {
        return credential.path("createdDate").asLong();
      }
    }
    throw new IllegalStateException(username + " has no password");
  }

  /** The status of an attempt to set a password. */
  static int tryPassword(String username, String password) {
    return answer(
            "PUT",
            "/users/" + idOf(username) + "/reset-password",
            Map.of("type", "password", "value", password, "temporary", false))
        .status();
  }

  /** Which events Keycloak keeps. */
  static JsonNode events() {
    return send("GET", "/events/config", Map.of()).json();
  }

  /** What a person could do where the user profile allows it: an address that nobody verified. */
  static void claimAddress(String username, String email) {
    send(
        "PUT",
        "/users/" + idOf(username),
        changed(username, Map.of("email", email, "emailVerified", false)));
  }

  /** The status of an attempt to give an account another name. */
  static int rename(String username, String next) {
    return answer("PUT", "/users/" + idOf(username), changed(username, Map.of("username", next)))
        .status();
  }

  /** An account that passes the user profile by, as those do that are older than it. */
  static void importUser(String username, String group) {
    Map<String, Object> user =
        Map.of("username", username, "enabled", true, "groups", List.of(group));
    send("POST", "/partialImport", Map.of("ifResourceExists", "FAIL", "users", List.of(user)));
  }

  private static Map<String, Object> changed(String username, Map<String, Object> changes) {
    Map<String, Object> whole = Json.read(Json.write(user(username)), LinkedHashMap.class);
    whole.putAll(changes);
    return whole;
  }

  static void createUser(String username, String password, String... groups) {
    Map<String, Object> user =
        Map.of(
            "username",
            username,
            "email",
            username.contains("@") ? username : username + "@example.test",
            "firstName",
            "First",
            "lastName",
            "Last",
            "emailVerified",
            true,
            "enabled",
            true,
            "groups",
            List.of(groups),
            "credentials",
            List.of(Map.of("type", "password", "value", password)));
    send("POST", "/users", user);
  }

  private static String idOf(String username) {
    JsonNode users = send("GET", "/users?exact=true&username=" + username, Map.of()).json();
    return users.get(0).path("id").asText();
  }

  static void endSessionsOf(String username) {
    send("POST", "/users/" + idOf(username) + "/logout", Map.of());
  }

  static int sessionsOf(String username) {
    return send("GET", "/users/" + idOf(username) + "/sessions", Map.of()).json().size();
  }

  /** A client whose tokens may do everything wherever their audience is accepted. */
  static void createClient(String id, String secret, String audience) {
    Map<String, Object> client =
        Map.of(
            "clientId",
            id,
            "secret",
            secret,
            "serviceAccountsEnabled",
            true,
            "standardFlowEnabled",
            false,
            "defaultClientScopes",
            List.of("basic"),
            "protocolMappers",
            List.of(
                mapper("oidc-audience-mapper", Map.of("included.custom.audience", audience)),
                mapper(
                    "oidc-hardcoded-claim-mapper",
                    Map.of(
                        "claim.name",
                        "ws",
                        "claim.value",
                        "[\"/installation/admin\"]",
                        "jsonType.label",
                        "JSON"))));
    send("POST", "/clients", client);
  }

  private static Map<String, Object> mapper(String kind, Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    config.put("access.token.claim", "true");
    return Map.of(
        "name", kind, "protocol", "openid-connect", "protocolMapper", kind, "config", config);
  }

  static void accessTokensLive(int seconds) {
    send("PUT", "", Map.of("accessTokenLifespan", seconds));
  }

  private static Api.Answer send(String method, String path, Map<String, Object> body) {
    Api.Answer answer = answer(method, path, body);
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + answer.status() + new String(answer.response().body()));
    }
    return answer;
  }

  private static Api.Answer answer(String method, String path, Map<String, Object> body) {
    String server = Surroundings.realmUrl().replace("/realms/tributary", "");
    String token =
        Api.form(
                server + "/realms/master/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    Surroundings.KEYCLOAK_ADMIN.user(),
                    "password",
                    Surroundings.KEYCLOAK_ADMIN.password()))
            .json()
            .path("access_token")
            .asText();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/admin/realms/tributary" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    return Api.send(request);
  }
}
