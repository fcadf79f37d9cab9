package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.sync.SyncProgress;
import dev.tributary.destinations.sync.SyncProgress.Wait;
import dev.tributary.destinations.sync.SyncProgressStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** {@link SyncProgressStore} over PostgreSQL. Thread-safe. */
public final class SyncProgressQueries implements SyncProgressStore {
  private static final int MOST = 1_000;

  /**
   * Of attempts with several results, the numbers are not kept. The result of a job is the result
   * of a question. The index has only the start of attempts.
   */
  private static final String ARRIVED =
      """
      select statement_timestamp() as at, a.* from (
        select coalesce(sum(deliveries) filter (where outcome in ('delivered', 'accepted')), 0)
            as arrived,
          coalesce(bool_or(outcome = 'mixed'
            or outcome in ('delivered', 'accepted') and refusals is not null), false) as unknown
        from attempt
        where workspace = :workspace and destination = :destination and sync = :sync
          and started_at > statement_timestamp() - interval '4 minutes'
          and ended_at > statement_timestamp() - interval '1 minute') a\
      """;

  /** As a claim searches: in the order of the narrow table, without a plan by statistics. */
  private static final String WAITS =
      """
      select d.state, d.reason, count(*) as count,
        count(*) filter (where d.not_before <= statement_timestamp()) as due,
        min(d.not_before) filter (where d.not_before > statement_timestamp()
          and d.not_before < 'infinity') as until
      from (
        (select o.id from open_delivery o
          where o.workspace = :workspace and o.destination = :destination
            and o.state in ('pending', 'retrying')
          order by o.lane, o.not_before, o.id limit :bound)
        union all
        (select o.id from open_delivery o
          where o.workspace = :workspace and o.destination = :destination
            and o.state = 'submitted'
          order by o.not_before, o.id limit :bound)) o
      cross join lateral (
        select x.state, x.reason, x.not_before from delivery x
        where x.id = o.id and x.workspace = :workspace and x.sync = :sync
          and x.state in ('pending', 'retrying', 'submitted')
        offset 0) d
      group by d.state, d.reason order by count desc, d.state, d.reason\
      """;

  private final RequestDatabase database;

  public SyncProgressQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public SyncProgress of(WorkspaceId workspace, DestinationId destination, SyncId sync) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<Wait> waits = waits(tx, workspace, destination, sync);
          return tx.createQuery(ARRIVED)
              .bind("workspace", workspace.value())
              .bind("destination", destination.value())
              .bind("sync", sync.value())
              .map((row, context) ->
                  new SyncProgress(
                      row.getTimestamp("at").toInstant(),
                      row.getBoolean("unknown") ? null : row.getLong("arrived"),
                      waits))
              .one();
        });
  }

  private static List<Wait> waits(
      Handle tx, WorkspaceId workspace, DestinationId destination, SyncId sync) {
    return tx.createQuery(WAITS)
        .bind("workspace", workspace.value())
        .bind("destination", destination.value())
        .bind("sync", sync.value())
        .bind("bound", MOST)
        .map((row, context) -> waitOf(row))
        .list();
  }

  private static Wait waitOf(ResultSet row) throws SQLException {
    Timestamp until = row.getTimestamp("until");
    return new Wait(
        row.getString("state"),
        row.getString("reason"),
        row.getLong("count"),
        row.getLong("due"),
        until == null ? null : until.toInstant());
  }
}
