package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelPlacement;
import dev.tributary.destinations.funnel.FunnelPosition;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.destinations.funnel.FunnelStore;
import dev.tributary.destinations.funnel.Member;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.runtime.postgres.CancelledReads;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.query.RunningQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Counts how far the people of a sync get. One statement reads the people in order of their ids,
 * each with their rows of the ledger, so the result is consistent at one moment. The statement uses
 * indexes and ends at a limit, however many people and deliveries there are. Thread-safe.
 */
public final class FunnelQueries implements FunnelStore {
  /**
   * The limit of people that are read. More people would occupy the request and the database too
   * long.
   */
  public static final int MOST = 100_000;

  private static final int AT_ONCE = 1_000;
  private static final String MEMBERS =
      """
      select workspace, profile, profile_version from membership
      where workspace = :workspace and audience = :audience and member
      order by profile limit :limit\
      """;
  private static final String EVERYONE =
      """
      select workspace, profile, version as profile_version from person
      where workspace = :workspace order by profile limit :limit\
      """;
  private static final String PEOPLE =
      """
      select m.profile, p.state, coalesce(p.version >= m.profile_version, false) as decided,
        g.profile is not null as merged, d.*
      from (%s) m
      left join person p on p.workspace = m.workspace and p.profile = m.profile
      left join merged_profile g on g.workspace = m.workspace and g.profile = m.profile
      left join lateral (
        select e.record_key, e.parent is not null as membership, e.state as delivery,
          e.not_before = 'infinity' as held
        from delivery e
        where e.workspace = m.workspace and e.owner = m.profile and not e.is_event
          and e.destination = :destination and (e.hash = 'absent') = :deletes
          and case when e.parent is null then e.space = :space else e.sync = :sync end
        limit 10) d on true
      order by m.profile\
      """;
  private static final String OF_OTHERS =
      """
      select count(*) from unnest(:values, :owners) u(value, owner)
      join delivery d on d.place = record_place(:workspace, :destination, :space)
        and d.record_key = u.value and d.workspace = :workspace and d.destination = :destination
        and d.space = :space and not d.is_event
      where d.owner is distinct from u.owner\
      """;

  private final RequestDatabase database;
  private final BiPredicate<WorkspaceId, String> unknownAllows;
  private final Clock clock;
  private final int most;

  /**
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   * @param most the limit of people that are read
   */
  public FunnelQueries(
      RequestDatabase database,
      BiPredicate<WorkspaceId, String> unknownAllows,
      Clock clock,
      int most) {
    this.database = database;
    this.unknownAllows = unknownAllows;
    this.clock = clock;
    this.most = most;
  }

  @Override
  public Funnel of(Sync sync) {
    Instant asOf = clock.instant();
    return database.inWorkspace(
        sync.workspace(),
        tx -> CancelledReads.read(tx.getConnection(), () -> count(tx, sync, asOf)));
  }

  private Funnel count(Handle tx, Sync sync, Instant asOf) {
    Count count = new Count(tx, sync);
    people(tx, sync)
        .setFetchSize(AT_ONCE)
        .scanResultSet((rows, context) -> {
          count.all(rows.get());
          return count;
        });
    count.unrecorded();
    return new Funnel(
        asOf,
        count.read <= most,
        count.people,
        Map.copyOf(count.stops),
        count.received,
        count.first);
  }

  private Query people(Handle tx, Sync sync) {
    Query query =
        switch (sync.spec().from()) {
          case SyncSource.Audience(AudienceId audience) ->
              tx.createQuery(PEOPLE.formatted(MEMBERS)).bind("audience", audience.value());
          case SyncSource.Profiles() -> tx.createQuery(PEOPLE.formatted(EVERYONE));
          case SyncSource.Model _, SyncSource.Events _ ->
              throw new IllegalArgumentException("It is not about people: " + sync.id());
        };
    return query
        .bind("workspace", sync.workspace().value())
        .bind("destination", sync.destination().id().value())
        .bind("space", sync.space())
        .bind("sync", sync.id().value())
        .bind("deletes", sync.deletes())
        .bind("limit", most + 1);
  }

  /** The counts so far. Confined to one transaction. */
  private final class Count {
    private final Handle tx;
    private final Sync sync;
    private final FunnelPlacement placement;
    private final Map<FunnelStop, Long> stops = new HashMap<>();
    private final Map<ProfileId, String> unrecorded = new LinkedHashMap<>();
    private long read;
    private long people;
    private long received;
    private long first;

    Count(Handle tx, Sync sync) {
      this.tx = tx;
      this.sync = sync;
      this.placement =
          new FunnelPlacement(sync, purpose -> unknownAllows.test(sync.workspace(), purpose));
    }

    /** Rows of one person follow one another. */
    void all(ResultSet rows) throws SQLException {
      RunningQuery query = RunningQuery.current();
      boolean more = rows.next();
      while (more) {
        query.check();
        ProfileId profile = new ProfileId(rows.getString("profile"));
        boolean merged = rows.getBoolean("merged");
        byte[] state = rows.getBytes("state");
        boolean decided = rows.getBoolean("decided");
        List<Member.Row> ledgerRows = new ArrayList<>();
        do {
          if (rows.getString("record_key") != null) {
            ledgerRows.add(row(rows));
          }
          more = rows.next();
        } while (more && rows.getString("profile").equals(profile.value()));
        read++;
        if (read > most) {
          return;
        }
        // A merged profile is counted under the profile that it belongs to now.
        if (!merged) {
          add(
              profile,
              new Member(
                  state == null ? null : Json.read(state, ProfileState.class),
                  decided,
                  ledgerRows));
        }
      }
    }

    private void add(ProfileId profile, Member member) {
      people++;
      switch (placement.of(member)) {
        case FunnelPosition.Accepted() -> {}
        case FunnelPosition.Received() -> received++;
        case FunnelPosition.Stopped(FunnelStop stop) -> stops.merge(stop, 1L, Long::sum);
        case FunnelPosition.Unrecorded(String matchValue) -> unrecorded.put(profile, matchValue);
      }
    }

    /**
     * If another person owns the record, it will not be sent; otherwise the delivery is still
     * pending.
     */
    void unrecorded() {
      if (unrecorded.isEmpty()) {
        return;
      }
      long shared =
          tx.createQuery(OF_OTHERS)
              .bindArray("values", String.class, unrecorded.values().toArray())
              .bindArray("owners", String.class, ProfileId.values(unrecorded.keySet()))
              .bind("workspace", sync.workspace().value())
              .bind("destination", sync.destination().id().value())
              .bind("space", sync.space())
              .mapTo(Long.class)
              .one();
      put(FunnelStop.SHARED, shared);
      first = unrecorded.size() - shared;
      put(FunnelStop.of(State.PENDING), first);
    }

    private void put(FunnelStop stop, long more) {
      if (more > 0) {
        stops.merge(stop, more, Long::sum);
      }
    }
  }

  private static Member.Row row(ResultSet rows) throws SQLException {
    return new Member.Row(
        rows.getString("record_key"),
        rows.getBoolean("membership"),
        State.named(rows.getString("delivery")),
        rows.getBoolean("held"));
  }
}
