package dev.tributary.control.keycloak;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.Account;
import dev.tributary.control.workspace.ApiClient;
import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.control.workspace.Directory;
import dev.tributary.control.workspace.Member;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Keycloak as the directory of workspaces; turns its outages into retryable problems. */
public final class KeycloakDirectory implements Directory {
  private final RealmGroups groups;
  private final RealmClients clients;
  private final RealmAccounts accounts;

  public KeycloakDirectory(RealmResource realm) {
    this.groups = new RealmGroups(realm);
    this.clients = new RealmClients(realm, groups);
    this.accounts = new RealmAccounts(realm);
  }

  @Override
  public void ensureGroups(WorkspaceId workspaceId) {
    asked(() -> {
      groups.ensureOf(workspaceId);
      return workspaceId.value();
    });
  }

  @Override
  public void deleteGroups(WorkspaceId workspaceId) {
    asked(() -> {
      groups.deleteOf(workspaceId);
      return workspaceId.value();
    });
  }

  @Override
  public Optional<String> createClient(WorkspaceId workspaceId, ApiClient client) {
    return asked(() -> clients.create(workspaceId, client));
  }

  @Override
  public String ensureClient(WorkspaceId workspaceId, ApiClient client) {
    return asked(() -> clients.ensure(workspaceId, client));
  }

  @Override
  public List<ApiClient> clients(WorkspaceId workspaceId, String workspaceKey) {
    return asked(() -> clients.of(workspaceId, workspaceKey));
  }

  @Override
  public List<ApiClientName> clientNames(Workspace workspace) {
    return asked(() -> {
      List<ClientRepresentation> found = clients.found(workspace.id(), workspace.key());
      return Stream.concat(
              groups.clientNames(workspace.id(), RealmClients.byAccountName(found)),
              RealmClients.formerNames(found))
          .sorted(Comparator.comparing(ApiClientName::name).thenComparing(ApiClientName::id))
          .toList();
    });
  }

  @Override
  public void expireClient(WorkspaceId workspaceId, String clientId, Instant at) {
    asked(() -> {
      clients.expire(workspaceId, clientId, at);
      return clientId;
    });
  }

  @Override
  public boolean deleteClient(
      WorkspaceId workspaceId, String clientId, Consumer<ApiClient> before) {
    return asked(() -> clients.delete(workspaceId, clientId, before));
  }

  @Override
  public List<Member> members(Workspace workspace) {
    return asked(() ->
        groups.members(
            workspace.id(),
            RealmClients.byAccountName(clients.found(workspace.id(), workspace.key())).keySet()));
  }

  @Override
  public Optional<Account> account(String id) {
    return asked(() -> accounts.account(id));
  }

  @Override
  public Account open(String name, @Nullable String verifiedEmail) {
    return asked(() -> accounts.open(name, verifiedEmail));
  }

  @Override
  public String temporaryPassword(String accountId) {
    return asked(() -> accounts.temporaryPassword(accountId));
  }

  @Override
  public void join(WorkspaceId workspaceId, String accountId, Role role, boolean personalData) {
    asked(() -> {
      groups.assign(workspaceId, accountId, role, personalData);
      return accountId;
    });
  }

  @Override
  public void leave(WorkspaceId workspaceId, String accountId) {
    asked(() -> {
      groups.leave(workspaceId, accountId);
      return accountId;
    });
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException e) {
      throw unavailable(e);
    } catch (WebApplicationException e) {
      throw e.getResponse().getStatusInfo().getFamily() == Response.Status.Family.SERVER_ERROR
          ? unavailable(e)
          : e;
    }
  }

  private static Problem unavailable(RuntimeException cause) {
    return Problems.UNAVAILABLE.problem("Keycloak cannot be reached: " + cause.getMessage());
  }
}
