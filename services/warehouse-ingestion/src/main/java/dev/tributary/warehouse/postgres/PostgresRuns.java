package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.LeaseSql;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.runtime.work.LeaseLost;
import dev.tributary.runtime.work.Renewal;
import dev.tributary.warehouse.run.ClaimedRun;
import dev.tributary.warehouse.run.Phase;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import dev.tributary.warehouse.run.Runs;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SampleRow;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Runs in this service's database, as the worker's role sees them. The owner of a claim is the
 * fence of each of its statements. Thread-safe.
 */
public final class PostgresRuns implements Runs {
  private static final String MINE =
      " where workspace = :workspace and id = :id and owner = :owner and state = 'RUNNING'";
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Jdbi worker;
  private final Ids ids;
  private final Clock clock;
  private final Supplier<List<WorkspaceId>> held;
  private final Wakeup queued;

  /**
   * @param held the ids of the workspaces whose runs wait because their deletion was requested
   * @param queued gets a signal for each run that is queued here
   */
  public PostgresRuns(
      Jdbi worker, Ids ids, Clock clock, Supplier<List<WorkspaceId>> held, Wakeup queued) {
    this.worker = worker;
    this.ids = ids;
    this.clock = clock;
    this.held = held;
    this.queued = queued;
  }

  @Override
  public Optional<Run> enqueue(
      WorkspaceId workspace, ModelId model, String trigger, @Nullable String actor) {
    NewRun run =
        new NewRun(workspace, new RunId(ids.next(Ids.RUN)), model, trigger, actor, clock.instant());
    Optional<Run> inserted = worker.withHandle(run::insert);
    inserted.ifPresent(_ -> queued.signal());
    return inserted;
  }

  @Override
  public Optional<ClaimedRun> claim(String owner, int most) {
    List<String> without = held.get().stream().map(WorkspaceId::value).toList();
    boolean waiting =
        worker.withHandle(handle ->
            handle
                .createQuery(
                    "select exists (select 1 from run where (state = 'QUEUED'"
                        + " or (state = 'RUNNING' and "
                        + LeaseSql.ended("lease_until")
                        + "))"
                        + " and workspace <> all(:without))")
                .bindArray("without", String.class, without)
                .mapTo(Boolean.class)
                .one());
    return waiting ? claimInTurn(owner, most, without) : Optional.empty();
  }

  /**
   * One claim at a time in all processes, because each must see the earlier claims. Workspaces take
   * turns: first the one with the fewest runs in progress, then the one whose last run is the
   * longest ago.
   */
  private Optional<ClaimedRun> claimInTurn(String owner, int most, List<String> without) {
    return worker.inTransaction(handle -> {
      handle
          .createQuery("select pg_advisory_xact_lock(hashtextextended('run-claim', 0))::text")
          .mapTo(String.class)
          .one();
      return handle
          .createQuery(
              """
              update run set state = 'RUNNING', owner = :owner,
                working_since = coalesce(working_since, clock_timestamp()),
                lease_until = %s
              where (workspace, id) in (
                select w.workspace, w.id from run w, lateral (
                  select count(*) as n from run o where o.workspace = w.workspace
                    and o.state = 'RUNNING' and o.lease_until >= clock_timestamp()) under_way,
                  lateral (
                  select coalesce((select o.ended_at from run o where o.workspace = w.workspace
                    and o.ended_at is not null order by o.id desc limit 1), '-infinity') as at)
                    last_run
                where (w.state = 'QUEUED'
                    or (w.state = 'RUNNING' and %s))
                  and under_way.n < :most and w.workspace <> all(:without)
                order by under_way.n, last_run.at, w.queued_at limit 1 for update of w skip locked)
              returning %s\
              """
                  .formatted(LeaseSql.END, LeaseSql.ended("w.lease_until"), RunRows.COLUMNS))
          .bind("owner", owner)
          .bind("lease", LeaseSql.seconds(LEASE))
          .bind("most", most)
          .bindArray("without", String.class, without)
          .map(new RunRows())
          .findFirst()
          .map(run -> new ClaimedRun(run, owner));
    });
  }

