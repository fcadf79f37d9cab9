package dev.tributary.identity.postgres.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobQueue;
import dev.tributary.identity.job.JobState;
import dev.tributary.runtime.postgres.LeaseSql;
import dev.tributary.runtime.work.Renewal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The queue of jobs in this service's database, for the worker's role. The holder and the number of
 * the attempt are the fence. Thread-safe.
 */
public final class PostgresJobQueue implements JobQueue {
  private static final String MINE =
      " where workspace = :workspace and id = :id and holder = :holder and attempts = :attempts"
          + " and state = 'running'";
  private static final String CLAIM =
      """
      update job set state = 'running', holder = :holder, attempts = attempts + 1, progress = null,
        started_at = coalesce(started_at, clock_timestamp()),
        lease_until = %s
      where (workspace, id) in (
        select workspace, id from job
        where kind = any(:kinds)
          and (state = 'queued' or (state = 'running' and %s))
        order by created_at limit 1 for update skip locked)
      returning %s\
      """
          .formatted(LeaseSql.END, LeaseSql.ended("lease_until"), JobRows.COLUMNS);

  private final Jdbi worker;

  public PostgresJobQueue(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public Optional<Job> claim(Collection<String> kinds, String holder, Duration lease) {
    return worker.withHandle(handle ->
        handle
            .createQuery(CLAIM)
            .bind("kinds", kinds.toArray(String[]::new))
            .bind("holder", holder)
            .bind("lease", LeaseSql.seconds(lease))
            .map(new JobRows())
            .findFirst());
  }

  @Override
  public Renewal extend(Job job, String holder, Duration lease) {
    return worker.withHandle(handle ->
        mine(
                handle.createQuery(
                    "update job set lease_until = "
                        + LeaseSql.END
                        + MINE
                        + " returning cancel_asked"),
                job,
                holder)
            .bind("lease", LeaseSql.seconds(lease))
            .mapTo(Boolean.class)
            .findFirst()
            .map(cancel -> cancel ? Renewal.CANCEL : Renewal.GO_ON)
            .orElse(Renewal.LOST));
  }

  @Override
  public void progress(Job job, String holder, JsonNode progress) {
    worker.useHandle(handle ->
        mine(
                handle.createUpdate("update job set progress = cast(:progress as jsonb)" + MINE),
                job,
                holder)
            .bind("progress", JobRows.text(progress))
            .execute());
  }

  @Override
  public void ended(
      Job job, String holder, JobState state, @Nullable JsonNode result, @Nullable String error) {
    worker.useHandle(handle ->
        mine(
                handle.createUpdate(
                    "update job set state = :state, result = cast(:result as jsonb),"
                        + " error = :error, ended_at = clock_timestamp(), holder = null,"
                        + " lease_until = null"
                        + MINE),
                job,
                holder)
            .bind("state", state.wireName())
            .bind("result", result == null ? null : JobRows.text(result))
            .bind("error", error)
            .execute());
  }

  @Override
  public void giveBack(Job job, String holder) {
    worker.useHandle(handle ->
        mine(
                handle.createUpdate(
                    "update job set state = 'queued', attempts = attempts - 1, holder = null,"
                        + " lease_until = null"
                        + MINE),
                job,
                holder)
            .execute());
  }

  private static <S extends SqlStatement<S>> S mine(S statement, Job job, String holder) {
    return statement
        .bind("workspace", job.workspace().value())
        .bind("id", job.id())
        .bind("holder", holder)
        .bind("attempts", job.attempts());
  }
}
