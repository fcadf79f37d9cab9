package dev.tributary.benchmarks.bare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One number by one statement: what PostgreSQL needs for a count that somebody wrote by hand. */
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
