package dev.tributary.destinations.postgres;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.fact.FactSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of destinations, the outcomes of syncs, and which syncs have stopped or have a
 * failed backfill. Thread-safe.
 */
public final class DestinationFacts implements FactSource {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** Reads the attempts of the window by their ids, and only the stuck deliveries of the ledger. */
  private static final String DESTINATIONS =
      """
      select d.workspace, d.id, d.name, p.reason, p.since as stopped, h.since as failing, a.attempted,
        a.last_delivered, s.failed, s.uncertain, w.waiting, w.oldest
      from definition d
      left join pause p on p.workspace = d.workspace and p.kind = 'destination' and p.id = d.id
      left join destination_health h
        on h.workspace = d.workspace and h.destination = d.id and h.failing
      left join (
        select workspace, destination, sum(deliveries) as attempted,
          max(ended_at) filter (where outcome in ('delivered', 'mixed')) as last_delivered
        from attempt where id >= :from and workspace = any(:workspaces) and ended_at is not null
        group by workspace, destination) a
        on a.workspace = d.workspace and a.destination = d.id
      cross join lateral (
        select count(*) filter (where x.state <> 'uncertain'
            and x.changed_at >= :since and x.reason is distinct from 'sync-deleted') as failed,
          count(*) filter (where x.state = 'uncertain') as uncertain
        from delivery x where x.workspace = d.workspace and x.destination = d.id
          and x.state in ('uncertain', 'rejected', 'dead')) s
      cross join lateral (
        select count(*) as waiting, min(desired_at) as oldest from (
          select desired_at from delivery x where x.workspace = d.workspace
            and x.destination = d.id and x.state in ('pending', 'retrying')
            and x.not_before < 'infinity'
            and not exists (select 1 from pause y where y.workspace = x.workspace
              and y.id = x.sync) limit 10000) x) w
      where d.workspace = any(:workspaces) and d.kind = 'destination' and not d.deleted\
      """;

  /** Reads what {@link #DESTINATIONS} reads, by sync. */
  private static final String SYNCS =
      """
      select d.workspace, d.id, d.name, coalesce(a.attempted, 0) as attempted,
        coalesce(s.failed, 0) as failed, s.failed_since
      from definition d
      left join (
        select workspace, sync, sum(deliveries) as attempted
        from attempt where id >= :from and workspace = any(:workspaces) and ended_at is not null
        group by workspace, sync) a
        on a.workspace = d.workspace and a.sync = d.id
      left join (
        select x.workspace, x.sync, count(*) as failed, min(x.changed_at) as failed_since
        from definition e
        join delivery x on x.workspace = e.workspace and x.destination = e.id
          and x.state in ('rejected', 'dead') and x.changed_at >= :since
          and x.reason is distinct from 'sync-deleted'
        where e.workspace = any(:workspaces) and e.kind = 'destination' and not e.deleted
        group by x.workspace, x.sync) s
        on s.workspace = d.workspace and s.sync = d.id
      where d.workspace = any(:workspaces) and d.kind = 'sync' and not d.deleted\
      """;

  private static final String STOPPED_SYNCS =
      """
      select d.workspace, d.id, d.name, p.since from pause p
      join definition d on d.workspace = p.workspace and d.kind = 'sync' and d.id = p.id
        and not d.deleted
      where p.workspace = any(:workspaces) and p.kind = 'sync' and p.reason <> :asked\
      """;

  /** A run that fails a few times and then continues needs no attention. */
  private static final int FAILURES_TO_REPORT = 5;

  private static final String FAILED_RUNS =
      """
      select d.workspace, d.id, d.name, r.stepped_at as since, r.words from definition d
      cross join lateral (
        select x.state, x.failures, x.words, x.stepped_at from sync_run x
        where x.workspace = d.workspace and x.sync = d.id order by x.id desc limit 1) r
      where d.workspace = any(:workspaces) and d.kind = 'sync' and not d.deleted
        and (r.state = 'failed' or (r.state = 'running' and r.failures >= :failures))\
      """;

  private final Jdbi worker;
  private final Supplier<Catalogue> definitions;
  private final Clock clock;

