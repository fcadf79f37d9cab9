package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.desired.KnownProfile;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.plan.PlanStore;
import dev.tributary.destinations.plan.RowSource;
import dev.tributary.destinations.plan.SharedRecords;
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
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.RunningQuery;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Plans syncs with the rows that a backfill would read, in the same order. Each part is a short
 * transaction that reads as of one moment and locks nothing, so the parts may show different
 * moments. People are read once, and again if several of them share a record: the first time does
 * not know who does. Ends at a limit, however many people there are. Thread-safe.
 */
public final class PlanQueries implements PlanStore {
  /** More people would need more than about 100 MiB for the hashes of their records. */
  public static final int MOST = 5_000_000;

  /** The time for planning people once in a request, so that twice is before its deadline. */
  public static final Duration TIME = Duration.ofSeconds(4);

  /** One to learn who shares a record, one to plan, and more if that changes meanwhile. */
  private static final int MOST_PASSES = 4;

  /** The number of people of a part. */
  public static final int AT_ONCE = 1_000;

  /** As a backfill, which reads former members too: their records may have to be removed. */
  private static final String MEMBERS =
      """
      select profile, member from membership where workspace = ? and profile > ? and audience = ?
      order by profile limit ?\
      """;

  private static final String EVERYONE =
      "select profile, true from person where workspace = ? and profile > ? order by profile limit"
          + " ?";

  /** Few: an unmerge is complete once both people and their audiences are known. */
  private static final String UNMERGES =
      "select profile, from_profile from separation where workspace = ? and not complete";

  private static final String CONSENTS =
      """
      select u.ref, p.granted, p.denied from unnest(?, ?) as u(workspace, ref)
      join person_identifier i on i.workspace = u.workspace and i.ref = u.ref
      join person p on p.workspace = i.workspace and p.profile = i.profile\
      """;

  private final RequestDatabase database;
  private final RowSource rows;
  private final Function<ModelId, Optional<ModelBody>> models;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final BiPredicate<WorkspaceId, String> unknownAllows;
  private final Targets targets;
  private final Protocols protocols;
  private final ToLongFunction<String> hash;
  private final Clock clock;
  private final Duration time;
  private final int most;
  private final int atOnce;

  /**
   * @param models finds the definition of a model, by its id
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   * @param hash of the name of a record
   * @param time after which no further people are read, each time that they are
   * @param most the limit of people that are read
   * @param atOnce how many people or rows a part has
   */
  public PlanQueries(
      RequestDatabase database,
      RowSource rows,
      Function<ModelId, Optional<ModelBody>> models,
      WorkspaceTypes<DeclaredTypes> types,
      BiPredicate<WorkspaceId, String> unknownAllows,
      Targets targets,
      Protocols protocols,
      ToLongFunction<String> hash,
      Clock clock,
      Duration time,
      int most,
      int atOnce) {
    this.database = database;
    this.rows = rows;
    this.models = models;
    this.types = types;
    this.unknownAllows = unknownAllows;
    this.targets = targets;
    this.protocols = protocols;
    this.hash = hash;
    this.clock = clock;
    this.time = time;
    this.most = most;
    this.atOnce = atOnce;
  }

  @Override
  public SyncPlan of(Sync sync, boolean rerun, PlanStore.Progress progress) {
    return switch (sync.spec().from()) {
      // Nothing of the past is sent.
      case SyncSource.Events _ -> result(planning(sync, rerun, new SharedRecords(hash)), true);
      case SyncSource.Profiles() -> people(sync, rerun, null, progress);
      case SyncSource.Audience(AudienceId audience) -> people(sync, rerun, audience, progress);
      case SyncSource.Model(ModelId model, var _) ->
          rows(planning(sync, rerun, new SharedRecords(hash)), sync, model);
    };
  }

  private SyncPlanning planning(Sync sync, boolean rerun, SharedRecords shared) {
    return new SyncPlanning(
        sync,
        rerun,
        purpose -> unknownAllows.test(sync.workspace(), purpose),
        targets.target(sync.destination(), Map.of()),
        protocols,
        shared);
  }

  private SyncPlan people(
      Sync sync, boolean rerun, @Nullable AudienceId audience, PlanStore.Progress progress) {
    SharedRecords shared = new SharedRecords(hash);
    for (int pass = 1; pass <= MOST_PASSES; pass++) {
      SyncPlanning planning = planning(sync, rerun, shared);
      Reading reading = new Reading(planning, sync, audience, pass, progress);
      everyone(reading);
      if (planning.isRight()) {
        return planning.result(reading.ended, reading::check);
      }
      if (reading.isLate()) {
        // The same time would not be enough to read everyone again.
        throw Problems.QUERY_TOO_LONG.problem("There was not enough time to count everyone");
      }
      shared.again();
    }
    throw Problems.CONFLICT.problem("The people change while they are counted; try again");
  }

  private void everyone(Reading reading) {
    SyncPlanning planning = reading.planning;
    while (!reading.ended
        && reading.read < most
        && !planning.isFull()
        && (reading.read == 0 || !reading.isLate())) {
      reading.check();
      // The transaction is over before the next part is read.
      boolean _ =
          database.snapshot(reading.sync.workspace(), tx -> part(reading, tx.getConnection()));
      planning.endPart(reading::check);
    }
  }

  @Override
  public long about(Sync sync) {
    return switch (sync.spec().from()) {
      case SyncSource.Events _, SyncSource.Model _ -> 0;
      case SyncSource.Profiles() -> number(sync, "person where workspace = :workspace", null);
      case SyncSource.Audience(AudienceId audience) ->
          number(
              sync, "membership where workspace = :workspace and audience = :audience", audience);
    };
  }

