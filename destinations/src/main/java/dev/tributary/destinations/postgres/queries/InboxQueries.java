package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.deliveries.DeliveryCauseBuilder;
import dev.tributary.destinations.inbox.DriftGroup;
import dev.tributary.destinations.inbox.InboxKind;
import dev.tributary.destinations.inbox.InboxStore;
import dev.tributary.destinations.inbox.WaitingGroup;
import dev.tributary.destinations.inbox.WaitingGroups;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncStatus.Drift;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * {@link InboxStore} over PostgreSQL. The totals say which syncs have deliveries in a state. Of
 * these deliveries, only those of the newest records are read, by the narrow table of open
 * deliveries: the id of a delivery has the time of its record. Thread-safe.
 */
public final class InboxQueries implements InboxStore {
  private static final String PLACES =
      """
      select known.sync, known.state from (
        select sync, state, deliveries from delivery_total
          where workspace = :workspace and state = any(:states)
        union all select sync, state, difference from delivery_count_change
          where workspace = :workspace and state = any(:states)) known
      join definition s on s.workspace = :workspace and s.kind = :kind and s.id = known.sync
        and not s.deleted
      group by known.sync, known.state having sum(known.deliveries) > 0
      order by sum(known.deliveries) desc, known.sync, known.state limit :limit\
      """;

  /** The list of states is there for the partial index. */
  private static final String GROUPS =
      """
      select d.destination, d.sync, d.state, d.reason, d.field, max(d.words) as example,
        count(*) as count, min(d.changed_at) as oldest, max(d.changed_at) as newest,
        (array_agg(d.id order by d.changed_at desc, d.id desc))[1] as newest_id,
        sum(count(*)) over (partition by d.sync, d.state) as read
      from unnest(:syncs, :states) as p(sync, state)
      cross join lateral (
        select o.id from open_delivery o
        where o.workspace = :workspace and o.sync = p.sync and o.state = p.state
          and o.state in ('uncertain', 'rejected', 'dead')
        order by o.id desc limit :bound) o
      cross join lateral (
        select x.id, x.destination, x.sync, x.state, x.reason, x.field, x.words, x.changed_at
        from delivery x
        where x.id = o.id and x.workspace = :workspace and x.sync = p.sync and x.state = p.state
        offset 0) d
      group by d.destination, d.sync, d.state, d.reason, d.field
      order by count desc, newest desc, newest_id\
      """;

  private static final String DRIFTS =
      """
      select s.id as sync, s.spec ->> 'destination' as destination, r.* from definition s
      cross join lateral (
        select id as reconciliation, state, missing, different, started_at, repaired_at, repairable,
          sync_version
        from reconciliation where workspace = :workspace and sync = s.id order by id desc limit 1) r
      where s.workspace = :workspace and s.kind = :kind and not s.deleted
        and r.state = 'done' and r.repairable and r.repaired_at is null
        and r.started_at > statement_timestamp() - interval '7 days'
        and r.missing + r.different > 0 and r.sync_version = s.version
      order by r.started_at desc, s.id limit :limit\
      """;

  private final RequestDatabase database;
  private final int most;
  private final int rows;

  /**
   * @param most how many pairs of a sync and a state are read at most, and how many syncs with
   *     differences
   * @param rows how many deliveries of a kind are read at most; each pair has an equal part
   */
  public InboxQueries(RequestDatabase database, int most, int rows) {
    this.database = database;
    this.most = most;
    this.rows = rows;
  }

  /** A sync and a state that some of its deliveries are in. */
  private record Place(SyncId sync, String state) {}

  @Override
  public Instant now(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery("select statement_timestamp()")
                .map((row, context) -> row.getTimestamp(1).toInstant())
                .one());
  }

  @Override
  public WaitingGroups<WaitingGroup> deliveries(WorkspaceId workspace, InboxKind kind) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<Place> places = places(tx, workspace, kind);
          if (places.isEmpty()) {
            return new WaitingGroups<>(List.of(), false);
          }
          List<Place> read = places.subList(0, Math.min(most, places.size()));
          List<WaitingGroup> groups = groups(tx, workspace, read);
          // What was not read can have other causes.
          boolean cut = groups.stream().anyMatch(WaitingGroup::atLeast);
          return new WaitingGroups<>(groups, cut || places.size() > most);
        });
  }

  private List<Place> places(Handle tx, WorkspaceId workspace, InboxKind kind) {
    return tx.createQuery(PLACES)
        .bind("workspace", workspace.value())
        .bind("kind", SyncSpec.KIND)
        .bindArray("states", String.class, kind.states())
        .bind("limit", most + 1)
        .map((row, context) -> new Place(new SyncId(row.getString(1)), row.getString(2)))
        .list();
  }

  private List<WaitingGroup> groups(Handle tx, WorkspaceId workspace, List<Place> places) {
    int bound = Math.max(1, rows / places.size());
    return tx.createQuery(GROUPS)
        .bind("workspace", workspace.value())
        .bindArray("syncs", String.class, places.stream().map(each -> each.sync().value()).toList())
        .bindArray("states", String.class, places.stream().map(Place::state).toList())
        .bind("bound", bound)
        .map((row, context) -> group(row, bound))
        .list();
  }

  private static WaitingGroup group(ResultSet row, int bound) throws SQLException {
    return new WaitingGroup(
        DeliveryCauseBuilder.builder()
            .destination(new DestinationId(row.getString("destination")))
            .sync(new SyncId(row.getString("sync")))
            .state(row.getString("state"))
            .reason(row.getString("reason"))
            .field(row.getString("field"))
            .example(row.getString("example"))
            .count(row.getLong("count"))
            .oldest(row.getTimestamp("oldest").toInstant())
            .newest(row.getTimestamp("newest").toInstant())
            .build(),
        row.getLong("read") >= bound,
        row.getString("newest_id"));
  }

  @Override
  public WaitingGroups<DriftGroup> drifts(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<DriftGroup> found =
              tx.createQuery(DRIFTS)
                  .bind("workspace", workspace.value())
                  .bind("kind", SyncSpec.KIND)
                  .bind("limit", most + 1)
                  .map((row, context) -> drift(row))
                  .list();
          return new WaitingGroups<>(
              found.subList(0, Math.min(most, found.size())), found.size() > most);
        });
  }

  private static DriftGroup drift(ResultSet row) throws SQLException {
    return new DriftGroup(
        new DestinationId(row.getString("destination")),
        new SyncId(row.getString("sync")),
        new Drift(
            row.getString("reconciliation"),
            row.getLong("sync_version"),
            row.getLong("missing"),
            row.getLong("different"),
            row.getTimestamp("started_at").toInstant()));
  }
}
