package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.delivery.DeliveryCounts;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** {@link DeliveryCounts} over PostgreSQL. */
public final class PostgresDeliveryCounts implements DeliveryCounts {
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * One range of each index for each destination, however long the others are counted. Versions
   * before sync_hour counted the syncs of a destination together.
   */
  private static final String COUNTS =
      """
      select h.at, d.id, h.sync, sum(h.delivered), sum(h.accepted), sum(h.counted_refusals),
        sum(h.failed)
      from definition d
      cross join lateral (
        select at, sync, delivered, accepted, counted_refusals, failed from sync_hour
        where workspace = :workspace and destination = d.id and at >= :from and at < :to
        union all
        select at, null, delivered, 0, 0, failed from delivery_hour
        where workspace = :workspace and destination = d.id and at >= :from and at < :to) h
      where d.workspace = :workspace and d.kind = :kind%s
      group by h.at, d.id, h.sync\
      """;

  private static final String OF_DESTINATION = " and d.id = :destination";

  private final RequestDatabase database;

  public PostgresDeliveryCounts(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Counted hours(
      WorkspaceId workspace, @Nullable DestinationId destination, Instant from, Instant to) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Instant since =
              tx.createQuery("select since from delivery_hour_start").mapTo(Instant.class).one();
          Instant counted = since.truncatedTo(ChronoUnit.HOURS);
          Instant first = from.isBefore(counted) ? counted : from;
          return new Counted(
              since, hours(first, to, counts(tx, workspace, destination, first, to)));
        });
  }

  private static Map<Instant, Map<Sender, Outcomes>> counts(
      Handle tx,
      WorkspaceId workspace,
      @Nullable DestinationId destination,
      Instant from,
      Instant to) {
    Query query = tx.createQuery(COUNTS.formatted(destination == null ? "" : OF_DESTINATION));
    if (destination != null) {
      query.bind("destination", destination.value());
    }
    return query
        .bind("workspace", workspace.value())
        .bind("kind", DestinationSpec.KIND)
        .bind("from", from)
        .bind("to", to)
        .reduceResultSet(
            new HashMap<>(),
            (counts, row, _) -> {
              counts
                  .computeIfAbsent(row.getTimestamp(1).toInstant(), _ -> new HashMap<>())
                  .put(
                      new Sender(
                          new DestinationId(row.getString(2)), SyncId.ofNullable(row.getString(3))),
                      new Outcomes(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)));
              return counts;
            });
  }

  /** A counted hour without a row had no outcomes. */
  private static List<Hour> hours(
      Instant from, Instant to, Map<Instant, Map<Sender, Outcomes>> counts) {
    List<Hour> hours = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = at.plus(HOUR)) {
      hours.add(new Hour(at, counts.getOrDefault(at, Map.of())));
    }
    return hours;
  }
}
