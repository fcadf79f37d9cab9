package dev.tributary.benchmarks.bare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One number from one statement: the time that PostgreSQL needs for a count that was written by
 * hand.
 */
public record BareCount(Connection connection) {

  public long of(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(sql)) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The count by hand failed", e);
    }
  }
}
