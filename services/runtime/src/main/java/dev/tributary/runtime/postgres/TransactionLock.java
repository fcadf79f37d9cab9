package dev.tributary.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A lock that one transaction of this database holds until it ends: an advisory lock. It keeps
 * several instances from the same work, such as the publication of an outbox in its order. If an
 * instance dies, PostgreSQL ends its transaction, and another instance gets the lock at once.
 *
 * @param key different for each purpose
 */
public record TransactionLock(long key) {

  /**
   * Does not wait.
   *
   * @return whether the transaction has the lock
   */
  public boolean taken(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }
}
