package dev.tributary.gateway.keycloak;

import dev.tributary.gateway.start.KeycloakConfig;
import dev.tributary.gateway.workspace.ApiClient;
import dev.tributary.gateway.workspace.Directory;
import dev.tributary.gateway.workspace.Member;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ServerErrorException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/** Keycloak as the directory of workspaces; turns its outages into retryable problems. */
@ApplicationScoped
public class KeycloakDirectory implements Directory {
  private final RealmGroups groups;
  private final RealmClients clients;

  public KeycloakDirectory(Keycloak keycloak, KeycloakConfig config) {
    RealmResource realm = keycloak.realm(config.realm());
    this.groups = new RealmGroups(realm);
    this.clients = new RealmClients(realm, groups);
  }

  @Override
  public void ensureGroups(String workspaceId) {
    asked(() -> {
      groups.ensureOf(workspaceId);
      return workspaceId;
    });
  }

  @Override
  public Optional<String> createClient(String workspaceId, ApiClient client) {
    return asked(() -> clients.create(workspaceId, client));
  }

  @Override
  public String ensureClient(String workspaceId, ApiClient client) {
    return asked(() -> clients.ensure(workspaceId, client));
  }

  @Override
  public List<ApiClient> clients(String workspaceId, String workspaceKey) {
    return asked(() -> clients.of(workspaceId, workspaceKey));
  }

  @Override
  public boolean deleteClient(String workspaceId, String clientId) {
    return asked(() -> clients.delete(workspaceId, clientId));
  }

  @Override
  public List<Member> members(String workspaceId) {
    return asked(() -> groups.members(workspaceId));
  }

  @Override
  public boolean join(String workspaceId, String username, Role role, boolean personalData) {
    return asked(() -> groups.join(workspaceId, username, role, personalData));
  }

  @Override
  public boolean leave(String workspaceId, String username) {
    return asked(() -> groups.leave(workspaceId, username));
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException | ServerErrorException e) {
      throw Problems.UNAVAILABLE.problem("Keycloak cannot be reached: " + e.getMessage());
    }
  }
}
