package dev.tributary.benchmarks.matching;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Model;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The least necessary work: load the records into a table, and count every pair of a blocking rule
 * once, without a comparison.
 */
final class BareBlocking {

  /**
   * @param seconds the time to load and to join
   */
  record Result(long pairs, double seconds) {}

  private BareBlocking() {}

  static Result run(Iterator<MatchRecord> records, Model model, int threads) throws SQLException {
    long start = System.nanoTime();
    List<String> columns = List.copyOf(model.columns());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      execute(connection, "set threads = " + threads);
      execute(
          connection,
          columns.stream()
              .map(column -> column + " varchar")
              .collect(Collectors.joining(", ", "create table record (n integer, ", ")")));
      load((DuckDBConnection) connection, columns, records);
      long pairs = 0;
      List<BlockingRule> earlier = new ArrayList<>();
      for (BlockingRule rule : model.blocking()) {
        pairs += count(connection, rule, earlier);
        earlier.add(rule);
      }
      return new Result(pairs, (System.nanoTime() - start) / 1e9);
    }
  }

  private static void load(
      DuckDBConnection connection, List<String> columns, Iterator<MatchRecord> records)
      throws SQLException {
    int number = 0;
    try (DuckDBAppender appender = connection.createAppender("main", "record")) {
      while (records.hasNext()) {
        MatchRecord next = records.next();
        appender.beginRow();
        appender.append(number++);
        for (String column : columns) {
          String value = next.values().get(column);
          if (value == null) {
            appender.appendNull();
          } else {
            appender.append(value);
          }
        }
        appender.endRow();
      }
    }
  }

  private static long count(Connection connection, BlockingRule rule, List<BlockingRule> earlier)
      throws SQLException {
    String sql =
        "select count(*) from record l join record r on l.n < r.n and "
            + same(rule)
            + earlier.stream()
                .map(each -> " and (" + same(each) + ") is not true")
                .collect(Collectors.joining());
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String same(BlockingRule rule) {
    return rule.columns().stream()
        .map("l.%1$s = r.%1$s"::formatted)
        .collect(Collectors.joining(" and "));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
