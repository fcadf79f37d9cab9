package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.desired.KnownProfile;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.plan.PlanStore;
import dev.tributary.destinations.plan.SyncPlan;
import dev.tributary.destinations.plan.SyncPlanning;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresLedger.Owner;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.postgres.CancelledReads;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.query.RunningQuery;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans syncs with the rows that a backfill would read, in the same order. Each part is a short
 * transaction that reads as of one moment and locks nothing, so the parts may show different
 * moments. Ends at a limit, however many people there are. Thread-safe.
 */
public final class PlanQueries implements PlanStore {
  /** More people would occupy the request and the database too long. */
  public static final int MOST = 100_000;

  /** The number of people of a part. */
  public static final int AT_ONCE = 1_000;

  /** As a backfill, which reads former members too: their records may have to be removed. */
  private static final String MEMBERS =
      """
      select profile, member from membership where workspace = ? and profile > ? and audience = ?
      order by profile limit ?\
      """;

  private static final String EVERYONE =
      "select profile, true from person where workspace = ? and profile > ? order by profile limit ?";

  /** Few: an unmerge is complete once both people and their audiences are known. */
  private static final String UNMERGES =
      "select profile, from_profile from separation where workspace = ? and not complete";

  private final RequestDatabase database;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final BiPredicate<WorkspaceId, String> unknownAllows;
  private final Targets targets;
  private final Protocols protocols;
  private final Clock clock;
  private final int most;
  private final int atOnce;

  /**
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   * @param most the limit of people that are read
   * @param atOnce how many people a part has
   */
  public PlanQueries(
      RequestDatabase database,
      WorkspaceTypes<DeclaredTypes> types,
      BiPredicate<WorkspaceId, String> unknownAllows,
      Targets targets,
      Protocols protocols,
      Clock clock,
      int most,
      int atOnce) {
    this.database = database;
    this.types = types;
    this.unknownAllows = unknownAllows;
    this.targets = targets;
    this.protocols = protocols;
    this.clock = clock;
    this.most = most;
    this.atOnce = atOnce;
  }

  @Override
  public SyncPlan of(Sync sync, boolean rerun) {
    SyncPlanning planning =
        new SyncPlanning(
            sync,
            rerun,
            purpose -> unknownAllows.test(sync.workspace(), purpose),
            targets.target(sync.destination(), Map.of()),
            protocols);
    return switch (sync.spec().from()) {
      // Nothing of the past is sent.
      case SyncSource.Events _ -> planning.result(true);
      case SyncSource.Profiles() -> people(planning, sync, null);
      case SyncSource.Audience(AudienceId audience) -> people(planning, sync, audience);
      case SyncSource.Model _ ->
          throw new IllegalArgumentException("It is about rows: " + sync.id());
    };
  }

  private SyncPlan people(SyncPlanning planning, Sync sync, @Nullable AudienceId audience) {
    Walk walk = new Walk(planning, sync, audience);
    while (!walk.ended && walk.read < most) {
      RunningQuery.current().check();
      // The transaction is over before the next part is read.
      boolean _ = database.snapshot(sync.workspace(), tx -> part(walk, tx.getConnection()));
    }
    return planning.result(walk.ended);
  }

  private boolean part(Walk walk, Connection tx) {
    return CancelledReads.<Boolean, RuntimeException>read(
        tx,
        () -> {
          try {
            walk.part(tx);
            return true;
          } catch (SQLException e) {
            throw new IllegalStateException("The people of the sync cannot be read", e);
          }
        });
  }

  /** The progress of a plan. Confined to one thread. */
  private final class Walk {
    private final SyncPlanning planning;
    private final Sync sync;
    private final @Nullable AudienceId audience;
    private final Set<ProfileRef> planned = new HashSet<>();
    private String place = "";
    private int read;
    private boolean ended;

    Walk(SyncPlanning planning, Sync sync, @Nullable AudienceId audience) {
      this.planning = planning;
      this.sync = sync;
      this.audience = audience;
    }

    void part(Connection tx) throws SQLException {
      int wanted = Math.min(atOnce, most - read);
      Map<ProfileRef, Boolean> next = next(tx, wanted + 1);
      ended = next.size() <= wanted;
      if (!ended) {
        next.remove(List.copyOf(next.keySet()).getLast());
      }
      if (next.isEmpty()) {
        return;
      }
      read += next.size();
      place = List.copyOf(next.keySet()).getLast().profile().value();
      plan(tx, next);
    }

    /** By person, whether the person is a member. */
    private Map<ProfileRef, Boolean> next(Connection tx, int limit) throws SQLException {
      Map<ProfileRef, Boolean> found = new LinkedHashMap<>();
      try (PreparedStatement statement =
          tx.prepareStatement(audience == null ? EVERYONE : MEMBERS)) {
        int index = 1;
        statement.setString(index++, sync.workspace().value());
        statement.setString(index++, place);
        if (audience != null) {
          statement.setString(index++, audience.value());
        }
        statement.setInt(index, limit);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.put(
                new ProfileRef(sync.workspace(), new ProfileId(rows.getString(1))),
                rows.getBoolean(2));
          }
        }
      }
      return found;
    }

    private void plan(Connection tx, Map<ProfileRef, Boolean> next) throws SQLException {
      Map<ProfileRef, List<ProfileId>> ids = new PostgresProfileReplica(tx).ids(next.keySet());
      ids.keySet().removeIf(who -> !planned.add(who));
      Map<ProfileRef, KnownProfile> known = PostgresPeople.look(tx, ids.keySet());
      Set<ProfileId> unmerging = unmerging(tx);
      DesiredRecord.Origin origin = new DesiredRecord.Origin("plan", clock.instant(), null);
      DeclaredTypes declared = types.of(sync.workspace());
      List<DesiredProfiles> part = new ArrayList<>();
      List<RecordKey> keys = new ArrayList<>();
      List<Owner> owners = new ArrayList<>();
      for (Map.Entry<ProfileRef, List<ProfileId>> each : ids.entrySet()) {
        KnownProfile person = known.get(each.getKey());
        if (person == null || !Collections.disjoint(unmerging, each.getValue())) {
          planning.undecided(next.getOrDefault(each.getKey(), false) ? 1 : 0);
          continue;
        }
        DesiredProfiles desired =
            new DesiredProfiles(
                person,
                each.getValue(),
                List.of(sync),
                declared,
                purpose -> unknownAllows.test(sync.workspace(), purpose),
                Priority.BACKFILL,
                origin);
        part.add(desired);
        keys.addAll(desired.keys());
        each.getValue().forEach(id -> owners.add(new Owner(sync.workspace(), id.value())));
      }
      planning.people(part, PostgresLedger.look(tx, keys, owners));
    }

    private Set<ProfileId> unmerging(Connection tx) throws SQLException {
      Set<ProfileId> found = new HashSet<>();
      try (PreparedStatement statement = tx.prepareStatement(UNMERGES)) {
        statement.setString(1, sync.workspace().value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(new ProfileId(Objects.requireNonNull(rows.getString(1))));
            found.add(new ProfileId(Objects.requireNonNull(rows.getString(2))));
          }
        }
      }
      return found;
    }
  }
}
