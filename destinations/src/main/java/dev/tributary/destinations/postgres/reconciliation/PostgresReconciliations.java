package dev.tributary.destinations.postgres.reconciliation;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.Reconciliation.State;
import dev.tributary.destinations.reconciliation.ReconciliationBuilder;
import dev.tributary.destinations.reconciliation.Reconciliations;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The reconciliations of syncs, for requests. Thread-safe. */
public final class PostgresReconciliations implements Reconciliations {
  private static final int KEPT = 10;
  private static final int AT_ONCE = 5_000;

  private static final String SELECT =
      "select * from reconciliation where workspace = :workspace" + " and sync = :sync";

  /** The records to repair, locked, so that no other repair and no worker changes them. */
  private static final String REPAIRABLE =
      """
      select d.id, d.hash, d.content, r.finding
      from (
        select r.delivery, r.version, r.finding from reconciliation_record r
        where r.reconciliation = ? and r.finding in ('missing', 'different') and r.delivery > ?
        order by r.delivery limit ?) r
      join delivery d on d.id = r.delivery
      where d.workspace = ? and d.sync = ? and d.version = r.version and d.state = 'delivered'
        and d.hash = d.delivered_hash and d.hash <> '%s' and d.delivered_at <= ?
      order by d.id for update of d\
      """
          .formatted(Content.ABSENT);

  /** The delivered content is unknown from now on, so all fields are sent, as a new version. */
  private static final String AGAIN =
      """
      update delivery d set version = d.version + 1, state = 'pending', attempt = 0,
        first_attempt_at = null, batch = null, reason = null, field = null, words = null,
        not_before = greatest(clock_timestamp(), d.settles_at), lane = ?,
        delivered_hash = '%s', delivered_fields = u.fields,
        vendor_id = case when u.missing then null else d.vendor_id end,
        changed_at = clock_timestamp(),
        changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
      from unnest(?, ?, ?) as u(id, fields, missing)
      where d.id = u.id\
      """
          .formatted(Content.UNKNOWN);

  private final RequestDatabase database;
  private final Supplier<String> ids;

  /**
   * @param ids creates ids of runs
   */
  public PostgresReconciliations(RequestDatabase database, Supplier<String> ids) {
    this.database = database;
    this.ids = ids;
  }

  @Override
  public Optional<String> start(Catalogue.Sync sync) {
    String id = ids.get();
    return database.inWorkspace(
        sync.workspace(),
        tx -> {
          RequestDatabase.withoutDeadline(tx);
          int started =
              tx.createUpdate(
                      "insert into reconciliation (id, workspace, sync, sync_version, destination,"
                          + " state, phase) values (:id, :workspace, :sync, :version, :destination,"
                          + " 'running', 'expecting') on conflict (workspace, sync) where state ="
                          + " 'running' do nothing")
                  .bind("id", id)
                  .bind("workspace", sync.workspace().value())
                  .bind("sync", sync.id().value())
                  .bind("version", sync.version())
                  .bind("destination", sync.destination().id().value())
                  .execute();
          if (started == 0) {
            return Optional.empty();
          }
          forget(tx, sync, id);
          return Optional.of(id);
        });
  }

  /** Only the newest result can be repaired. */
  private static void forget(Handle tx, Catalogue.Sync sync, String id) {
    tx.createUpdate(
            "delete from reconciliation_record where reconciliation in (select id from"
                + " reconciliation where workspace = :workspace and sync = :sync and id <> :id)")
        .bind("workspace", sync.workspace().value())
        .bind("sync", sync.id().value())
        .bind("id", id)
        .execute();
    tx.createUpdate(
            "delete from reconciliation where id in (select id from reconciliation where workspace"
                + " = :workspace and sync = :sync and id <> :id order by started_at desc offset"
                + " :kept)")
        .bind("workspace", sync.workspace().value())
        .bind("sync", sync.id().value())
        .bind("id", id)
        .bind("kept", KEPT - 1)
        .execute();
  }

