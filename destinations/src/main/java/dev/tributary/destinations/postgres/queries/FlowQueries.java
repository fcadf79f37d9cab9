package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.deliveries.DeliveryFlow;
import dev.tributary.destinations.deliveries.DeliveryFlows;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads from the open deliveries and the attempts of a destination. Thread-safe. */
public final class FlowQueries implements DeliveryFlows {
  private static final int COUNTED_UP_TO = 10_000;

  private final RequestDatabase database;

  public FlowQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public DeliveryFlow of(WorkspaceId workspace, DestinationId destination) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select
                      (select coalesce(sum(deliveries), 0) from attempt
                        where workspace = :workspace and destination = :destination
                          and not question and started_at > clock_timestamp() - interval '1 minute') as sent,
                      (select max(started_at) from attempt
                        where workspace = :workspace and destination = :destination
                          and not question) as newest,
                      waiting.count, waiting.oldest
                    from (
                      select count(*) as count, min(desired_at) as oldest from (
                        select d.desired_at from (
                            select o.id from open_delivery o
                            where o.workspace = :workspace and o.destination = :destination
                              and o.state in ('pending', 'retrying')
                            order by o.lane, o.not_before, o.id limit :bound) o
                          cross join lateral (
                            select x.desired_at from delivery x
                            where x.id = o.id and x.state in ('pending', 'retrying')
                            offset 0) d) due) waiting\
                    """)
                .bind("workspace", workspace.value())
                .bind("destination", destination.value())
                .bind("bound", COUNTED_UP_TO)
                .map((row, context) ->
                    new DeliveryFlow(
                        row.getLong("sent"),
                        row.getLong("count"),
                        instant(row.getTimestamp("oldest")),
                        instant(row.getTimestamp("newest"))))
                .one());
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
