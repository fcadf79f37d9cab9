package dev.tributary.benchmarks.bare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The least work that finds the differences between two files: DuckDB's own join of keys and hashes
 * of rows, on as many threads as our runs use.
 */
public final class BareJoin {
  /**
   * @param differing the number of keys that differ
   */
  public record Result(long differing, double seconds) {}

  private BareJoin() {}

  /**
   * @param columns the key first
   */
  public static Result run(String before, String after, List<String> columns, int threads)
      throws SQLException {
    String side =
        "(select %s as k, hash(%s) as h from read_parquet('%%s'))"
            .formatted(columns.getFirst(), String.join(", ", columns));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set threads = " + threads);
      long start = System.nanoTime();
      statement.execute(
          "create table difference as select coalesce(n.k, o.k) as k from %s n full join %s o on n.k = o.k where n.h is distinct from o.h"
              .formatted(side.formatted(after), side.formatted(before)));
      double seconds = (System.nanoTime() - start) / 1e9;
      try (ResultSet count = statement.executeQuery("select count(*) from difference")) {
        count.next();
        return new Result(count.getLong(1), seconds);
      }
    }
  }
}
