package dev.tributary.benchmarks.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Two Parquet files with a million rows and ten columns, of which 1 % of the rows differ. */
record Tables(Path first, Path second) {
  static final long ROWS = 1_000_000;
  static final long DIFFERING = ROWS / 100;
  static final List<String> COLUMNS =
      List.of(
          "id",
          "email",
          "name",
          "country",
          "plan",
          "score",
          "orders",
          "revenue",
          "active",
          "signed_up");

  static Tables generate(Path directory) {
    try {
      Files.createDirectories(directory);
      var tables =
          new Tables(directory.resolve("first.parquet"), directory.resolve("second.parquet"));
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        write(statement, tables.first(), "0");
        write(statement, tables.second(), "cast(i % 100 = 0 as integer)");
      }
      return tables;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("Cannot write the tables", e);
    }
  }

  /**
   * Makes a copy of one of them the table that a warehouse reads; atomically, as a loader would.
   */
  static void publish(Path table, Path as) {
    try {
      Files.createDirectories(as.getParent());
      Path copy = as.resolveSibling(as.getFileName() + ".new");
      Files.copy(table, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, as, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot place the table " + as, e);
    }
  }

  private static void write(Statement statement, Path file, String difference) throws SQLException {
    statement.execute(
        """
        copy (
          select i as id, 'person-' || i || '@shop.example' as email,
            'Person ' || hash(i) %% 10000 as name, 'C' || hash(i, 1) %% 200 as country,
            'plan-' || hash(i, 2) %% 4 as plan, hash(i, 3) %% 1000 / 1000.0 + %s as score,
            (hash(i, 4) %% 50)::integer as orders,
            (hash(i, 5) %% 1000000 / 100.0)::decimal(12, 2) as revenue, i %% 3 = 0 as active,
            timestamp '2020-01-01' + to_minutes((hash(i, 6) %% 2000000)::integer) as signed_up
          from range(%d) rows(i))
        to '%s' (format parquet)\
        """
            .formatted(difference, ROWS, file));
  }
}
