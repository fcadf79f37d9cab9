package dev.tributary.gateway.workspace;

import dev.tributary.gateway.start.KeycloakConfig;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API clients of a workspace. */
@ApplicationScoped
public class ApiClients {
  private final Directory directory;
  private final KeycloakConfig keycloak;

  public ApiClients(Directory directory, KeycloakConfig keycloak) {
    this.directory = directory;
    this.keycloak = keycloak;
  }

  /**
   * What it takes to create a client.
   *
   * @param personalData whether it sees values that nobody classified as harmless; not unless told
   */
  public record NewApiClient(
      @Nullable String name, @Nullable Role role, @Nullable Boolean personalData) {}

  /** Unambiguous, because no key holds a dot. */
  static String clientId(String workspaceKey, String name) {
    return workspaceKey + "." + name;
  }

  public ApiClientCredentials create(Workspace workspace, NewApiClient wanted) {
    String name = ClientName.require(wanted.name());
    Role role = wanted.role();
    if (role == null) {
      throw Problems.INVALID.problem("One of viewer, marketer, engineer, admin", "/role");
    }
    ApiClient client =
        new ApiClient(
            clientId(workspace.key(), name),
            name,
            role,
            Boolean.TRUE.equals(wanted.personalData()));
    String secret =
        directory
            .createClient(workspace.id(), client)
            .orElseThrow(
                () -> Problems.KEY_TAKEN.problem("There is already a client " + name, "/name"));
    return ApiClientCredentials.of(client, secret, keycloak.tokenUrl());
  }

  public List<ApiClient> list(Workspace workspace) {
    return directory.clients(workspace.id(), workspace.key());
  }

  public void delete(Workspace workspace, String clientId) {
    if (!directory.deleteClient(workspace.id(), clientId)) {
      throw Problems.NOT_FOUND.problem("There is no client " + clientId);
    }
  }
}
