package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of deliveries since a time. Attempts and failed deliveries are read once, and added
 * up for destinations and for syncs. Confined to one thread.
 */
final class RecentOutcomes {
  /** Reads the attempts by their ids. */
  private static final String ATTEMPTS =
      """
      select workspace, destination, sync,
        coalesce(sum(deliveries) filter (where not question), 0) as attempted,
        max(ended_at) filter (where outcome in ('delivered', 'accepted', 'mixed')) as last_delivered
      from attempt where id >= :from and workspace = any(:workspaces) and ended_at is not null
      group by workspace, destination, sync\
      """;

  /** Reads only the stuck deliveries of the ledger. */
  private static final String STUCK =
      """
      select d.workspace, d.id as destination, s.* from definition d
      cross join lateral (
        select x.sync, count(*) filter (where x.state = 'uncertain') as uncertain,
          count(*) filter (where %1$s) as failed,
          min(x.changed_at) filter (where %1$s) as failed_since
        from open_delivery o
          cross join lateral (
            select y.sync, y.state, y.reason, y.changed_at from delivery y where y.id = o.id
            offset 0) x
        where o.workspace = d.workspace and o.destination = d.id
          and o.state in ('uncertain', 'rejected', 'dead')
        group by x.sync) s
      where d.workspace = any(:workspaces) and d.kind = 'destination' and not d.deleted\
      """
          .formatted(
              "x.state <> 'uncertain' and x.changed_at >= :since"
                  + " and x.reason is distinct from 'sync-deleted'");

  private final Map<Destination, Outcomes> destinations = new HashMap<>();
  private final Map<Sync, Outcomes> syncs = new HashMap<>();

  private RecentOutcomes() {}

  /** Ids are the same in two workspaces, if one is a copy of the other. */
  private record Destination(WorkspaceId workspace, DestinationId id) {}

  private record Sync(WorkspaceId workspace, SyncId id) {}

  /**
   * Numbers of deliveries.
   *
   * @param attempted attempts since the time
   * @param failed ended since the time without being delivered
   * @param failedSince when the first of these ended; null if there are none
   * @param uncertain may have been sent, of any time
   * @param lastDelivered null if none was delivered or received since the time
   */
  record Outcomes(
      long attempted,
      long failed,
      @Nullable Instant failedSince,
      long uncertain,
      @Nullable Instant lastDelivered) {
    private static final Outcomes NONE = new Outcomes(0, 0, null, 0, null);

    private Outcomes plus(Outcomes other) {
      return new Outcomes(
          attempted + other.attempted,
          failed + other.failed,
          either(failedSince, other.failedSince, (one, two) -> one.isBefore(two) ? one : two),
          uncertain + other.uncertain,
          either(lastDelivered, other.lastDelivered, (one, two) -> one.isAfter(two) ? one : two));
    }

    private static @Nullable Instant either(
        @Nullable Instant one, @Nullable Instant two, BinaryOperator<Instant> of) {
      return one == null ? two : two == null ? one : of.apply(one, two);
    }
  }

  static RecentOutcomes read(Handle handle, Set<WorkspaceId> workspaces, Instant since) {
    RecentOutcomes outcomes = new RecentOutcomes();
    handle
        .createQuery(ATTEMPTS)
        .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
        .bind("from", Housekeeping.smallestId(Housekeeping.ATTEMPT, since))
        .map((rows, context) ->
            outcomes.add(
                rows,
                new Outcomes(
                    rows.getLong("attempted"), 0, null, 0, instant(rows, "last_delivered"))))
        .list();
    handle
        .createQuery(STUCK)
        .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
        .bind("since", since)
        .map((rows, context) ->
            outcomes.add(
                rows,
                new Outcomes(
                    0,
                    rows.getLong("failed"),
                    instant(rows, "failed_since"),
                    rows.getLong("uncertain"),
                    null)))
        .list();
    return outcomes;
  }

  private Outcomes add(ResultSet rows, Outcomes more) throws SQLException {
    WorkspaceId workspace = new WorkspaceId(rows.getString("workspace"));
    syncs.merge(new Sync(workspace, new SyncId(rows.getString("sync"))), more, Outcomes::plus);
    return destinations.merge(
        new Destination(workspace, new DestinationId(rows.getString("destination"))),
        more,
        Outcomes::plus);
  }

  private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    Timestamp at = rows.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  Outcomes of(WorkspaceId workspace, DestinationId destination) {
    return destinations.getOrDefault(new Destination(workspace, destination), Outcomes.NONE);
  }

  Outcomes of(WorkspaceId workspace, SyncId sync) {
    return syncs.getOrDefault(new Sync(workspace, sync), Outcomes.NONE);
  }
}
