package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.MatchingFailure;
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

  /**
   * @throws MatchingFailure if the folder cannot be written, or the engine does not start
   */
  static BulkDatabase open(Bounds bounds) {
    try {
      Path folder = Files.createTempDirectory(bounds.scratch(), "matching-").toRealPath();
      Properties properties = new Properties();
      // Without it, a result is in memory as a whole before its first row can be read.
      properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
      // Without the DriverManager: which drivers it knows depends on class loaders.
      var connection =
          (DuckDBConnection)
              new DuckDBDriver()
                  .connect("jdbc:duckdb:" + folder.resolve("work.duckdb"), properties);
      BulkDatabase database = new BulkDatabase(connection, folder);
      database.configure(bounds);
      return database;
    } catch (SQLException | IOException e) {
      throw failure(e);
    }
  }

  private void configure(Bounds bounds) {
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
        execute("set " + setting);
      }
    } catch (MatchingFailure e) {
      close();
      throw e;
    }
  }

  void execute(String sql) {
    try (Statement statement = begin()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      running = null;
    }
  }

  /** Converts the rows of a query. */
  interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  <T> T query(String sql, Reading<T> reading) {
    try (Statement statement = begin();
        ResultSet rows = statement.executeQuery(sql)) {
      return reading.of(rows);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      running = null;
    }
  }

  /** The number in the only row. */
  long number(String sql) {
    return query(
        sql,
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  /** Writes the rows of a table. */
  interface Appending {
    void to(DuckDBAppender appender) throws SQLException;
  }

  void append(String table, Appending rows) {
    refuseCancelled();
    try (DuckDBAppender appender = connection.createAppender("main", table)) {
      rows.to(appender);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Ends the running statement, and refuses all later ones; may be called from any thread. */
  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw failure(e);
      }
    }
  }

  void refuseCancelled() {
    if (cancelled) {
      throw new MatchingFailure("The matching was cancelled");
    }
  }

  private Statement begin() throws SQLException {
    refuseCancelled();
    Statement statement = connection.createStatement();
    running = statement;
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (SQLException | IOException e) {
      throw failure(e);
    }
  }

  private static MatchingFailure failure(Exception cause) {
    return new MatchingFailure("DuckDB failed: " + cause.getMessage(), cause);
  }
}
