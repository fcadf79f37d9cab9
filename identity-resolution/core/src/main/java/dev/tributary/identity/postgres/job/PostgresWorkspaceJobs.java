package dev.tributary.identity.postgres.job;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobAlreadyActive;
import dev.tributary.identity.job.JobNotFound;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link WorkspaceJobs} over PostgreSQL. */
public final class PostgresWorkspaceJobs implements WorkspaceJobs {
  private final RequestDatabase database;
  private final Ids ids;
  private final String kind;
  private final String idPrefix;
  private final Jobs jobs = new Jobs();

  public PostgresWorkspaceJobs(RequestDatabase database, Ids ids, String kind, String idPrefix) {
    this.database = database;
    this.ids = ids;
    this.kind = kind;
    this.idPrefix = idPrefix;
  }

  @Override
  public Job start(WorkspaceId workspace, Object spec, String createdBy) {
    String id = ids.next(idPrefix);
    return database
        .inWorkspace(
            workspace,
            tx -> jobs.create(tx, workspace, kind, id, Json.MAPPER.valueToTree(spec), createdBy))
        .orElseThrow(JobAlreadyActive::new);
  }

  /**
   * Starts a job in the transaction of a definition.
   *
   * @return its id
   * @throws JobAlreadyActive if a job of this kind is queued or running in the workspace
   */
  public String start(
      DefinitionTransaction tx, WorkspaceId workspace, Object spec, String createdBy) {
    String id = ids.next(idPrefix);
    if (!jobs.add(tx, workspace, kind, id, Json.MAPPER.valueToTree(spec), createdBy)) {
      throw new JobAlreadyActive();
    }
    return id;
  }

  @Override
  public Job require(WorkspaceId workspace, String id) {
    return database.inWorkspace(workspace, tx -> require(tx, workspace, id));
  }

  @Override
  public List<Job> list(WorkspaceId workspace, @Nullable String before, int limit) {
    return database.inWorkspace(workspace, tx -> jobs.list(tx, workspace, kind, before, limit));
  }

  @Override
  public Optional<Job> succeeded(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace, tx -> jobs.newest(tx, workspace, kind, JobState.SUCCEEDED));
  }

  @Override
  public Job cancel(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx -> {
          jobs.askCancel(tx, workspace, kind, id);
          return require(tx, workspace, id);
        });
  }

  private Job require(Handle tx, WorkspaceId workspace, String id) {
    return jobs.find(tx, workspace, kind, id).orElseThrow(() -> new JobNotFound(id));
  }
}