  /**
   * @param definitions the newest that were read
   */
  public DestinationFacts(DataSource worker, Supplier<Catalogue> definitions, Clock clock) {
    this.worker = Jdbi.create(worker);
    this.definitions = definitions;
    this.clock = clock;
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> workspaces) {
    Instant since = clock.instant().minus(WINDOW);
    return worker.withHandle(handle -> {
      List<WorkspaceFact> facts = new ArrayList<>();
      handle
          .createQuery(DESTINATIONS)
          .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
          .bind("from", Housekeeping.smallestId(Housekeeping.ATTEMPT, since))
          .bind("since", since)
          .map((rows, context) -> {
            WorkspaceId workspace = new WorkspaceId(rows.getString("workspace"));
            return List.of(
                new WorkspaceFact(workspace, destination(rows)),
                new WorkspaceFact(workspace, deliveries(rows)));
          })
          .forEach(facts::addAll);
      facts.addAll(syncs(handle, workspaces, since));
      facts.addAll(stoppedSyncs(handle, workspaces));
      return facts;
    });
  }

  private static List<WorkspaceFact> syncs(
      Handle handle, Set<WorkspaceId> workspaces, Instant since) {
    return handle
        .createQuery(SYNCS)
        .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
        .bind("from", Housekeeping.smallestId(Housekeeping.ATTEMPT, since))
        .bind("since", since)
        .map((rows, context) ->
            new WorkspaceFact(
                new WorkspaceId(rows.getString("workspace")),
                new Fact.SyncDeliveries(
                    new SyncId(rows.getString("id")),
                    rows.getString("name"),
                    rows.getLong("attempted"),
                    rows.getLong("failed"),
                    instant(rows.getTimestamp("failed_since")))))
        .list();
  }

  /** Each sync once, even if it has several reasons to stop. */
  private Collection<WorkspaceFact> stoppedSyncs(Handle handle, Set<WorkspaceId> workspaces) {
    Map<SyncId, WorkspaceFact> stopped = new LinkedHashMap<>();
    definitions.get().unreadable().values().stream()
        .filter(each -> workspaces.contains(each.workspace()) && each.kind().equals(SyncSpec.KIND))
        .map(each ->
            stoppedSync(
                each.workspace(), new SyncId(each.id()), each.name(), each.since(), each.words()))
        .forEach(each -> stopped.putIfAbsent(each.sync(), each.fact()));
    handle
        .createQuery(STOPPED_SYNCS)
        .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
        .bind("asked", Pauses.ASKED)
        .map((rows, context) -> stoppedSync(rows, null))
        .forEach(each -> stopped.putIfAbsent(each.sync(), each.fact()));
    handle
        .createQuery(FAILED_RUNS)
        .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
        .bind("failures", FAILURES_TO_REPORT)
        .map((rows, context) ->
            stoppedSync(rows, "its run over everything known failed: " + rows.getString("words")))
        .forEach(each -> stopped.putIfAbsent(each.sync(), each.fact()));
    return stopped.values();
  }

  private record Stopped(SyncId sync, WorkspaceFact fact) {}

  private static Stopped stoppedSync(ResultSet rows, @Nullable String words) throws SQLException {
    return stoppedSync(
        new WorkspaceId(rows.getString("workspace")),
        new SyncId(rows.getString("id")),
        rows.getString("name"),
        rows.getTimestamp("since").toInstant(),
        words);
  }

  private static Stopped stoppedSync(
      WorkspaceId workspace, SyncId sync, String name, Instant since, @Nullable String words) {
    return new Stopped(
        sync, new WorkspaceFact(workspace, new Fact.StoppedSync(sync, name, since, words)));
  }

  private static Fact destination(ResultSet rows) throws SQLException {
    String reason = rows.getString("reason");
    Instant stopped = instant(rows.getTimestamp("stopped"));
    Instant failing = instant(rows.getTimestamp("failing"));
    String state =
        reason != null
            ? reason.equals(Pauses.ASKED) ? "paused" : reason
            : failing == null ? "active" : "failing";
    return new Fact.Destination(
        new DestinationId(rows.getString("id")),
        rows.getString("name"),
        state,
        stopped == null ? failing : stopped);
  }

  private static Fact deliveries(ResultSet rows) throws SQLException {
    return new Fact.Deliveries(
        new DestinationId(rows.getString("id")),
        rows.getLong("attempted"),
        rows.getLong("failed"),
        rows.getLong("uncertain"),
        rows.getLong("waiting"),
        instant(rows.getTimestamp("oldest")),
        instant(rows.getTimestamp("last_delivered")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
