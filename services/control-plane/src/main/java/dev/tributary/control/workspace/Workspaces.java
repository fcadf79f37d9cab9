package dev.tributary.control.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.signin.KeycloakConfig;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.Stored;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creating, reading and changing workspaces. All belong to the tenant of the installation, where
 * other objects have their workspace.
 */
@ApplicationScoped
public class Workspaces {
  /** The tenant of objects that belong to no workspace. */
  public static final WorkspaceId INSTALLATION = new WorkspaceId("installation");

  private static final String FIRST_CLIENT = "admin";

  private final DefinitionStore<WorkspaceBody> store;
  private final Directory directory;
  private final KeycloakConfig keycloak;
  private final ObjectMapper json;

  public Workspaces(
      DefinitionStore<WorkspaceBody> store,
      Directory directory,
      KeycloakConfig keycloak,
      ObjectMapper json) {
    this.store = store;
    this.directory = directory;
    this.keycloak = keycloak;
    this.json = json;
  }

  /**
   * Creates the workspace, its groups, and an API client that may do everything in it. If Keycloak
   * fails, the workspace is deleted, so that the same request can be sent again. With an
   * idempotency key the repeated request completes the workspace instead, and gets the same answer.
   */
  public WorkspaceView create(NewWorkspace wanted, @Nullable Idempotency idempotency) {
    String key = DefinitionKeys.key(wanted.key());
    WorkspaceSettings settings = wanted.settings(key).requireValid();
    Stored<WorkspaceBody> created =
        store.create(INSTALLATION, key, settings.name(), settings.body(0), idempotency);
    try {
      directory.ensureGroups(new WorkspaceId(created.id()));
      return WorkspaceView.of(created).with(firstClient(created));
    } catch (RuntimeException e) {
      if (idempotency == null) {
        store.delete(INSTALLATION, created.id(), null);
      }
      throw e;
    }
  }

  private ApiClientCredentials firstClient(Stored<WorkspaceBody> workspace) {
    ApiClient client =
        new ApiClient(
            ApiClients.clientId(workspace.key(), FIRST_CLIENT),
            FIRST_CLIENT,
            Role.ADMIN,
            true,
            null,
            null);
    String secret = directory.ensureClient(new WorkspaceId(workspace.id()), client);
    return ApiClientCredentials.of(client, secret, keycloak.tokenUrl());
  }

  /** The workspaces that the caller holds; an installation's admin holds all. */
  public Page<WorkspaceView> list(Caller caller, @Nullable String cursor, int limit) {
    if (caller.installationAdmin()) {
      return store.list(INSTALLATION, cursor, limit).map(WorkspaceView::of);
    }
    List<Stored<WorkspaceBody>> held =
        caller.roles().keySet().stream()
            .filter(id -> cursor == null || id.compareTo(new WorkspaceId(cursor)) > 0)
            .sorted()
            .map(id -> store.find(INSTALLATION, id.value()))
            .flatMap(Optional::stream)
            .limit(limit + 1L)
            .toList();
    return Page.of(held, limit, Stored::id).map(WorkspaceView::of);
  }

  public WorkspaceView require(String id) {
    return WorkspaceView.of(store.require(INSTALLATION, id));
  }

  /** Applies a merge patch to the settings; a removed setting returns to its default. */
  public WorkspaceView change(String id, JsonNode patch, @Nullable Long expectedVersion) {
    return WorkspaceView.of(
        store.update(
            INSTALLATION,
            id,
            expectedVersion,
            current -> {
              WorkspaceSettings before = WorkspaceSettings.of(current);
              WorkspaceSettings after =
                  patched(before, patch).requireValid().requireSameIdentity(before);
              long offset = current.spec().clockOffsetMillis();
              return current.with(current.key(), after.name(), held(after.body(offset), current));
            }));
  }

  /** Keeps the deletion, which is not part of the settings. */
  private static WorkspaceBody held(WorkspaceBody changed, Stored<WorkspaceBody> current) {
    return changed.heldSince(current.spec().heldSince());
  }

  private WorkspaceSettings patched(WorkspaceSettings before, JsonNode patch) {
    NewWorkspace wanted =
        MergePatch.apply(json, json.valueToTree(before), patch, NewWorkspace.class);
    return wanted.settings(DefinitionKeys.key(wanted.key()));
  }

  /**
   * Moves the workspace's business time.
   *
   * @param change from the current offset in milliseconds to the next
   */
  public WorkspaceView moveClock(String id, LongUnaryOperator change) {
    return WorkspaceView.of(
        store.update(
            INSTALLATION,
            id,
            null,
            current -> {
              long next = change.applyAsLong(current.spec().clockOffsetMillis());
              return current.with(
                  current.key(),
                  current.name(),
                  held(WorkspaceSettings.of(current).body(next), current));
            }));
  }
}
