package dev.tributary.control.workspace.deletion;

import static dev.tributary.control.workspace.Workspaces.INSTALLATION;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.deletion.WorkspaceDeletion.State;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests the deletion of a workspace, restores the workspace, and starts the purge when its time
 * has come. A workspace has one deletion, which the key names: the workspace's id. Thread-safe.
 */
public final class WorkspaceDeletions {
  private final DefinitionStore<WorkspaceBody> workspaces;
  private final DefinitionStore<WorkspaceDeletion> deletions;
  private final Duration hold;
  private final Clock clock;

  /**
   * @param hold for how long a deleted workspace can be restored
   */
  public WorkspaceDeletions(
      DefinitionStore<WorkspaceBody> workspaces,
      DefinitionStore<WorkspaceDeletion> deletions,
      Duration hold,
      Clock clock) {
    this.workspaces = workspaces;
    this.deletions = deletions;
    this.hold = hold;
    this.clock = clock;
  }

  /**
   * Holds the workspace from now on. Repeating it changes nothing.
   *
   * @param confirm the workspace's key, so that nobody deletes another one by mistake
   * @throws Problem 422 if that is not the key
   */
  public StoredDefinition<WorkspaceDeletion> request(
      WorkspaceId workspaceId, String confirm, Caller caller) {
    StoredDefinition<WorkspaceBody> workspace =
        workspaces.require(INSTALLATION, workspaceId.value());
    if (!workspace.key().equals(confirm)) {
      throw Problems.INVALID.problem(
          "Repeat the key of the workspace, %s, to delete it".formatted(workspace.key()),
          "/confirm");
    }
    Optional<StoredDefinition<WorkspaceDeletion>> standing =
        find(workspaceId.value()).filter(found -> found.spec().state() == State.HELD);
    if (standing.isPresent()) {
      return standing.get();
    }
    Instant now = now();
    Instant purgeAt = now.plusMillis(workspace.spec().clockOffsetMillis()).plus(hold);
    return deletions.put(
        INSTALLATION,
        workspaceId.value(),
        workspace.key(),
        WorkspaceDeletion.requested(caller.subject(), now, purgeAt),
        version(workspaceId),
        (tx, deletion) -> {
          workspaces.put(
              tx, INSTALLATION, workspace.key(), workspace.name(), workspace.spec().heldSince(now));
          return deletion;
        });
  }

  /**
   * @throws Problem 409 if the workspace is not held
   */
  public StoredDefinition<WorkspaceDeletion> restore(WorkspaceId workspaceId) {
    StoredDefinition<WorkspaceDeletion> held =
        find(workspaceId.value())
            .filter(found -> found.spec().state() == State.HELD)
            .orElseThrow(
                () -> Problems.CONFLICT.problem("The deletion of the workspace was not requested"));
    StoredDefinition<WorkspaceBody> workspace =
        workspaces.require(INSTALLATION, workspaceId.value());
    return deletions.put(
        INSTALLATION,
        workspaceId.value(),
        held.name(),
        held.spec().restored(now()),
        held.version(),
        (tx, deletion) -> {
          workspaces.put(
              tx,
              INSTALLATION,
              workspace.key(),
              workspace.name(),
              workspace.spec().heldSince(null));
          return deletion;
        });
  }

  /**
   * The deletions that the caller may see, in order of their ids: all for the installation's admin,
   * else those that the caller requested.
   */
  public Page<StoredDefinition<WorkspaceDeletion>> list(
      Caller caller, @Nullable String cursor, int limit) {
    List<StoredDefinition<WorkspaceDeletion>> seen =
        deletions.all(INSTALLATION).stream()
            .filter(found -> visible(found, caller))
            .filter(found -> cursor == null || found.id().compareTo(cursor) > 0)
            .limit(limit + 1L)
            .toList();
    return Page.of(seen, limit, StoredDefinition::id);
  }

  /**
   * @param idOrWorkspace of the deletion or of its workspace
   * @throws Problem 404 if there is none, or if the caller may not see it
   */
  public StoredDefinition<WorkspaceDeletion> require(String idOrWorkspace, Caller caller) {
    return find(idOrWorkspace)
        .filter(found -> visible(found, caller))
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no deletion " + idOrWorkspace));
  }

  private static boolean visible(StoredDefinition<WorkspaceDeletion> deletion, Caller caller) {
    return caller.installationAdmin() || deletion.spec().requestedBy().equals(caller.subject());
  }

  /** The deletions that are not finished. */
  List<StoredDefinition<WorkspaceDeletion>> open() {
    return deletions.all(INSTALLATION).stream()
        .filter(found ->
            switch (found.spec().state()) {
              case HELD, PURGING -> true;
              case RESTORED, PURGED -> false;
            })
        .toList();
  }

  /**
   * Publishes to every service that the workspace is deleted, if its time has come. Its name and
   * its key are no longer on the topic then, and another workspace may take the key.
   */
  StoredDefinition<WorkspaceDeletion> purgeIfDue(StoredDefinition<WorkspaceDeletion> held) {
    String id = held.key();
    StoredDefinition<WorkspaceBody> workspace = workspaces.require(INSTALLATION, id);
    if (businessNow(workspace.spec()).isBefore(held.spec().purgeAt())) {
      return held;
    }
    WorkspaceBody nothing =
        new WorkspaceBody(
            workspace.spec().kind(), "UTC", 0, List.of(), "US", workspace.spec().heldSince());
    return deletions.put(
        INSTALLATION,
        id,
        held.name(),
        held.spec().purging(),
        held.version(),
        (tx, deletion) -> {
          workspaces.put(tx, INSTALLATION, id, "", nothing);
          workspaces.delete(tx, INSTALLATION, id);
          return deletion;
        });
  }

  /** Of two instances that do the same at once, one fails and sees later what the other wrote. */
  StoredDefinition<WorkspaceDeletion> keep(
      StoredDefinition<WorkspaceDeletion> before, WorkspaceDeletion now) {
    // The key of the workspace was needed until now, to find its API clients.
    String name = now.state() == State.PURGED ? before.key() : before.name();
    return deletions.put(
        INSTALLATION, before.key(), name, now, before.version(), (tx, deletion) -> deletion);
  }

  private Optional<StoredDefinition<WorkspaceDeletion>> find(String idOrWorkspace) {
    return deletions.find(INSTALLATION, idOrWorkspace);
  }

  private long version(WorkspaceId workspaceId) {
    return find(workspaceId.value()).map(StoredDefinition::version).orElse(0L);
  }

  private Instant businessNow(WorkspaceBody workspace) {
    return now().plusMillis(workspace.clockOffsetMillis());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
