package dev.tributary.audience.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Everything of a workspace at one moment, however long the reading takes. Thread-safe. */
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

  <T> T read(String workspace, Work<T> work) {
    try (Connection tx = request.getConnection()) {
      tx.setAutoCommit(false);
      tx.setReadOnly(true);
      tx.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        try (PreparedStatement statement =
            tx.prepareStatement("select set_config('app.workspace', ?, true)")) {
          statement.setString(1, workspace);
          statement.execute();
        }
        return work.run(tx);
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
