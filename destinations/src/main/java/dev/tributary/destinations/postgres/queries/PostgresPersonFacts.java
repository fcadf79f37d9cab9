package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.desired.MappedValues;
import dev.tributary.destinations.desired.Subject;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.explain.Halt;
import dev.tributary.destinations.explain.LedgerRow;
import dev.tributary.destinations.explain.LedgerRowBuilder;
import dev.tributary.destinations.explain.Membership;
import dev.tributary.destinations.explain.PersonFacts;
import dev.tributary.destinations.explain.PersonFactsStore;
import dev.tributary.destinations.explain.SyncFacts;
import dev.tributary.destinations.explain.SyncFactsBuilder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.PostgresUnmerges;
import dev.tributary.destinations.postgres.RequestedProfiles;
import dev.tributary.destinations.postgres.pause.Pauses;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what this service knows about a person, in one transaction. Thread-safe. */
public final class PostgresPersonFacts implements PersonFactsStore {
  /** More rows than a person has at one destination. */
  private static final int ROWS = 200;

  private static final String PERSON =
      """
      select p.state, exists (%s) as unmerging
      from (select :workspace::text as workspace, :profile::text as profile) v
      left join person p on p.workspace = v.workspace and p.profile = v.profile\
      """
          .formatted(PostgresUnmerges.WAITS.formatted("v.workspace", "v.profile"));

  private static final String MEMBERSHIPS =
      """
      select audience, member, profile_version from membership
      where workspace = :workspace and profile = :profile and audience = any(:audiences)\
      """;

  private static final String COLUMNS =
      """
      d.id, d.sync, d.space, d.record_key, d.parent is not null as membership,
      d.hash = 'absent' as removal, d.state, d.reason, d.field, d.words,
      nullif(d.not_before, 'infinity') as not_before, d.desired_at, d.changed_at, d.delivered_at,
      d.delivered_hash, d.confirmed\
      """;

  private static final String RECORDS =
      """
      select %s from delivery d
      where d.workspace = :workspace and d.owner = any(:ids) and not d.is_event
        and d.destination = :destination
      order by (d.owner = :profile) desc, d.changed_at desc, d.id desc limit :limit\
      """
          .formatted(COLUMNS);

  private static final String NEWEST_EVENTS =
      """
      select %s from unnest(:syncs) as s(sync) cross join lateral (
        select * from delivery e
        where e.workspace = :workspace and e.owner = any(:ids) and e.is_event
          and e.sync = s.sync
        order by e.id desc limit 1) d\
      """
          .formatted(COLUMNS);

  private static final String ROWS_OF_MODELS =
      """
      select %s from unnest(:syncs) as s(sync) cross join lateral (
        select * from delivery e
        where e.workspace = :workspace and e.person_ref = any(:refs)
          and e.destination = :destination and e.sync = s.sync
        order by e.hash = 'absent',
          case e.state when 'delivered' then 2 when 'accepted' then 1 else 0 end, e.changed_at desc, e.id desc
        limit 1) d\
      """
          .formatted(COLUMNS);

  private static final String OF_OTHERS =
      """
      with wanted as materialized (
        select u.*, record_place(:workspace, :destination, u.space) as place
        from unnest(:syncs, :spaces, :values) as u(sync, space, value))
      select u.sync from wanted u
      join delivery d on d.place = u.place and d.record_key = u.value
        and d.workspace = :workspace and d.destination = :destination
        and d.space = u.space and not d.is_event
      where d.owner is null or d.owner <> all(:ids)\
      """;

  private static final String PAUSES =
      """
      select kind, id, reason, words, since from pause
      where workspace = :workspace
        and (kind = 'destination' and id = :destination or kind = 'sync' and id = any(:syncs))\
      """;

  private static final String FAILING =
      """
      select words, since from destination_health
      where workspace = :workspace and destination = :destination and failing\
      """;

  private static final String BACKFILLS =
      """
      select s.sync, r.started_at from unnest(:syncs) as s(sync) cross join lateral (
        select e.state, e.started_at from sync_run e
        where e.workspace = :workspace and e.sync = s.sync order by e.id desc limit 1) r
      where r.state = 'running'\
      """;

  private final RequestDatabase database;