  private long number(Sync sync, String people, @Nullable AudienceId audience) {
    return database.snapshot(
        sync.workspace(),
        tx -> {
          var query =
              tx.createQuery("select count(*) from " + people)
                  .bind("workspace", sync.workspace().value());
          if (audience != null) {
            query.bind("audience", audience.value());
          }
          return query.mapTo(Long.class).one();
        });
  }

  private static SyncPlan result(SyncPlanning planning, boolean complete) {
    return planning.result(complete, () -> RunningQuery.current().check());
  }

  private boolean part(Reading reading, Connection tx) {
    return CancelledReads.<Boolean, RuntimeException>read(
        tx,
        () -> {
          try {
            reading.part(tx);
            return true;
          } catch (SQLException e) {
            throw new IllegalStateException("The people of the sync cannot be read", e);
          }
        });
  }

  private SyncPlan rows(SyncPlanning planning, Sync sync, ModelId model) {
    ModelBody body = models.apply(model).orElse(null);
    DesiredRecord.Origin origin = new DesiredRecord.Origin("plan", clock.instant(), null);
    List<DesiredRows> part = new ArrayList<>();
    long unreadable =
        rows.newest(
            sync.workspace(),
            model,
            row -> {
              // The newest change has precedence over each position that the ledger knows.
              part.add(new DesiredRows(row, sync, body, Long.MAX_VALUE, Priority.BACKFILL, origin));
              if (part.size() >= atOnce) {
                plan(planning, sync, part);
                part.clear();
              }
            });
    if (!part.isEmpty()) {
      plan(planning, sync, part);
    }
    planning.unreadable(unreadable);
    return result(planning, true);
  }

  private void plan(SyncPlanning planning, Sync sync, List<DesiredRows> part) {
    RunningQuery.current().check();
    boolean _ =
        database.snapshot(
            sync.workspace(),
            tx ->
                CancelledReads.<Boolean, RuntimeException>read(
                    tx.getConnection(),
                    () -> {
                      try {
                        plan(tx.getConnection(), planning, sync, part);
                        return true;
                      } catch (SQLException e) {
                        throw new IllegalStateException("The ledger cannot be read", e);
                      }
                    }));
  }

  private static void plan(Connection tx, SyncPlanning planning, Sync sync, List<DesiredRows> part)
      throws SQLException {
    List<RecordKey> keys = new ArrayList<>();
    List<Owner> owners = new ArrayList<>();
    Set<IdentifierRef> people = new TreeSet<>();
    for (DesiredRows row : part) {
      row.key().ifPresent(keys::add);
      owners.add(new Owner(sync.workspace(), row.owner()));
      row.person().ifPresent(ref -> people.add(new IdentifierRef(sync.workspace(), ref)));
    }
    List<Delivery> existing = PostgresLedger.look(tx, keys, owners);
    Set<ProfileRef> profiles = new TreeSet<>();
    for (Delivery row : existing) {
      String owner = row.owner();
      String ref = row.personRef();
      if (owner != null && owner.startsWith(Ids.PROFILE)) {
        // A record that a person desires too belongs to the person.
        profiles.add(new ProfileRef(sync.workspace(), new ProfileId(owner)));
      } else if (ref != null) {
        // A removed row no longer names its person, but its record does.
        people.add(new IdentifierRef(sync.workspace(), ref));
      }
    }
    Map<String, Consent> known = consents(tx, people);
    known.putAll(ofOwners(tx, profiles));
    planning.rows(part, existing, known);
  }

  /** By the id of the profile, also of a profile that was merged into another one. */
  private static Map<String, Consent> ofOwners(Connection tx, Set<ProfileRef> profiles)
      throws SQLException {
    Map<String, Consent> found = new HashMap<>();
    if (profiles.isEmpty()) {
      return found;
    }
    Map<ProfileRef, List<ProfileId>> ids = new PostgresProfileReplica(tx).ids(profiles);
    PostgresPeople.look(tx, ids.keySet())
        .forEach((who, person) -> {
          Consent consent = Consent.of(person.state().consent());
          ids.getOrDefault(who, List.of()).forEach(id -> found.put(id.value(), consent));
        });
    return found;
  }

  private static Map<String, Consent> consents(Connection tx, Set<IdentifierRef> people)
      throws SQLException {
    Map<String, Consent> found = new HashMap<>();
    if (people.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(CONSENTS)) {
      new Columns<>(statement, people).workspace(IdentifierRef::workspace).text(IdentifierRef::ref);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), PostgresPeople.consent(rows, 2, 3));
        }
      }
    }
    return found;
  }

  /** A reading of people from the first one. Confined to one thread. */
  private final class Reading {
    private final SyncPlanning planning;
    private final Sync sync;
    private final @Nullable AudienceId audience;
    private final int pass;
    private final PlanStore.Progress progress;
    private final Instant end = clock.instant().plus(time);
    private String place = "";
    private int read;
    private boolean ended;

    Reading(
        SyncPlanning planning,
        Sync sync,
        @Nullable AudienceId audience,
        int pass,
        PlanStore.Progress progress) {
      this.planning = planning;
      this.sync = sync;
      this.audience = audience;
      this.pass = pass;
      this.progress = progress;
    }

    boolean isLate() {
      return !ended && !clock.instant().isBefore(end);
    }

    void check() {
      RunningQuery.current().check();
      progress.at(pass, read);
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
      ids.values().removeIf(each -> !planning.isNew(each));
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
