package dev.tributary.warehouse.source;

import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.RunFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads DuckDB databases and folders of Parquet files, inside the run's own engine. A database is
 * attached read-only; its owner may not write to it at the same time.
 */
public final class FilesReader implements TableReader {
  private static final String PARQUET = ".parquet";

  private final RunDatabase database;

  private FilesReader(RunDatabase database) {
    this.database = database;
  }

  /**
   * @param folders that the engine may use: the workspace's files and the model's snapshot
   */
  public static FilesReader open(Path target, List<Path> folders, RunDatabase.Limits limits)
      throws RunFailure {
    try {
      return new FilesReader(RunDatabase.open(folders, limits, preparation(target, folders)));
    } catch (SQLException e) {
      throw new RunFailure(
          "file-unreadable",
          "The file cannot be opened as a warehouse: it is not whole, or of another kind",
          e);
    } catch (IOException e) {
      throw new RunFailure("files-unavailable", "The server's folder cannot be read", e);
    }
  }

  private static List<String> preparation(Path target, List<Path> folders)
      throws IOException, RunFailure {
    if (!Files.isDirectory(target)) {
      return List.of(
          "attach %s as warehouse_ (read_only)".formatted(RunDatabase.literal(target)),
          "use warehouse_");
    }
    List<String> views = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target, "*" + PARQUET)) {
      for (Path file : files) {
        views.add(view(file, folders));
      }
    }
    return views;
  }

  /**
   * A file as a table. Links are checked here, because the engine would follow a link to any place.
   */
  private static String view(Path file, List<Path> folders) throws IOException, RunFailure {
    String name = file.getFileName().toString();
    Path real = file.toRealPath();
    if (folders.stream().noneMatch(real::startsWith)) {
      throw new RunFailure(
          "file-outside", "%s is a link that leads out of the workspace's folder".formatted(name));
    }
    return "create temp view %s as select * from read_parquet(%s)"
        .formatted(
            Column.quote(name.substring(0, name.length() - PARQUET.length())),
            RunDatabase.literal(real));
  }

  @Override
  public List<String> tables() throws RunFailure {
    return binding(() ->
        database.query(
            "select table_name from information_schema.tables where table_catalog <> 'run'"
                + " order by table_name",
            rows -> {
              List<String> names = new ArrayList<>();
              while (rows.next()) {
                names.add(rows.getString(1));
              }
              return names;
            }));
  }

  @Override
  public List<Column> describe(String sql) throws RunFailure {
    requireSelect(sql);
    return binding(() ->
        database.query(
            "describe select * from (" + sql + ") source_",
            rows -> {
              List<Column> columns = new ArrayList<>();
              while (rows.next()) {
                columns.add(Column.of(rows.getString(1), rows.getString(2)));
              }
              return columns;
            }));
  }

  @Override
  public List<Map<String, @Nullable String>> preview(String sql, int limit) throws RunFailure {
    requireSelect(sql);
    return reading(
        names(sql),
        () -> {
          // A streamed result does not say what ended it.
          database.execute(
              "create or replace temp table tributary_preview_ as select * from (%s) source_ limit %d"
                  .formatted(sql, limit));
          return database.query("select * from temp.tributary_preview_", FilesReader::textRows);
        });
  }

  static List<Map<String, @Nullable String>> textRows(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<Map<String, @Nullable String>> found = new ArrayList<>();
    while (rows.next()) {
      Map<String, @Nullable String> row = new LinkedHashMap<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        row.put(meta.getColumnLabel(i), rows.getString(i));
      }
      found.add(row);
    }
    return found;
  }

  @Override
  public void stage(String sql, SnapshotDiff diff) throws RunFailure {
    requireSelect(sql);
    reading(
        names(sql),
        () -> {
          diff.stage(sql);
          return true;
        });
  }

  /** The column names that an error message may contain. */
  private Set<String> names(String sql) throws RunFailure {
    List<Column> columns = describe(sql);
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(column.name()));
    bases(sql, columns).ifPresent(bases -> bases.values().forEach(names::addAll));
    return names;
  }

  /** The engine's own parser decides: it can only serialise SELECT statements. */
  private QueryTree requireSelect(String sql) throws RunFailure {
    QueryTree tree = binding(() -> QueryTree.parse(database, sql));
    if (tree.refused()) {
      throw new RunFailure("query-invalid", tree.reason());
    }
    if (tree.statements() != 1) {
      throw new RunFailure("query-invalid", "Only one SELECT statement is accepted");
    }
    Set<String> forbidden = tree.forbidden();
    if (!forbidden.isEmpty()) {
      throw new RunFailure(
          "query-invalid",
          "A query may not use %s: it tells of the server, or changes it"
              .formatted(String.join(", ", forbidden)));
    }
    return tree;
  }

  @Override
  public Optional<Map<String, List<String>>> bases(String sql, List<Column> columns)
      throws RunFailure {
    return ColumnOrigins.of(
        requireSelect(sql), columns, table -> describe("select * from " + Column.quote(table)));
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /** Runs work that reads no row. */
  private static <T> T binding(Work<T> work) throws RunFailure {
    try {
      return work.run();
    } catch (SQLException e) {
      throw EngineFailure.ofBinding(e);
    }
  }

  private static <T> T reading(Set<String> columns, Work<T> work) throws RunFailure {
    try {
      return work.run();
    } catch (SQLException e) {
      throw EngineFailure.ofReading(e, columns);
    }
  }

  /** Engines give long explanations; the first line contains the error. */
  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public RunDatabase database() {
    return database;
  }

  @Override
  public void cancel() {
    try {
      database.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException("The run could not be cancelled", e);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("The run's scratch folder could not be removed", e);
    }
  }
}
