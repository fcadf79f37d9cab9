package dev.tributary.audience.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.CancelledReads;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads the data of a workspace as of one moment, until the query of the caller has to end. The
 * limits of {@link RequestDatabase} apply. Thread-safe.
 */
final class Snapshots {
  private final RequestDatabase database;

  Snapshots(RequestDatabase database) {
    this.database = database;
  }

  interface Work<T> {
    T run(Connection tx) throws SQLException;
  }

  <T> T read(WorkspaceId workspace, Work<T> work) {
    return database.snapshot(
        workspace,
        handle -> {
          Connection tx = handle.getConnection();
          try {
            return CancelledReads.read(tx, () -> work.run(tx));
          } catch (SQLException e) {
            throw new IllegalStateException("People cannot be read", e);
          }
        });
  }
}
