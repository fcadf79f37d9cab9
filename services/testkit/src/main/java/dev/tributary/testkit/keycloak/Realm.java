package dev.tributary.testkit.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.Requests;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of an administrator of Keycloak. */
public final class Realm {
  public static final String PASSWORD = "correct horse battery";

  private static final Administrator ADMINISTRATOR = new Administrator();

  private Realm() {}

  public static String group(JsonNode workspace, String role) {
    return "/ws/" + workspace.path("id").asText() + "/" + role;
  }

  public static boolean hasGroupsOf(WorkspaceId workspace) {
    return answer("GET", "/group-by-path/ws/" + workspace, Map.of()).status() == 200;
  }

  /** Those whose ids contain a text. */
  public static JsonNode clients(String part) {
    return send("GET", "/clients?search=true&clientId=" + part, Map.of()).json();
  }

  public static JsonNode user(String username) {
    return send("GET", "/users/" + idOf(username), Map.of()).json();
  }

  /** The user profile, which says who may edit what. */
  public static JsonNode profile() {
    return send("GET", "/users/profile", Map.of()).json();
  }

  /** Does the steps of a person at the first sign-in. */
  public static void setPassword(String username, String password) {
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
  public static void requirePassword(String username) {
    send(
        "PUT",
        "/users/" + idOf(username),
        changed(username, Map.of("requiredActions", List.of("UPDATE_PASSWORD"))));
  }

  /** When the present password was set, in milliseconds. */
  public static long passwordSetAt(String username) {
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
  public static int tryPassword(String username, String password) {
    return answer(
            "PUT",
            "/users/" + idOf(username) + "/reset-password",
            Map.of("type", "password", "value", password, "temporary", false))
        .status();
  }

  /** Which events Keycloak keeps. */
  public static JsonNode events() {
    return send("GET", "/events/config", Map.of()).json();
  }

  /**
   * Gives a user an address that nobody verified, as a person could do if the user profile allowed
   * it.
   */
  public static void claimAddress(String username, String email) {
    send(
        "PUT",
        "/users/" + idOf(username),
        changed(username, Map.of("email", email, "emailVerified", false)));
  }

  /** The status of an attempt to give an account another name. */
  public static int rename(String username, String next) {
    return answer("PUT", "/users/" + idOf(username), changed(username, Map.of("username", next)))
        .status();
  }

  /** An account that passes the user profile by, as those do that are older than it. */
  public static void importUser(String username, String group) {
    Map<String, Object> user =
        Map.of("username", username, "enabled", true, "groups", List.of(group));
    send("POST", "/partialImport", Map.of("ifResourceExists", "FAIL", "users", List.of(user)));
  }

  private static Map<String, Object> changed(String username, Map<String, Object> changes) {
    Map<String, Object> whole = Json.read(Json.write(user(username)), LinkedHashMap.class);
    whole.putAll(changes);
    return whole;
  }

  public static void createUser(String username, String password, String... groups) {
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

  public static void endSessionsOf(String username) {
    send("POST", "/users/" + idOf(username) + "/logout", Map.of());
  }

  public static int sessionsOf(String username) {
    return send("GET", "/users/" + idOf(username) + "/sessions", Map.of()).json().size();
  }

  /** A client whose tokens may do everything wherever their audience is accepted. */
  public static void createClient(String id, String secret, String audience) {
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

  /**
   * Makes the groups of a workspace, and an API client that has a role in it, as the control plane
   * does.
   *
   * @return the secret of the client
   */
  public static String createWorkspace(WorkspaceId workspace, String clientId, String role) {
    group("/ws", workspace.value());
    for (String name : List.of("viewer", "marketer", "engineer", "admin", "personal-data")) {
      group("/ws/" + workspace, name);
    }
    return createMember(workspace, clientId, role, "personal-data");
  }

  private static void group(String parent, String name) {
    send("POST", "/groups/" + groupId(parent) + "/children", Map.of("name", name));
  }

  private static String groupId(String path) {
    return send("GET", "/group-by-path" + path, Map.of()).json().path("id").asText();
  }

  /** Makes an API client in these groups of a workspace. Returns its secret. */
  public static String createMember(WorkspaceId workspace, String clientId, String... groups) {
    String secret = "secret-of-" + clientId;
    send(
        "POST",
        "/clients",
        Map.of(
            "clientId",
            clientId,
            "secret",
            secret,
            "serviceAccountsEnabled",
            true,
            "standardFlowEnabled",
            false,
            "fullScopeAllowed",
            false,
            "defaultClientScopes",
            List.of("tributary")));
    String client =
        send("GET", "/clients?clientId=" + clientId, Map.of()).json().at("/0/id").asText();
    String account =
        send("GET", "/clients/" + client + "/service-account-user", Map.of())
            .json()
            .path("id")
            .asText();
    for (String group : groups) {
      String id = groupId("/ws/" + workspace + "/" + group);
      send("PUT", "/users/" + account + "/groups/" + id, Map.of());
    }
    return secret;
  }

  /** Makes a client with which people get tokens for their passwords, as they do at the gateway. */
  public static void createPasswordClient(String clientId, String secret) {
    send(
        "POST",
        "/clients",
        Map.of(
            "clientId",
            clientId,
            "secret",
            secret,
            "directAccessGrantsEnabled",
            true,
            "standardFlowEnabled",
            false,
            "fullScopeAllowed",
            false,
            "defaultClientScopes",
            List.of("tributary")));
  }

  private static Map<String, Object> mapper(String kind, Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    config.put("access.token.claim", "true");
    return Map.of(
        "name", kind, "protocol", "openid-connect", "protocolMapper", kind, "config", config);
  }

  public static void accessTokensLive(int seconds) {
    send("PUT", "", Map.of("accessTokenLifespan", seconds));
  }

  private static Answer send(String method, String path, Map<String, Object> body) {
    Answer answer = answer(method, path, body);
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + answer.status() + new String(answer.response().body()));
    }
    return answer;
  }

  private static Answer answer(String method, String path, Map<String, Object> body) {
    String server = TestKeycloak.realmUrl().replace("/realms/tributary", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/admin/realms/tributary" + path))
            .header("Authorization", "Bearer " + ADMINISTRATOR.token(server))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    return Requests.send(TestKeycloak.HTTP, request);
  }

  /** The administrator's token, which Keycloak signs anew only when it is about to expire. */
  private static final class Administrator {
    /** Half of the time for which Keycloak accepts a token of its administration. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private @Nullable String token;
    private Instant at = Instant.MIN;

    synchronized String token(String server) {
      if (token == null || Instant.now().isAfter(at.plus(KEPT))) {
        at = Instant.now();
        token =
            Requests.form(
                    TestKeycloak.HTTP,
                    server + "/realms/master/protocol/openid-connect/token",
                    Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        TestKeycloak.ADMINISTRATOR.user(),
                        "password",
                        TestKeycloak.ADMINISTRATOR.password()))
                .json()
                .path("access_token")
                .asText();
      }
      return token;
    }
  }
}
