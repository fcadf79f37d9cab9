package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.view.DefinitionView;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All workspaces, from their topic, and business time. Thread-safe. */
public final class WorkspaceDirectory {
  /** Why a request cannot be answered while the directory is not complete. */
  public static final String INCOMPLETE = "The workspaces are still being read";

  private final Map<WorkspaceId, Workspace> byId = new ConcurrentHashMap<>();
  private final Map<String, WorkspaceId> idByKey = new ConcurrentHashMap<>();
  private final Set<WorkspaceId> purged = ConcurrentHashMap.newKeySet();
  private final DefinitionView workspaces;
  private final Clock clock;

  public WorkspaceDirectory(DefinitionView workspaces, Clock clock) {
    this.workspaces = workspaces;
    this.clock = clock;
    workspaces.onChange(this::accept);
  }

  private void accept(Definition definition) {
    WorkspaceId id = new WorkspaceId(definition.id());
    Workspace before = byId.get(id);
    if (before != null && (definition.deleted() || !before.key().equals(definition.key()))) {
      // Only if it is its own: another workspace may have taken the key in the meantime.
      idByKey.remove(before.key(), id);
    }
    if (definition.deleted()) {
      byId.remove(id);
      purged.add(id);
      return;
    }
    byId.put(
        id,
        new Workspace(
            id, definition.key(), definition.name(), definition.bodyAs(WorkspaceBody.class)));
    idByKey.put(definition.key(), id);
  }

  /** False during the first read of the topic: a workspace may still be missing. */
  public boolean complete() {
    return workspaces.caughtUp();
  }

  public Optional<Workspace> find(String idOrKey) {
    Optional<Workspace> byItsId = find(new WorkspaceId(idOrKey));
    return byItsId.isPresent()
        ? byItsId
        : Optional.ofNullable(idByKey.get(idOrKey)).flatMap(this::find);
  }

  public Optional<Workspace> find(WorkspaceId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<Workspace> all() {
    return byId.values();
  }

  /** The workspaces that are not held: for work that runs by itself. */
  public Collection<Workspace> inUse() {
    return byId.values().stream().filter(workspace -> !workspace.held()).toList();
  }

  /** The ids of the held workspaces. Their waiting work continues when they are restored. */
  public List<WorkspaceId> heldIds() {
    return byId.values().stream().filter(Workspace::held).map(Workspace::id).toList();
  }

  /** Whether its deletion was requested; false for an unknown workspace. */
  public boolean held(WorkspaceId workspaceId) {
    Workspace workspace = byId.get(workspaceId);
    return workspace != null && workspace.held();
  }

  /** The ids of the workspaces that are permanently deleted. */
  public Collection<WorkspaceId> purged() {
    return purged;
  }

  public boolean purged(WorkspaceId workspaceId) {
    return purged.contains(workspaceId);
  }

  /**
   * The present time, in the workspace's business time; for data that enter the log, never for
   * readers of the log.
   */
  public Instant businessNow(WorkspaceId workspaceId) {
    Workspace workspace = byId.get(workspaceId);
    Instant now = clock.instant();
    return workspace == null ? now : now.plusMillis(workspace.settings().clockOffsetMillis());
  }
}
