package dev.tributary.destinations.postgres;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.postgres.pause.Pauses;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.fact.FactSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  /** The waiting deliveries are searched by sync, so that none of a paused sync is read. */
  private static final String DESTINATIONS =
      """
      select d.workspace, d.id, d.name, p.reason, p.since as stopped, h.since as failing,
        w.waiting, w.oldest
      from definition d
      left join pause p on p.workspace = d.workspace and p.kind = 'destination' and p.id = d.id
      left join destination_health h
        on h.workspace = d.workspace and h.destination = d.id and h.failing
      cross join lateral (
        select count(*) as waiting, min(desired_at) as oldest from (
          select x.desired_at from (
            %s
            select o.id from step s
              cross join (values ('pending'), ('retrying')) t(state)
              cross join lateral (
                select o.id from open_delivery o
                where o.workspace = d.workspace and o.destination = d.id
                  and o.lane = s.lane and o.sync = s.sync and o.state = t.state
                  and o.state in ('pending', 'retrying') and o.not_before < 'infinity'
                order by o.not_before, o.id limit 10000) o
            where not exists (
              select 1 from pause y where y.workspace = d.workspace and y.id = s.sync)
            limit 10000) o
          cross join lateral (
            select y.desired_at from delivery y
            where y.id = o.id and y.state in ('pending', 'retrying')
            offset 0) x) x) w
      where d.workspace = any(:workspaces) and d.kind = 'destination' and not d.deleted\
      """
          .formatted(OpenSyncs.steps("d.workspace", "d.id"));

  private static final String SYNCS =
      """
      select workspace, id, name from definition
      where workspace = any(:workspaces) and kind = 'sync' and not deleted\
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
    Instant since = clock.instant().minus(Fact.SyncDeliveries.WINDOW);
    return worker.withHandle(handle -> {
      List<WorkspaceFact> facts = new ArrayList<>();
      RecentOutcomes outcomes = RecentOutcomes.read(handle, workspaces, since);
      handle
          .createQuery(DESTINATIONS)
          .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
          .map((rows, context) -> {
            WorkspaceId workspace = new WorkspaceId(rows.getString("workspace"));
            return List.of(
                new WorkspaceFact(workspace, destination(rows)),
                new WorkspaceFact(workspace, deliveries(workspace, rows, outcomes)));
          })
          .forEach(facts::addAll);
      facts.addAll(syncs(handle, workspaces, outcomes));
      facts.addAll(stoppedSyncs(handle, workspaces));
      return facts;
    });
  }

  private static List<WorkspaceFact> syncs(
      Handle handle, Set<WorkspaceId> workspaces, RecentOutcomes outcomes) {
    return handle
        .createQuery(SYNCS)
        .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
        .map((rows, context) -> {
          WorkspaceId workspace = new WorkspaceId(rows.getString("workspace"));
          SyncId sync = new SyncId(rows.getString("id"));
          RecentOutcomes.Outcomes its = outcomes.of(workspace, sync);
          return new WorkspaceFact(
              workspace,
              new Fact.SyncDeliveries(
                  sync, rows.getString("name"), its.attempted(), its.failed(), its.failedSince()));
        })
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

  private Fact destination(ResultSet rows) throws SQLException {
    DestinationId id = new DestinationId(rows.getString("id"));
    String reason = rows.getString("reason");
    Instant stopped = instant(rows.getTimestamp("stopped"));
    Instant failing = instant(rows.getTimestamp("failing"));
    String state =
        reason != null
            ? reason.equals(Pauses.ASKED) ? "paused" : reason
            : failing == null ? "active" : "failing";
    return new Fact.Destination(
        id, rows.getString("name"), state, stopped == null ? failing : stopped, endingApi(id));
  }

  private Fact.Destination.@Nullable EndingApi endingApi(DestinationId destination) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return definitions
        .get()
        .destination(destination)
        .map(each -> each.connector().manifest())
        .flatMap(manifest ->
            manifest
                .endOfApi(today)
                .map(end ->
                    new Fact.Destination.EndingApi(
                        Objects.requireNonNull(manifest.api()).version(), end, manifest.added())))
        .orElse(null);
  }

  private static Fact deliveries(WorkspaceId workspace, ResultSet rows, RecentOutcomes outcomes)
      throws SQLException {
    DestinationId destination = new DestinationId(rows.getString("id"));
    RecentOutcomes.Outcomes its = outcomes.of(workspace, destination);
    return new Fact.Deliveries(
        destination,
        its.attempted(),
        its.failed(),
        its.uncertain(),
        rows.getLong("waiting"),
        instant(rows.getTimestamp("oldest")),
        its.lastDelivered());
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