  @Override
  public List<Reconciliation> list(WorkspaceId workspace, SyncId sync) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(SELECT + " order by started_at desc, id desc limit :kept")
                .bind("workspace", workspace.value())
                .bind("sync", sync.value())
                .bind("kept", KEPT)
                .map((row, context) -> reconciliation(row))
                .list());
  }

  @Override
  public Optional<Reconciliation> find(WorkspaceId workspace, SyncId sync, String id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(SELECT + " and id = :id")
                .bind("workspace", workspace.value())
                .bind("sync", sync.value())
                .bind("id", id)
                .map((row, context) -> reconciliation(row))
                .findFirst());
  }

  @Override
  public List<Difference> differences(WorkspaceId workspace, String id, boolean missing, int most) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select delivery, fields from reconciliation_record where workspace ="
                        + " :workspace and reconciliation = :id and finding = :finding order by"
                        + " delivery limit :most")
                .bind("workspace", workspace.value())
                .bind("id", id)
                .bind("finding", missing ? "missing" : "different")
                .bind("most", most)
                .map((row, context) ->
                    new Difference(row.getString("delivery"), lines(row.getString("fields"))))
                .list());
  }

  @Override
  public boolean cancel(WorkspaceId workspace, SyncId sync, String id) {
    return database.inWorkspace(
        workspace,
        tx -> {
          RequestDatabase.withoutDeadline(tx);
          int cancelled =
              tx.createUpdate(
                      "update reconciliation set state = 'cancelled', place = null, words = null,"
                          + " lease_until = null, ended_at = clock_timestamp() where workspace ="
                          + " :workspace and sync = :sync and id = :id and state = 'running'")
                  .bind("workspace", workspace.value())
                  .bind("sync", sync.value())
                  .bind("id", id)
                  .execute();
          if (cancelled > 0) {
            tx.createUpdate(
                    "delete from reconciliation_record where workspace = :workspace and"
                        + " reconciliation = :id")
                .bind("workspace", workspace.value())
                .bind("id", id)
                .execute();
          }
          return cancelled > 0;
        });
  }

  private record Again(String id, byte @Nullable [] fields, boolean missing) {}

  @Override
  public long repair(Catalogue.Sync sync, String id) {
    WorkspaceId workspace = sync.workspace();
    return database.inWorkspace(
        workspace,
        tx -> {
          RequestDatabase.withoutDeadline(tx);
          Reconciliation run =
              tx.createQuery(
                      SELECT
                          + " and id = :id and state = 'done' and destination = :destination for"
                          + " update")
                  .bind("workspace", workspace.value())
                  .bind("sync", sync.id().value())
                  .bind("id", id)
                  .bind("destination", sync.destination().id().value())
                  .map((row, context) -> reconciliation(row))
                  .findFirst()
                  .orElse(null);
          if (run == null) {
            return 0L;
          }
          try {
            return repaired(tx, workspace, sync.id(), run);
          } catch (SQLException e) {
            throw new IllegalStateException("The records cannot be sent again", e);
          }
        });
  }

  private static long repaired(Handle tx, WorkspaceId workspace, SyncId sync, Reconciliation run)
      throws SQLException {
    long repaired = 0;
    String last = "";
    while (!last.equals(END)) {
      Part part = part(tx.getConnection(), workspace, sync, run, last);
      sendAgain(tx.getConnection(), part.records);
      repaired += part.records.size();
      last = part.last;
    }
    if (repaired > 0) {
      tx.createQuery(
              "select pg_notify(:channel, destination)::text from reconciliation where id = :id")
          .bind("channel", PostgresLedger.CHANNEL)
          .bind("id", run.id())
          .mapTo(String.class)
          .findFirst();
    }
    tx.createUpdate(
            "update reconciliation set repaired = coalesce(repaired, 0) + :repaired, repaired_at ="
                + " coalesce(repaired_at, clock_timestamp()) where id = :id")
        .bind("repaired", repaired)
        .bind("id", run.id())
        .execute();
    return repaired;
  }

  /** No id of a delivery is greater. */
  private static final String END = "~";

  /**
   * @param last where the next part begins
   */
  private record Part(List<Again> records, String last) {}

  private static Part part(
      Connection tx, WorkspaceId workspace, SyncId sync, Reconciliation run, String after)
      throws SQLException {
    List<Again> records = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(REPAIRABLE)) {
      statement.setString(1, run.id());
      statement.setString(2, after);
      statement.setInt(3, AT_ONCE);
      statement.setString(4, workspace.value());
      statement.setString(5, sync.value());
      statement.setTimestamp(6, Timestamp.from(run.startedAt()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          boolean missing = rows.getString("finding").equals("missing");
          Content content = Content.of(rows.getBytes("content"));
          FieldHashes known =
              missing ? FieldHashes.NOTHING : FieldHashes.of(content, rows.getString("hash"));
          records.add(new Again(rows.getString("id"), FieldHashes.stored(known), missing));
        }
      }
    }
    return new Part(records, next(tx, run, after));
  }

  private static String next(Connection tx, Reconciliation run, String after) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select r.delivery from reconciliation_record r where r.reconciliation = ? and"
                + " r.finding in ('missing', 'different') and r.delivery > ? order by r.delivery"
                + " offset ? limit 1")) {
      statement.setString(1, run.id());
      statement.setString(2, after);
      statement.setInt(3, AT_ONCE - 1);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : END;
      }
    }
  }

  private static void sendAgain(Connection tx, List<Again> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(AGAIN)) {
      statement.setInt(1, Priority.BACKFILL.number());
      new Columns<>(statement, 2, records)
          .text(Again::id)
          .bytes(Again::fields)
          .flags(Again::missing);
      statement.executeUpdate();
    }
  }

  private static Reconciliation reconciliation(ResultSet row) throws SQLException {
    return ReconciliationBuilder.builder()
        .id(row.getString("id"))
        .state(State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)))
        .compared(row.getLong("compared"))
        .skipped(row.getLong("skipped"))
        .listed(row.getLong("listed"))
        .foreign(row.getLong("unknown"))
        .foreignExamples(lines(row.getString("unknown_examples")))
        .arrived(row.getLong("arrived"))
        .same(number(row, "same"))
        .missing(number(row, "missing"))
        .different(number(row, "different"))
        .words(row.getString("words"))
        .startedAt(row.getTimestamp("started_at").toInstant())
        .endedAt(time(row, "ended_at"))
        .repairedAt(time(row, "repaired_at"))
        .repaired(number(row, "repaired"))
        .build();
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
