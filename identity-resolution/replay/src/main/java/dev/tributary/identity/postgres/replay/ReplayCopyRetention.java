package dev.tributary.identity.postgres.replay;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Deletes replay copies that were not closed. It may be repeated, also by several instances at
 * once. Thread-safe.
 */
public final class ReplayCopyRetention {
  private final DataSource worker;

  public ReplayCopyRetention(DataSource worker) {
    this.worker = worker;
  }

  /** Deletes in short transactions, so that the loop never waits for long. */
  public void forget() throws SQLException {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(true);
      var copies = new PostgresReplayCopyStore(connection);
      copies.left().forEach(copies::close);
    }
  }
}
