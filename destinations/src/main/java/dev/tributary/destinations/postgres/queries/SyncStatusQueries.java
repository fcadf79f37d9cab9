package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.postgres.pause.Pauses;
import dev.tributary.destinations.sync.BackfillSkips;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncStatus;
import dev.tributary.destinations.sync.SyncStatus.Drift;
import dev.tributary.destinations.sync.SyncStatus.Run;
import dev.tributary.destinations.sync.SyncStatus.Stop;
import dev.tributary.destinations.sync.SyncStatusStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * {@link SyncStatusStore} over PostgreSQL. The number of statements does not depend on the number
 * of syncs, and no statement reads deliveries.
 */
public final class SyncStatusQueries implements SyncStatusStore {
  private static final String STOPS =
      """
      select id, reason, words, since from pause
      where workspace = :workspace and kind = :kind and id = any(:syncs)\
      """;

  private static final String NEWEST_RUNS =
      """
      select s.id, r.* from unnest(:syncs) as s(id)
      cross join lateral (
        select id as run, state, seen, changed, started_at, ended_at, skipped, first_skipped, words
        from sync_run where workspace = :workspace and sync = s.id order by id desc limit 1) r\
      """;

  /** The totals and the differences that are not added to them yet, as of one moment. */
  private static final String COUNTS =
      """
      select sync, state, sum(deliveries) from (
        select sync, state, deliveries from delivery_total
          where workspace = :workspace and sync = any(:syncs)
        union all select sync, state, difference from delivery_count_change
          where workspace = :workspace and sync = any(:syncs)) known
      group by sync, state having sum(deliveries) > 0\
      """;

  private static final String DRIFTS =
      """
      select s.id, r.* from unnest(:syncs) as s(id)
      cross join lateral (
        select id as reconciliation, state, missing, different, started_at, repaired_at,
          repairable, sync_version
        from reconciliation where workspace = :workspace and sync = s.id order by id desc limit 1) r
      where r.state = 'done' and r.repairable and r.repaired_at is null
        and r.started_at > statement_timestamp() - interval '7 days' and r.missing + r.different > 0\
      """;

  private final RequestDatabase database;

  public SyncStatusQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Map<SyncId, SyncStatus> of(WorkspaceId workspace, Collection<SyncId> syncs) {
    return database.inWorkspace(
        workspace,
        tx -> {
          String[] ids = syncs.stream().map(SyncId::value).toArray(String[]::new);
          Map<SyncId, Stop> stops = stops(tx, workspace, ids);
          Map<SyncId, Run> runs = runs(tx, workspace, ids);
          Map<SyncId, Map<String, Long>> counts = counts(tx, workspace, ids);
          Map<SyncId, Drift> drifts = drifts(tx, workspace, ids);
          Map<SyncId, SyncStatus> found = new HashMap<>();
          syncs.forEach(sync ->
              found.put(
                  sync,
                  new SyncStatus(
                      stops.get(sync),
                      runs.get(sync),
                      counts.getOrDefault(sync, Map.of()),
                      drifts.get(sync))));
          return found;
        });
  }

  private static Map<SyncId, Stop> stops(Handle tx, WorkspaceId workspace, String[] syncs) {
    Map<SyncId, Stop> stops = new HashMap<>();
    tx.createQuery(STOPS)
        .bind("workspace", workspace.value())
        .bind("kind", SyncSpec.KIND)
        .bindArray("syncs", String.class, (Object[]) syncs)
        .map((rows, context) -> stops.put(new SyncId(rows.getString("id")), stop(rows)))
        .list();
    return stops;
  }

  private static Stop stop(ResultSet rows) throws SQLException {
    String reason = rows.getString("reason");
    return new Stop(
        reason,
        reason.equals(Pauses.ASKED),
        rows.getString("words"),
        rows.getTimestamp("since").toInstant());
  }

  private static Map<SyncId, Run> runs(Handle tx, WorkspaceId workspace, String[] syncs) {
    Map<SyncId, Run> runs = new HashMap<>();
    tx.createQuery(NEWEST_RUNS)
        .bind("workspace", workspace.value())
        .bindArray("syncs", String.class, (Object[]) syncs)
        .map((rows, context) -> runs.put(new SyncId(rows.getString("id")), run(rows)))
        .list();
    return runs;
  }

  private static Run run(ResultSet rows) throws SQLException {
    Timestamp ended = rows.getTimestamp("ended_at");
    long skipped = rows.getLong("skipped");
    return new Run(
        rows.getString("run"),
        rows.getString("state"),
        rows.getLong("seen"),
        rows.getLong("changed"),
        skipped == 0 ? null : new BackfillSkips(skipped, rows.getString("first_skipped")),
        rows.getString("words"),
        rows.getTimestamp("started_at").toInstant(),
        ended == null ? null : ended.toInstant());
  }

  private static Map<SyncId, Drift> drifts(Handle tx, WorkspaceId workspace, String[] syncs) {
    Map<SyncId, Drift> drifts = new HashMap<>();
    tx.createQuery(DRIFTS)
        .bind("workspace", workspace.value())
        .bindArray("syncs", String.class, (Object[]) syncs)
        .map((rows, context) ->
            drifts.put(
                new SyncId(rows.getString("id")),
                new Drift(
                    rows.getString("reconciliation"),
                    rows.getLong("sync_version"),
                    rows.getLong("missing"),
                    rows.getLong("different"),
                    rows.getTimestamp("started_at").toInstant())))
        .list();
    return drifts;
  }

  private static Map<SyncId, Map<String, Long>> counts(
      Handle tx, WorkspaceId workspace, String[] syncs) {
    Map<SyncId, Map<String, Long>> counts = new HashMap<>();
    tx.createQuery(COUNTS)
        .bind("workspace", workspace.value())
        .bindArray("syncs", String.class, (Object[]) syncs)
        .map((rows, context) ->
            counts
                .computeIfAbsent(new SyncId(rows.getString(1)), _ -> new TreeMap<>())
                .put(rows.getString(2), rows.getLong(3)))
        .list();
    return counts;
  }
}
