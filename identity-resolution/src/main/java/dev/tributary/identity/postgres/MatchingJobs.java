package dev.tributary.identity.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.suggestion.MatchingSettings;
import dev.tributary.identity.suggestion.RunResult;
import dev.tributary.identity.suggestion.RunSpec;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs of matching for REST. Thread-safe. */
public final class MatchingJobs {
  private final RequestDatabase database;
  private final Jobs jobs;
  private final Ids ids;

  public MatchingJobs(RequestDatabase database, Jobs jobs, Ids ids) {
    this.database = database;
    this.jobs = jobs;
    this.ids = ids;
  }

  /** Empty if a run is queued or running. */
  public Optional<Job> start(WorkspaceId workspace, MatchingSettings settings, String actor) {
    return database.inWorkspace(workspace, tx -> start(tx, workspace, settings, actor));
  }

  Optional<Job> start(Handle tx, WorkspaceId workspace, MatchingSettings settings, String actor) {
    return jobs.create(
        tx,
        workspace,
        RunSpec.KIND,
        ids.next(Ids.MATCHING_RUN),
        Json.MAPPER.valueToTree(RunSpec.of(settings)),
        actor);
  }

  public Optional<Job> find(WorkspaceId workspace, String id) {
    return database.inWorkspace(workspace, tx -> jobs.find(tx, workspace, RunSpec.KIND, id));
  }

  /** Newest first. */
  public List<Job> list(WorkspaceId workspace, @Nullable String before, int limit) {
    return database.inWorkspace(
        workspace, tx -> jobs.list(tx, workspace, RunSpec.KIND, before, limit));
  }

  /** Cancels a run, if it has not finished; empty if there is no such run. */
  public Optional<Job> cancel(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx -> {
          jobs.askCancel(tx, workspace, RunSpec.KIND, id);
          return jobs.find(tx, workspace, RunSpec.KIND, id);
        });
  }

  /** The newest run that has succeeded. */
  public Optional<Job> succeeded(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace, tx -> jobs.newest(tx, workspace, RunSpec.KIND, JobState.SUCCEEDED));
  }

  /** The result of a run, or the result so far. */
  public static RunResult result(Job job) {
    JsonNode json = job.result() == null ? job.progress() : job.result();
    return json == null ? RunResult.BEGUN : Json.MAPPER.convertValue(json, RunResult.class);
  }
}
