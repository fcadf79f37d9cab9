package dev.tributary.identity.postgres.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The jobs as their callers see them. Each method works in the caller's transaction, so that a job
 * can be created together with other changes. Thread-safe.
 */
public final class Jobs {
  private static final String ADD =
      """
      insert into job (workspace, id, kind, state, spec, created_by)
      values (:workspace, :id, :kind, 'queued', cast(cast(:spec as text) as jsonb), :createdBy)
      on conflict (workspace, kind) where state in ('queued', 'running') do nothing\
      """;
  private static final String SELECT =
      "select " + JobRows.COLUMNS + " from job where workspace = :workspace and kind = :kind";

  /**
   * Adds a job to the queue.
   *
   * @return empty if a job of its kind is queued or running in the workspace
   */
  public Optional<Job> create(
      Handle tx, WorkspaceId workspace, String kind, String id, JsonNode spec, String createdBy) {
    return tx.createQuery(ADD + " returning " + JobRows.COLUMNS)
        .bindMap(values(workspace, kind, id, spec, createdBy))
        .map(new JobRows())
        .findFirst();
  }

  /**
   * The same, in the transaction of a definition.
   *
   * @return false if a job of its kind is queued or running in the workspace
   */
  public boolean add(
      DefinitionTransaction tx,
      WorkspaceId workspace,
      String kind,
      String id,
      JsonNode spec,
      String createdBy) {
    return SqlStatements.in(tx).execute(ADD, values(workspace, kind, id, spec, createdBy)) > 0;
  }

  private static Map<String, String> values(
      WorkspaceId workspace, String kind, String id, JsonNode spec, String createdBy) {
    return Map.of(
        "workspace",
        workspace.value(),
        "kind",
        kind,
        "id",
        id,
        "spec",
        JobRows.text(spec),
        "createdBy",
        createdBy);
  }

  public Optional<Job> find(Handle tx, WorkspaceId workspace, String kind, String id) {
    return tx.createQuery(SELECT + " and id = :id")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("id", id)
        .map(new JobRows())
        .findFirst();
  }

  /**
   * Newest first.
   *
   * @param before the last job of the previous page, or null
   */
  public List<Job> list(
      Handle tx, WorkspaceId workspace, String kind, @Nullable String before, int limit) {
    return tx.createQuery(
            SELECT
                + " and (cast(:before as text) is null or id < :before)"
                + " order by id desc limit :limit")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("before", before)
        .bind("limit", limit)
        .map(new JobRows())
        .list();
  }

  /** The newest job in a state. */
  public Optional<Job> newest(Handle tx, WorkspaceId workspace, String kind, JobState state) {
    return tx.createQuery(SELECT + " and state = :state order by id desc limit 1")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("state", state.wireName())
        .map(new JobRows())
        .findFirst();
  }

  /** Cancels a queued job, and requests the end of a running job. A finished job stays as it is. */
  public void askCancel(Handle tx, WorkspaceId workspace, String kind, String id) {
    tx.createUpdate(
            """
            update job set cancel_asked = true,
              state = case state when 'queued' then 'cancelled' else state end,
              ended_at = case state when 'queued' then clock_timestamp() else ended_at end
            where workspace = :workspace and kind = :kind and id = :id
              and state in ('queued', 'running')\
            """)
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("id", id)
        .execute();
  }
}
