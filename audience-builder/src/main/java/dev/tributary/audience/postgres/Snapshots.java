package dev.tributary.audience.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.CancelledReads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Reads the data of a workspace as of one moment, until the query of the caller has to end.
 * Thread-safe.
 */
final class Snapshots {
  private final DataSource request;

  /**
   * @param request a pool that signs in with the request's role
   */
  Snapshots(DataSource request) {
    this.request = request;
  }

  interface Work<T> {
    T run(Connection tx) throws SQLException;
  }

  <T> T read(WorkspaceId workspace, Work<T> work) {
    try (Connection tx = request.getConnection()) {
      tx.setAutoCommit(false);
      tx.setReadOnly(true);
      tx.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        try (PreparedStatement statement =
            tx.prepareStatement("select set_config('app.workspace', ?, true)")) {
          statement.setString(1, workspace.value());
          statement.execute();
        }
        return CancelledReads.read(tx, () -> work.run(tx));
      } finally {
        tx.rollback();
        tx.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        tx.setReadOnly(false);
        tx.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("People cannot be read", e);
    }
  }
}
