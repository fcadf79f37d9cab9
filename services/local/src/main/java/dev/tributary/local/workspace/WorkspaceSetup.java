package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.workspace.ApiClients.Rights;
import java.util.List;
import java.util.Map;

/**
 * Creates the first workspace: with a user who can sign in, and a source with a write key. Every
 * step can be repeated, so the next start completes an interrupted one.
 */
public record WorkspaceSetup(Installation installation) {

  private static final String WORKSPACES = "/api/v1/workspaces";
  private static final String USERNAME = "demo";
  private static final String SOURCE = "web";
  private static final int CONFLICT = 409;

  /** The workspace; created now if no earlier start created it. */
  public DemoWorkspace ensure() {
    return DemoWorkspace.remembered(installation.checkout())
        .map(made -> {
          new RealmSettings(installation).apply();
          return made;
        })
        .orElseGet(this::make);
  }

  private DemoWorkspace make() {
    try {
      var clients = new ApiClients(installation);
      JsonNode workspace = workspace(clients);
      String password = installation.secrets().secret("user-" + USERNAME);
      var users = new KeycloakUsers(installation);
      users.ensure(USERNAME, password);
      users.join(
          USERNAME, workspace.path("id").asText(), List.of(Rights.ADMIN.role(), "personal-data"));
      Api api = clients.api(DemoWorkspace.KEY, Rights.ADMIN);
      String path = WORKSPACES + "/" + DemoWorkspace.KEY;
      var made =
          new DemoWorkspace(
              workspace.path("id").asText(),
              DemoWorkspace.KEY,
              writeKey(api, path),
              USERNAME,
              password);
      made.remember(installation.checkout());
      return made;
    } catch (ApiFailure e) {
      throw new StartFailure("The first workspace could not be made: " + e.getMessage(), e);
    }
  }

  /** Created now, or by an earlier start whose state is lost. */
  private static JsonNode workspace(ApiClients clients) {
    Api api = clients.installationApi();
    try {
      JsonNode made =
          api.postOnce(
              WORKSPACES,
              Map.of(
                  "key", DemoWorkspace.KEY,
                  "name", "Northwind Shop",
                  "kind", "test",
                  "timezone", "Europe/Amsterdam",
                  "defaultRegion", "NL"),
              "cdp-" + DemoWorkspace.KEY);
      clients.remember(
          DemoWorkspace.KEY, Rights.ADMIN, ApiClients.credentials(made.path("apiClient")));
      return made;
    } catch (ApiFailure e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
      return api.get(WORKSPACES + "/" + DemoWorkspace.KEY);
    }
  }

  /** The write key from the source's creation, or a new one if that answer was lost. */
  private static String writeKey(Api api, String path) {
    JsonNode source =
        api.postOnce(
            path + "/sources", Map.of("key", SOURCE, "name", "Web"), "cdp-source-" + SOURCE);
    JsonNode shown =
        source.has("writeKey")
            ? source
            : api.post(path + "/sources/" + source.path("id").asText() + "/write-keys", Map.of());
    return shown.path("writeKey").asText();
  }
}
