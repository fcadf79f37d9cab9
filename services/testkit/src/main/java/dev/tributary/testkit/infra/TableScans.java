package dev.tributary.testkit.infra;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counts how often statements read a whole table, where an index should lead to the rows. */
public final class TableScans {
  private static final String SCANS =
      "select seq_scan from pg_stat_xact_user_tables where relname = ?";

  private TableScans() {}

  /** The reads of the whole table since the transaction began. */
  public static long of(Connection tx, String table) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(SCANS)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
