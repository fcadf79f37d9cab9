package dev.tributary.warehouse.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries and commands of callers about runs, one workspace at a time. Thread-safe. */
public final class RunQueries {
  private final RequestDatabase database;
  private final Ids ids;
  private final Clock clock;
  private final Wakeup queued;

  /**
   * @param queued gets a signal for each run that is queued here
   */
  public RunQueries(RequestDatabase database, Ids ids, Clock clock, Wakeup queued) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.queued = queued;
  }

  /** Queues a run for a caller; empty if the model has a run that has not ended. */
  public Optional<Run> enqueue(WorkspaceId workspace, ModelId model, String actor) {
    NewRun run =
        new NewRun(workspace, new RunId(ids.next(Ids.RUN)), model, "api", actor, clock.instant());
    Optional<Run> inserted = database.inWorkspace(workspace, run::insert);
    inserted.ifPresent(_ -> queued.signal());
    return inserted;
  }

  /** Newest first. */
  public Page<Run> list(
      WorkspaceId workspace,
      @Nullable ModelId model,
      @Nullable RunState state,
      @Nullable String cursor,
      int limit) {
    List<Run> found =
        database.inWorkspace(
            workspace,
            tx ->
                tx.createQuery(
                        "select "
                            + RunRows.COLUMNS
                            + " from run where workspace = :workspace"
                            + " and (cast(:model as text) is null or model = :model)"
                            + " and (cast(:state as text) is null or state = :state)"
                            + " and (cast(:before as text) is null or id < :before)"
                            + " order by id desc limit :limit")
                    .bind("workspace", workspace.value())
                    .bind("model", ModelId.textOf(model))
                    .bind("state", state == null ? null : state.name())
                    .bind("before", cursor)
                    .bind("limit", limit + 1)
                    .map(new RunRows())
                    .list());
    return Page.of(found, limit, run -> run.id().value());
  }

  public Optional<Run> find(WorkspaceId workspace, RunId id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select "
                        + RunRows.COLUMNS
                        + " from run where workspace = :workspace and id = :id")
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .map(new RunRows())
                .findFirst());
  }

  /** The sample of rows that a run left out. */
  public JsonNode refused(WorkspaceId workspace, RunId id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery("select refused from run where workspace = :workspace and id = :id")
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .map((rows, context) -> Json.read(rows.getBytes(1), JsonNode.class))
                .one());
  }

  /** Some of the rows that a run found added, changed or removed; none after they are deleted. */
  public JsonNode samples(WorkspaceId workspace, RunId id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select coalesce(samples, '[]') from run where workspace = :workspace and id ="
                        + " :id")
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .map((rows, context) -> Json.read(rows.getBytes(1), JsonNode.class))
                .one());
  }

  /** Continues a held run; empty if it is not held. */
  public Optional<Run> release(WorkspaceId workspace, RunId id, String actor) {
    Optional<Run> released =
        change(
            workspace,
            id,
            "state = 'QUEUED', released = true, actor = :actor, failure_code = null, failure_detail"
                + " = null, cancel_requested = false",
            "state = 'HELD'",
            actor);
    released.ifPresent(_ -> queued.signal());
    return released;
  }

  /** Ends a run that waits or is held; asks the worker of a running one to stop. */
  public Optional<Run> cancel(WorkspaceId workspace, RunId id, String actor) {
    return change(
        workspace,
        id,
        "cancel_requested = true, actor = :actor, state = case when state = 'RUNNING' then state"
            + " else 'CANCELLED' end, ended_at = case when state = 'RUNNING' then null else now()"
            + " end",
        "state in ('QUEUED', 'HELD', 'RUNNING')",
        actor);
  }

  private Optional<Run> change(
      WorkspaceId workspace, RunId id, String assignment, String condition, String actor) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "update run set "
                        + assignment
                        + " where workspace = :workspace and id = :id and "
                        + condition
                        + " returning "
                        + RunRows.COLUMNS)
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .bind("actor", actor)
                .map(new RunRows())
                .findFirst());
  }
}
