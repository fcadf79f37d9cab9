package dev.tributary.identity.postgres;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Jobs of one kind, for REST. Thread-safe. */
public final class WorkspaceJobs {
  private final RequestDatabase database;
  private final Ids ids;
  private final String kind;
  private final String idPrefix;
  private final Jobs jobs = new Jobs();

  public WorkspaceJobs(RequestDatabase database, Ids ids, String kind, String idPrefix) {
    this.database = database;
    this.ids = ids;
    this.kind = kind;
    this.idPrefix = idPrefix;
  }

  /**
   * @param spec what is to be done, in the form of the kind
   * @throws Problem 409 if a job is queued or running
   */
  public Job start(WorkspaceId workspace, Object spec, String createdBy) {
    return database.inWorkspace(workspace, tx -> start(tx, workspace, spec, createdBy));
  }

  /** The same, in the caller's transaction. */
  public Job start(Handle tx, WorkspaceId workspace, Object spec, String createdBy) {
    return jobs.create(
            tx, workspace, kind, ids.next(idPrefix), Json.MAPPER.valueToTree(spec), createdBy)
        .orElseThrow(() ->
            Problems.CONFLICT.problem("One waits or is under way; wait for its end, or cancel it"));
  }

  /**
   * @throws Problem 404 if there is none
   */
  public Job require(WorkspaceId workspace, String id) {
    return database.inWorkspace(workspace, tx -> require(tx, workspace, id));
  }

  /**
   * Newest first.
   *
   * @param before the last job of the previous page, or null
   */
  public List<Job> list(WorkspaceId workspace, @Nullable String before, int limit) {
    return database.inWorkspace(workspace, tx -> jobs.list(tx, workspace, kind, before, limit));
  }

  /**
   * Cancels a job; a finished job stays as it is.
   *
   * @throws Problem 404 if there is none
   */
  public Job cancel(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx -> {
          jobs.askCancel(tx, workspace, kind, id);
          return require(tx, workspace, id);
        });
  }

  private Job require(Handle tx, WorkspaceId workspace, String id) {
    return jobs.find(tx, workspace, kind, id)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is nothing with the id " + id));
  }
}
