package dev.tributary.warehouse.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB of one run: with bounded memory, spilling into its own folder, seeing only the given
 * folders, and with its settings locked before a user's SQL runs in it. Not thread-safe, except
 * {@link #cancel}.
 */
public final class RunDatabase implements AutoCloseable {
  private final Connection connection;
  private final Path scratch;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  private RunDatabase(Connection connection, Path scratch) {
    this.connection = connection;
    this.scratch = scratch;
  }

  /**
   * The resources of one engine.
   *
   * @param memoryMegabytes about 100 MB more are used outside of it
   * @param diskMegabytes limit for spilling; a query that needs more fails
   */
  public record Limits(int memoryMegabytes, int threads, int diskMegabytes) {}

  /**
   * @param folders that SQL may read and write, besides the scratch folder
   */
  public static RunDatabase open(List<Path> folders, Limits limits)
      throws SQLException, IOException {
    return open(folders, limits, List.of());
  }

  /**
   * @param preparation our own statements that attach the data to read, before the settings are
   *     locked
   */
  public static RunDatabase open(List<Path> folders, Limits limits, List<String> preparation)
      throws SQLException, IOException {
    Path scratch = Files.createTempDirectory("tributary-run-").toRealPath();
    // Without the DriverManager, because the drivers that it knows depend on class loaders.
    Properties properties = new Properties();
    // Otherwise the whole result is in memory before its first row can be read.
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection =
        new DuckDBDriver().connect("jdbc:duckdb:" + scratch.resolve("run.duckdb"), properties);
    RunDatabase database = new RunDatabase(connection, scratch);
    try {
      List<Path> allowed = new ArrayList<>(folders);
      allowed.add(scratch);
      database.execute("set threads = " + limits.threads());
      database.execute("set memory_limit = '" + limits.memoryMegabytes() + "MB'");
      database.execute("set preserve_insertion_order = false");
      database.execute("set timezone = 'UTC'");
      database.execute("set temp_directory = " + literal(scratch.resolve("spill")));
      database.execute("set max_temp_directory_size = '" + limits.diskMegabytes() + "MB'");
      database.execute("set autoinstall_known_extensions = false");
      database.execute("set autoload_known_extensions = false");
      database.execute(
          "set allowed_directories = "
              + allowed.stream()
                  .map(folder -> literal(folder + "/"))
                  .collect(Collectors.joining(", ", "[", "]")));
      database.execute("set enable_external_access = false");
      for (String statement : preparation) {
        database.execute(statement);
      }
      database.execute("set lock_configuration = true");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  public Connection connection() {
    return connection;
  }

  public String version() throws SQLException {
    return single("select version()");
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = begin()) {
      statement.execute(sql);
    } finally {
      running = null;
    }
  }

  /** The first column of the only row, as text. */
  public String single(String sql) throws SQLException {
    return query(
        sql,
        rows -> {
          rows.next();
          return rows.getString(1);
        });
  }

  /** Makes a result of the rows of a query. */
  public interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  public <T> T query(String sql, Reading<T> reading) throws SQLException {
    try (Statement statement = begin();
        ResultSet rows = statement.executeQuery(sql)) {
      return reading.of(rows);
    } finally {
      running = null;
    }
  }

  /** Ends the running statement, and refuses all later ones. Any thread may call this. */
  public void cancel() throws SQLException {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      statement.cancel();
    }
  }

  private Statement begin() throws SQLException {
    if (cancelled) {
      throw new SQLException("The run was cancelled", "57014");
    }
    Statement statement = connection.createStatement();
    running = statement;
    return statement;
  }

  /** A file, as a string literal in SQL. */
  public static String literal(Path file) {
    return literal(file.toString());
  }

  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
