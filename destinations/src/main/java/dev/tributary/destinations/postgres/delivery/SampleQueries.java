package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.desired.ReferencedProfiles;
import dev.tributary.destinations.desired.SampleStore;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.postgres.RequestedProfiles;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads samples from the ledger and from what is known of people. Thread-safe. */
public final class SampleQueries implements SampleStore {
  /** The place of records, in the condition of an index. Events have none. */
  private static final String IN_PLACE =
      "d.place = record_place(:workspace, :destination, :space) and not d.is_event";

  private static final String ANYBODY =
      "select p.state from person p where p.workspace = :workspace";

  private static final String ONE = ANYBODY + " and p.profile = :profile";

  private static final String MEMBERS =
      """
       and (:audience::text is null or exists (select 1 from membership m
        where m.workspace = p.workspace and m.profile = p.profile
          and m.audience = :audience and m.member))
      order by p.profile limit :limit\
      """;

  private final RequestDatabase database;
  private final ConsentLookup consents;
  private final Clock clock;

  /**
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   */
  public SampleQueries(
      RequestDatabase database, BiPredicate<WorkspaceId, String> unknownAllows, Clock clock) {
    this.database = database;
    this.consents = new ConsentLookup(unknownAllows);
    this.clock = clock;
  }

  @Override
  public List<ProfileState> people(
      WorkspaceId workspace,
      @Nullable ProfileId profile,
      @Nullable AudienceId audience,
      int limit) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Query query =
              profile == null
                  ? tx.createQuery(ANYBODY + MEMBERS)
                  : tx.createQuery(ONE + MEMBERS)
                      .bind("profile", RequestedProfiles.current(tx, workspace, profile).value());
          return query
              .bind("workspace", workspace.value())
              .bind("audience", audience == null ? null : audience.value())
              .bind("limit", limit)
              .map((rows, context) -> Json.read(rows.getBytes(1), ProfileState.class))
              .list();
        });
  }

  @Override
  public List<KnownRecord> known(Catalogue.Sync sync, int limit) {
    return withRows(
        sync,
        """
        d.sync = :sync and d.content is not null and (d.hash = 'absent') = :removals
          and d.parent is null
        order by d.id desc limit :limit\
        """,
        Map.of("sync", sync.id().value(), "removals", sync.deletes(), "limit", limit),
        (tx, rows) -> {
          Map<String, String> withheld = consents.withheld(tx, sync.destination(), rows);
          return rows.stream()
              .map(ClaimRow::claimed)
              .map(row -> new KnownRecord(row.key().value(), row.content(), withheld.get(row.id())))
              .toList();
        });
  }

  @Override
  public Optional<String> withheld(Catalogue.Sync sync, RecordKey key, ReferencedProfiles named) {
    return withRows(
        sync,
        "%s and d.record_key = :value and d.destination = :destination and d.space = :space"
            .formatted(sync.object().kind() == Kind.EVENT ? "d.is_event" : IN_PLACE),
        Map.of(
            "destination", key.destination().value(), "space", key.space(), "value", key.value()),
        (tx, rows) -> {
          Map<String, String> known = consents.writesWithheld(tx, sync.destination(), rows);
          return known.isEmpty()
              ? consents.withheld(tx, sync.destination(), named)
              : known.values().stream().findFirst();
        });
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(Connection tx, List<ClaimRow> rows) throws SQLException;
  }

  private <T> T withRows(
      Catalogue.Sync sync, String condition, Map<String, Object> parameters, Use<T> use) {
    return database.inWorkspace(
        sync.workspace(),
        tx -> {
          List<ClaimRow> rows =
              tx.createQuery(
                      """
                      select %s from delivery d left join delivery p on p.id = d.parent
                      where d.workspace = :workspace and %s\
                      """
                          .formatted(ClaimRow.COLUMNS, condition))
                  .bind("workspace", sync.workspace().value())
                  .bindMap(parameters)
                  .map((row, context) -> ClaimRow.of(row, 0, "", clock.instant()))
                  .list();
          try {
            return use.of(tx.getConnection(), rows);
          } catch (SQLException e) {
            throw new IllegalStateException("What people allow cannot be read", e);
          }
        });
  }
}
