package dev.tributary.identity.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB for one piece of work: with bounded memory, with a folder of its own to spill to, and
 * without access to other files. Not thread-safe, except {@link #cancel}.
 */
final class BulkDatabase implements AutoCloseable {
  private final DuckDBConnection connection;
  private final Path folder;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  private BulkDatabase(DuckDBConnection connection, Path folder) {
    this.connection = connection;
    this.folder = folder;
  }

  static BulkDatabase open(Bounds bounds) throws SQLException, IOException {
    Path folder = Files.createTempDirectory(bounds.scratch(), "matching-").toRealPath();
    Properties properties = new Properties();
    // Without it, a result is in memory as a whole before its first row can be read.
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    // Without the DriverManager: which drivers it knows depends on class loaders.
    var connection =
        (DuckDBConnection)
            new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve("work.duckdb"), properties);
    BulkDatabase database = new BulkDatabase(connection, folder);
    try {
      for (String setting :
          List.of(
              "threads = " + bounds.threads(),
              "memory_limit = '" + bounds.memoryMegabytes() + "MB'",
              "preserve_insertion_order = false",
              "temp_directory = " + Sql.literal(folder.resolve("spill").toString()),
              "autoinstall_known_extensions = false",
              "autoload_known_extensions = false",
              "allowed_directories = [" + Sql.literal(folder + "/") + "]",
              "enable_external_access = false",
              "lock_configuration = true")) {
        database.execute("set " + setting);
      }
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = begin()) {
      statement.execute(sql);
    } finally {
      running = null;
    }
  }

  /** Converts the rows of a query. */
  interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  <T> T query(String sql, Reading<T> reading) throws SQLException {
    try (Statement statement = begin();
        ResultSet rows = statement.executeQuery(sql)) {
      return reading.of(rows);
    } finally {
      running = null;
    }
  }

  /** The number in the only row. */
  long number(String sql) throws SQLException {
    return query(
        sql,
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  DuckDBAppender append(String table) throws SQLException {
    refuseCancelled();
    return connection.createAppender("main", table);
  }

  /** Ends the running statement, and refuses all later ones; may be called from any thread. */
  void cancel() throws SQLException {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      statement.cancel();
    }
  }

  void refuseCancelled() throws SQLException {
    if (cancelled) {
      throw new SQLException("The matching was cancelled", "57014");
    }
  }

  private Statement begin() throws SQLException {
    refuseCancelled();
    Statement statement = connection.createStatement();
    running = statement;
    return statement;
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
