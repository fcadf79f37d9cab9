package dev.tributary.identity.postgres.timeline;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.timeline.EventCounts;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link EventCounts} over PostgreSQL. */
public final class PostgresEventCounts implements EventCounts {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RequestDatabase database;

  public PostgresEventCounts(RequestDatabase database) {
    this.database = database;
  }

  /** The time range whose events are counted. */
  private record Reader(Instant since, Instant until) {}

  @Override
  public Counted hours(WorkspaceId workspace, @Nullable SourceId source, Instant from, Instant to) {
    return database.inWorkspace(
        workspace,
        tx ->
            reader(tx)
                .map(counted -> {
                  Instant first = from.isBefore(counted.since()) ? counted.since() : from;
                  Instant end = to.isBefore(counted.until()) ? to : counted.until();
                  return new Counted(
                      counted.until(),
                      hours(first, end, events(tx, workspace, source, first, end)));
                })
                .orElseGet(() -> new Counted(null, List.of())));
  }

  private static Optional<Reader> reader(Handle tx) {
    return tx.createQuery("select since, until from source_hour_reader where until is not null")
        .map((rows, _) ->
            new Reader(
                rows.getTimestamp("since").toInstant(), rows.getTimestamp("until").toInstant()))
        .findOne();
  }

  private static Map<Instant, Long> events(
      Handle tx, WorkspaceId workspace, @Nullable SourceId source, Instant from, Instant to) {
    Conditions of =
        new Conditions().and("source = :source", "source", source == null ? null : source.value());
    Map<Instant, Long> events = new HashMap<>();
    tx.createQuery(
            """
            select at, sum(events) from source_hour
            where workspace = :workspace and at >= :from and at < :to%s
            group by at\
            """
                .formatted(of.sql()))
        .bind("workspace", workspace.value())
        .bind("from", from)
        .bind("to", to)
        .bindMap(of.bindings())
        .map((rows, _) -> events.put(rows.getTimestamp(1).toInstant(), rows.getLong(2)))
        .list();
    return events;
  }

  /** A counted hour without a row had no events. */
  private static List<HourCount> hours(Instant from, Instant to, Map<Instant, Long> events) {
    List<HourCount> hours = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = at.plus(HOUR)) {
      hours.add(new HourCount(at, events.getOrDefault(at, 0L)));
    }
    return hours;
  }
}
