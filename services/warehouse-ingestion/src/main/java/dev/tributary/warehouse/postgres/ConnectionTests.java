package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.warehouse.run.LastTest;
import dev.tributary.warehouse.run.Run;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The last test of each connection, one workspace at a time. Thread-safe. */
public final class ConnectionTests {
  private final RequestDatabase database;

  public ConnectionTests(RequestDatabase database) {
    this.database = database;
  }

  /** By warehouse. */
  public Map<WarehouseId, LastTest> all(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx
                .createQuery("select * from connection_test where workspace = :workspace")
                .bind("workspace", workspace.value())
                .map((rows, context) ->
                    Map.entry(
                        new WarehouseId(rows.getString("warehouse")),
                        new LastTest(
                            rows.getTimestamp("tested_at").toInstant(),
                            rows.getInt("tables"),
                            failure(
                                rows.getString("failure_code"), rows.getString("failure_detail")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Run.@Nullable Failure failure(@Nullable String code, String detail) {
    return code == null ? null : new Run.Failure(code, detail);
  }

  public void keep(WorkspaceId workspace, WarehouseId warehouse, LastTest test) {
    Run.Failure failure = test.failure();
    change(
        workspace,
        tx ->
            tx.createUpdate(
                    """
                    insert into connection_test
                    values (:workspace, :warehouse, :at, :tables, :code, :detail)
                    on conflict (workspace, warehouse) do update set tested_at = excluded.tested_at,
                      tables = excluded.tables, failure_code = excluded.failure_code,
                      failure_detail = excluded.failure_detail\
                    """)
                .bind("workspace", workspace.value())
                .bind("warehouse", warehouse.value())
                .bind("at", test.at())
                .bind("tables", test.tables())
                .bind("code", failure == null ? null : failure.code())
                .bind("detail", failure == null ? null : failure.detail())
                .execute());
  }

  /** Deletes the result: the connection has changed or is deleted. */
  public void forget(WorkspaceId workspace, WarehouseId warehouse) {
    change(
        workspace,
        tx ->
            tx.createUpdate(
                    "delete from connection_test where workspace = :workspace and warehouse ="
                        + " :warehouse")
                .bind("workspace", workspace.value())
                .bind("warehouse", warehouse.value())
                .execute());
  }

  private interface Change {
    int in(Handle tx);
  }

  private void change(WorkspaceId workspace, Change change) {
    database.inWorkspace(workspace, change::in);
  }
}
