package dev.tributary.destinations.postgres.reconciliation;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.Reconciliation.State;
import dev.tributary.destinations.reconciliation.ReconciliationBuilder;
import dev.tributary.destinations.reconciliation.Reconciliations;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The reconciliations of syncs, for requests. Thread-safe. */
public final class PostgresReconciliations implements Reconciliations {
  private static final int KEPT = 10;

  private static final String SELECT =
      "select * from reconciliation where workspace = :workspace and sync = :sync";

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
  public Optional<String> start(Catalogue.Sync sync, boolean repairable) {
    String id = ids.get();
    return database.inWorkspace(
        sync.workspace(),
        tx -> {
          int started =
              tx.createUpdate(
                      """
                      insert into reconciliation (id, workspace, sync, sync_version, destination,
                        destination_version, repairable, state, phase)
                      select :id, :workspace, :sync, :version, :destination, :destinationVersion,
                        :repairable, 'running', 'expecting'
                      where not exists (select from reconciliation where workspace = :workspace
                        and sync = :sync and phase = 'repairing')
                      on conflict (workspace, sync) where state = 'running' do nothing\
                      """)
                  .bind("destinationVersion", sync.destination().version())
                  .bind("repairable", repairable)
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
            "update reconciliation set superseded = true where workspace = :workspace and sync ="
                + " :sync and id <> :id and not superseded")
        .bind("workspace", sync.workspace().value())
        .bind("sync", sync.id().value())
        .bind("id", id)
        .execute();
    tx.createUpdate(
            "delete from reconciliation where not noted and id in (select id from reconciliation"
                + " where workspace = :workspace and sync = :sync and id <> :id order by started_at"
                + " desc offset :kept)")
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
                        + " :workspace and reconciliation = :id and finding = "
                        + (missing ? "'missing'" : "'different'")
                        + " order by delivery limit :most")
                .bind("workspace", workspace.value())
                .bind("id", id)
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
          int cancelled =
              tx.createUpdate(
                      "update reconciliation set state = 'cancelled', place = null, words = null,"
                          + " lease_until = null, ended_at = clock_timestamp() where workspace ="
                          + " :workspace and sync = :sync and id = :id and state = 'running'")
                  .bind("workspace", workspace.value())
                  .bind("sync", sync.value())
                  .bind("id", id)
                  .execute();
          return cancelled > 0;
        });
  }

  @Override
  public boolean repair(Catalogue.Sync sync, String id) {
    return database.inWorkspace(
        sync.workspace(),
        tx ->
            tx.createUpdate(
                        """
                        update reconciliation set phase = 'repairing', place = null, failures = 0,
                          words = null, lease_until = null, not_before = clock_timestamp(),
                          repaired = coalesce(repaired, 0),
                          repaired_at = coalesce(repaired_at, clock_timestamp())
                        where workspace = :workspace and sync = :sync and id = :id
                          and state = 'done' and phase <> 'repairing' and repairable
                          and not superseded and sync_version = :version
                          and destination = :destination
                          and destination_version = :destinationVersion\
                        """)
                    .bind("workspace", sync.workspace().value())
                    .bind("sync", sync.id().value())
                    .bind("id", id)
                    .bind("version", sync.version())
                    .bind("destination", sync.destination().id().value())
                    .bind("destinationVersion", sync.destination().version())
                    .execute()
                > 0);
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
        .same(result(row, "same"))
        .missing(result(row, "missing"))
        .different(result(row, "different"))
        .renamed(result(row, "renamed"))
        .returned(row.getLong("returned"))
        .repairable(row.getBoolean("repairable"))
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

  /** While a run goes on, its numbers are those of some records. */
  private static @Nullable Long result(ResultSet row, String column) throws SQLException {
    return row.getString("state").equals("done") ? number(row, column) : null;
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
