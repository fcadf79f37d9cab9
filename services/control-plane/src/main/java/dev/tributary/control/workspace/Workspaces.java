package dev.tributary.control.workspace;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creating, reading and changing workspaces. All belong to the tenant of the installation, where
 * other objects have their workspace.
 */
public final class Workspaces {
  /** The tenant of objects that belong to no workspace. */
  public static final WorkspaceId INSTALLATION = new WorkspaceId("installation");

  private static final String FIRST_CLIENT = "admin";

  private final DefinitionStore<WorkspaceBody> store;
  private final Directory directory;
  private final String tokenUrl;

  /**
   * @param tokenUrl where API clients get tokens
   */
  public Workspaces(DefinitionStore<WorkspaceBody> store, Directory directory, String tokenUrl) {
    this.store = store;
    this.directory = directory;
    this.tokenUrl = tokenUrl;
  }

  /** A new workspace, and an API client that may do everything in it. */
  public record Created(StoredDefinition<WorkspaceBody> workspace, ApiClientCredentials client) {}

  /**
   * Creates the workspace, its groups, and an API client that may do everything in it. If Keycloak
   * fails, the workspace is deleted, so that the same request can be sent again. With an
   * idempotency key the repeated request completes the workspace instead, and gets the same answer.
   */
  public Created create(WorkspaceSettings wanted, @Nullable Idempotency idempotency) {
    WorkspaceSettings settings = wanted.requireValid();
    StoredDefinition<WorkspaceBody> created =
        store.create(INSTALLATION, settings.key(), settings.name(), settings.body(0), idempotency);
    try {
      directory.ensureGroups(new WorkspaceId(created.id()));
      return new Created(created, firstClient(created));
    } catch (RuntimeException e) {
      if (idempotency == null) {
        store.delete(INSTALLATION, created.id(), null);
      }
      throw e;
    }
  }

  private ApiClientCredentials firstClient(StoredDefinition<WorkspaceBody> workspace) {
    ApiClient client =
        new ApiClient(
            ApiClients.clientId(workspace.key(), FIRST_CLIENT),
            FIRST_CLIENT,
            Role.ADMIN,
            true,
            null,
            null);
    String secret = directory.ensureClient(new WorkspaceId(workspace.id()), client);
    return ApiClientCredentials.of(client, secret, tokenUrl);
  }

  /** The workspaces that the caller holds; an installation's admin holds all. */
  public Page<StoredDefinition<WorkspaceBody>> list(
      Caller caller, @Nullable String cursor, int limit) {
    if (caller.installationAdmin()) {
      return store.list(INSTALLATION, cursor, limit);
    }
    List<StoredDefinition<WorkspaceBody>> held =
        caller.roles().keySet().stream()
            .filter(id -> cursor == null || id.compareTo(new WorkspaceId(cursor)) > 0)
            .sorted()
            .map(id -> store.find(INSTALLATION, id.value()))
            .flatMap(Optional::stream)
            .limit(limit + 1L)
            .toList();
    return Page.of(held, limit, StoredDefinition::id);
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem 404 if there is none
   */
  public StoredDefinition<WorkspaceBody> require(String id) {
    return store.require(INSTALLATION, id);
  }

  /** Changes the settings of a workspace, except its key and its kind. */
  public StoredDefinition<WorkspaceBody> change(
      String id, UnaryOperator<WorkspaceSettings> change, @Nullable Long expectedVersion) {
    return store.update(
        INSTALLATION,
        id,
        expectedVersion,
        current -> {
          WorkspaceSettings before = WorkspaceSettings.of(current);
          WorkspaceSettings after = change.apply(before).requireValid().requireSameIdentity(before);
          long offset = current.spec().clockOffsetMillis();
          return current.with(current.key(), after.name(), held(after.body(offset), current));
        });
  }

  /** Keeps the deletion, which is not part of the settings. */
  private static WorkspaceBody held(
      WorkspaceBody changed, StoredDefinition<WorkspaceBody> current) {
    return changed.heldSince(current.spec().heldSince());
  }

  /**
   * Moves the workspace's business time.
   *
   * @param change from the current offset in milliseconds to the next
   */
  public StoredDefinition<WorkspaceBody> moveClock(String id, LongUnaryOperator change) {
    return store.update(
        INSTALLATION,
        id,
        null,
        current -> {
          long next = change.applyAsLong(current.spec().clockOffsetMillis());
          return current.with(
              current.key(),
              current.name(),
              held(WorkspaceSettings.of(current).body(next), current));
        });
  }
}