  public PostgresPersonFacts(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<PersonFacts> read(
      WorkspaceId workspace,
      DestinationId destination,
      ProfileId profile,
      List<Sync> syncs,
      Set<SyncId> naming,
      Predicate<SyncId> concealed) {
    return database.inWorkspace(
        workspace,
        tx -> {
          ProfileId current = RequestedProfiles.current(tx, workspace, profile);
          List<ProfileId> ids = RequestedProfiles.ids(tx, workspace, current);
          return new Read(tx, workspace, destination, current, ids, syncs, naming, concealed)
              .facts();
        });
  }

  /**
   * @param state null while the person has not arrived at this service
   */
  private record Person(@Nullable ProfileState state, boolean unmerging) {}

  private record Decided(boolean member, long version) {}

  private record Row(String space, LedgerRow row) {}

  /** A sync with the match value of the person's record. */
  private record Matched(Sync sync, String value) {}

  /** Confined to one transaction. */
  private record Read(
      Handle tx,
      WorkspaceId workspace,
      DestinationId destination,
      ProfileId profile,
      List<ProfileId> ids,
      List<Sync> syncs,
      Set<SyncId> naming,
      Predicate<SyncId> concealed) {

    Optional<PersonFacts> facts() {
      Person person = person();
      Map<AudienceId, Decided> memberships = memberships();
      List<Row> records = records();
      Map<SyncId, LedgerRow> events = newestEvents();
      ProfileState state = person.state();
      if (state == null && memberships.isEmpty() && records.isEmpty() && events.isEmpty()) {
        return Optional.empty();
      }
      Set<SyncId> shared = state == null ? Set.of() : ofOthers(state);
      List<LedgerRow> ofModels = state == null ? List.of() : rowsOfModels(state);
      Map<String, Halt> pauses = pauses();
      Halt failing = failing();
      Map<SyncId, Instant> backfills = backfills();
      List<SyncFacts> all = new ArrayList<>();
      for (Sync sync : syncs) {
        all.add(
            SyncFactsBuilder.builder()
                .sync(sync)
                .person(state)
                .membership(membership(sync, state, memberships))
                .rows(rows(sync, records, events, ofModels))
                .rowsNamePeople(naming.contains(sync.id()))
                .shared(shared.contains(sync.id()))
                .unmerging(person.unmerging())
                .halt(halt(sync, pauses, failing))
                .backfilledSince(backfills.get(sync.id()))
                .build());
      }
      return Optional.of(
          new PersonFacts(profile, state == null ? Map.of() : state.traits(), List.copyOf(all)));
    }

    private @Nullable Halt halt(Sync sync, Map<String, Halt> pauses, @Nullable Halt failing) {
      Halt ofDestination = pauses.get(destination.value());
      Halt ofSync = pauses.get(sync.id().value());
      return ofDestination != null ? ofDestination : ofSync != null ? ofSync : failing;
    }

    private Person person() {
      return tx.createQuery(PERSON)
          .bind("workspace", workspace.value())
          .bind("profile", profile.value())
          .map((row, context) -> {
            byte[] state = row.getBytes("state");
            return new Person(
                state == null ? null : Json.read(state, ProfileState.class),
                row.getBoolean("unmerging"));
          })
          .one();
    }

    private Map<AudienceId, Decided> memberships() {
      Map<AudienceId, Decided> found = new HashMap<>();
      tx.createQuery(MEMBERSHIPS)
          .bind("workspace", workspace.value())
          .bind("profile", profile.value())
          .bindArray("audiences", String.class, audiences())
          .map((row, context) ->
              found.put(
                  new AudienceId(row.getString("audience")),
                  new Decided(row.getBoolean("member"), row.getLong("profile_version"))))
          .list();
      return found;
    }

    private Object[] audiences() {
      return syncs.stream()
          .map(sync -> sync.spec().from())
          .filter(SyncSource.Audience.class::isInstance)
          .map(SyncSource.Audience.class::cast)
          .map(from -> from.audience().value())
          .toArray();
    }

    private static Membership membership(
        Sync sync, @Nullable ProfileState state, Map<AudienceId, Decided> memberships) {
      if (!(sync.spec().from() instanceof SyncSource.Audience(AudienceId audience))) {
        return Membership.INSIDE;
      }
      Decided decided = memberships.get(audience);
      if (decided == null) {
        return Membership.OUTSIDE;
      }
      if (state == null || state.version() < decided.version()) {
        return Membership.UNDECIDED;
      }
      return decided.member() ? Membership.INSIDE : Membership.OUTSIDE;
    }

    private List<Row> records() {
      return tx
          .createQuery(RECORDS)
          .bind("workspace", workspace.value())
          .bind("destination", destination.value())
          .bind("profile", profile.value())
          .bindArray("ids", String.class, ProfileId.values(ids))
          .bind("limit", ROWS)
          .map((row, context) -> new Row(row.getString("space"), row(row)))
          .stream()
          .filter(each -> !concealed.test(each.row().sync()))
          .toList();
    }

    private Map<SyncId, LedgerRow> newestEvents() {
      Map<SyncId, LedgerRow> found = new HashMap<>();
      tx.createQuery(NEWEST_EVENTS)
          .bind("workspace", workspace.value())
          .bindArray("ids", String.class, ProfileId.values(ids))
          .bindArray(
              "syncs",
              String.class,
              syncs.stream()
                  .filter(sync -> sync.spec().from() instanceof SyncSource.Events)
                  .map(sync -> sync.id().value())
                  .toArray())
          .map((row, context) -> row(row))
          .list()
          .forEach(row -> found.put(row.sync(), row));
      return found;
    }

    /** Of each sync, the row that names the person and decides how far the person gets. */
    private List<LedgerRow> rowsOfModels(ProfileState state) {
      if (naming.isEmpty()) {
        return List.of();
      }
      return tx.createQuery(ROWS_OF_MODELS)
          .bind("workspace", workspace.value())
          .bind("destination", destination.value())
          .bindArray(
              "refs",
              String.class,
              state.identifiers().stream().map(each -> IdentifierRef.text(each)).toArray())
          .bindArray("syncs", String.class, naming.stream().map(SyncId::value).toArray())
          .map((row, context) -> row(row))
          .list();
    }

    private static List<LedgerRow> rows(
        Sync sync, List<Row> records, Map<SyncId, LedgerRow> events, List<LedgerRow> ofModels) {
      if (sync.spec().from() instanceof SyncSource.Model) {
        return ofModels.stream().filter(row -> row.sync().equals(sync.id())).toList();
      }
      if (sync.spec().from() instanceof SyncSource.Events) {
        LedgerRow newest = events.get(sync.id());
        return newest == null ? List.of() : List.of(newest);
      }
      return records.stream()
          .filter(each ->
              each.row().membership()
                  ? each.row().sync().equals(sync.id())
                  : each.space().equals(sync.space()))
          .map(Row::row)
          .toList();
    }

    /** The syncs whose record with the person's match value belongs to another owner. */
    private Set<SyncId> ofOthers(ProfileState state) {
      List<Matched> matched = new ArrayList<>();
      for (Sync sync : syncs) {
        if (sync.isOfPeople()) {
          MappedValues.match(sync.spec(), new Subject.OfPerson(state, Set.of()))
              .ifPresent(value -> matched.add(new Matched(sync, value)));
        }
      }
      if (matched.isEmpty()) {
        return Set.of();
      }
      return new HashSet<>(
          tx.createQuery(OF_OTHERS)
              .bind("workspace", workspace.value())
              .bind("destination", destination.value())
              .bindArray("ids", String.class, ProfileId.values(ids))
              .bindArray("syncs", String.class, column(matched, each -> each.sync().id().value()))
              .bindArray("spaces", String.class, column(matched, each -> each.sync().space()))
              .bindArray("values", String.class, column(matched, Matched::value))
              .map((row, context) -> new SyncId(row.getString(1)))
              .list());
    }

    private static <T> Object[] column(List<T> rows, Function<T, String> value) {
      return rows.stream().map(value).toArray();
    }

    /** By the id of the destination or sync. */
    private Map<String, Halt> pauses() {
      Map<String, Halt> found = new HashMap<>();
      tx.createQuery(PAUSES)
          .bind("workspace", workspace.value())
          .bind("destination", destination.value())
          .bindArray("syncs", String.class, syncIds())
          .map((row, context) ->
              found.put(
                  row.getString("id"),
                  new Halt(
                      row.getString("kind").equals(DestinationSpec.KIND)
                          ? Halt.Of.DESTINATION
                          : Halt.Of.SYNC,
                      row.getString("reason").equals(Pauses.ASKED)
                          ? "paused"
                          : row.getString("reason"),
                      row.getString("words"),
                      row.getTimestamp("since").toInstant())))
          .list();
      return found;
    }

    private @Nullable Halt failing() {
      return tx.createQuery(FAILING)
          .bind("workspace", workspace.value())
          .bind("destination", destination.value())
          .map((row, context) ->
              new Halt(
                  Halt.Of.DESTINATION,
                  "failing",
                  row.getString("words"),
                  row.getTimestamp("since").toInstant()))
          .findFirst()
          .orElse(null);
    }

    private Map<SyncId, Instant> backfills() {
      Map<SyncId, Instant> found = new HashMap<>();
      tx.createQuery(BACKFILLS)
          .bind("workspace", workspace.value())
          .bindArray("syncs", String.class, syncIds())
          .map((row, context) ->
              found.put(
                  new SyncId(row.getString("sync")), row.getTimestamp("started_at").toInstant()))
          .list();
      return found;
    }

    private Object[] syncIds() {
      return column(syncs, sync -> sync.id().value());
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
      return LedgerRowBuilder.builder()
          .id(row.getString("id"))
          .sync(new SyncId(row.getString("sync")))
          .matchValue(row.getString("record_key"))
          .membership(row.getBoolean("membership"))
          .removal(row.getBoolean("removal"))
          .state(State.named(row.getString("state")))
          .reason(row.getString("reason"))
          .field(row.getString("field"))
          .words(row.getString("words"))
          .notBefore(instant(row, "not_before"))
          .desiredAt(row.getTimestamp("desired_at").toInstant())
          .changedAt(row.getTimestamp("changed_at").toInstant())
          .deliveredAt(instant(row, "delivered_at"))
          .confirmed(row.getBoolean("confirmed"))
          .presence(
              Presence.of(
                  row.getString("delivered_hash"),
                  row.getBoolean("confirmed"),
                  State.named(row.getString("state"))))
          .build();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
      Timestamp at = row.getTimestamp(column);
      return at == null ? null : at.toInstant();
    }
  }
}