  @Override
  public long rowsLog() {
    return worker.withHandle(
        handle -> handle.createQuery("select number from rows_log").mapTo(Long.class).one());
  }

  @Override
  public Renewal renew(ClaimedRun claimed) {
    return worker.withHandle(handle ->
        mine(
                handle.createQuery(
                    "update run set lease_until = "
                        + LeaseSql.END
                        + MINE
                        + " returning cancel_requested"),
                claimed)
            .bind("lease", LeaseSql.seconds(LEASE))
            .mapTo(Boolean.class)
            .findFirst()
            .map(cancel -> cancel ? Renewal.CANCEL : Renewal.GO_ON)
            .orElse(Renewal.LOST));
  }

  @Override
  public void started(ClaimedRun claimed, Instant at) {
    change(
        claimed, "started_at = coalesce(started_at, :at)", statement -> statement.bind("at", at));
  }

  @Override
  public void phase(ClaimedRun claimed, Phase phase) {
    change(claimed, "phase = :phase", statement -> statement.bind("phase", phase.name()));
  }

  @Override
  public void compared(
      ClaimedRun claimed, Counts counts, List<RefusedRow> refused, List<SampleRow> samples) {
    // Together: who sees the counts asks for the rows once, and would keep an answer without rows.
    change(
        claimed,
        "counts = cast(:counts as jsonb), refused = cast(:refused as jsonb),"
            + " samples = cast(:samples as json)",
        statement ->
            statement
                .bind("counts", json(counts))
                .bind("refused", json(refused))
                .bind("samples", json(samples)));
  }

  @Override
  public void published(ClaimedRun claimed, long published) {
    change(claimed, "published = :published", statement -> statement.bind("published", published));
  }

  @Override
  public void held(ClaimedRun claimed, String reason) {
    change(
        claimed,
        "state = 'HELD', phase = null, failure_code = 'held', failure_detail = :reason, "
            + RunRows.WORK_PAUSED,
        statement -> statement.bind("reason", reason));
  }

  @Override
  public void ended(ClaimedRun claimed, RunState state, Run.@Nullable Failure failure) {
    change(
        claimed,
        "state = :state, phase = null, ended_at = :now, failure_code = :code,"
            + " failure_detail = :detail, "
            + RunRows.WORK_PAUSED,
        statement ->
            statement
                .bind("state", state.name())
                .bind("now", clock.instant())
                .bind("code", failure == null ? null : failure.code())
                .bind("detail", failure == null ? null : failure.detail()));
  }

  @Override
  public List<Long> removals(WorkspaceId workspace, ModelId model, int limit) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                "select cast(counts->>'removed' as bigint) from run where workspace ="
                    + " :workspace and model = :model and state = 'SUCCEEDED' order by id desc"
                    + " limit :limit")
            .bind("workspace", workspace.value())
            .bind("model", model.value())
            .bind("limit", limit)
            .mapTo(Long.class)
            .list());
  }

  /** Runs of a workspace that have neither ended nor wait for a user's decision. */
  public long open(WorkspaceId workspace) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                "select count(*) from run where workspace = :workspace and state in ('QUEUED',"
                    + " 'RUNNING')")
            .bind("workspace", workspace.value())
            .mapTo(Long.class)
            .one());
  }

  @Override
  public void forgetSamples(Instant queuedBefore) {
    worker.useHandle(handle ->
        handle
            .createUpdate(
                "update run set samples = null where samples is not null and queued_at < :before")
            .bind("before", queuedBefore)
            .execute());
  }

  private void change(ClaimedRun claimed, String assignments, UnaryOperator<Update> values) {
    int rows =
        worker.withHandle(handle ->
            values
                .apply(mine(handle.createUpdate("update run set " + assignments + MINE), claimed))
                .execute());
    if (rows == 0) {
      throw new LeaseLost();
    }
  }

  private static <S extends SqlStatement<S>> S mine(S statement, ClaimedRun claimed) {
    return statement
        .bind("workspace", claimed.run().workspace().value())
        .bind("id", claimed.run().id().value())
        .bind("owner", claimed.owner());
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
