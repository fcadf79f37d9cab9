package dev.tributary.warehouse.source;

import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.table.Catalogue;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.QueryPosition;
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

  /** For statements of our own. */
  private static final String NO_QUERY = "";

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
    return binding(
        NO_QUERY,
        () ->
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
  public Catalogue catalogue(int most) throws RunFailure {
    return binding(
        NO_QUERY,
        () ->
            database.query(
                "select table_name, column_name, data_type from duckdb_columns() where not internal"
                    + " and database_name <> 'run' and schema_name = 'main' order by table_name,"
                    + " column_index limit "
                    + (most + 1),
                rows -> catalogue(rows, most)));
  }

  /** Rows of table, column and type, each table's together. */
  static Catalogue catalogue(ResultSet rows, int most) throws SQLException {
    Catalogue.Builder found = new Catalogue.Builder(most);
    while (rows.next()) {
      found.add(rows.getString(1), rows.getString(2), rows.getString(3));
    }
    return found.build();
  }

  @Override
  public List<Column> describe(String sql) throws RunFailure {
    requireSelect(sql);
    return binding(
        sql,
        () ->
            database.query(
                "describe select * from (\n" + sql + "\n) source_",
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
        sql,
        names(sql),
        () -> {
          // A streamed result does not say what ended it.
          database.execute(
              """
              create or replace temp table tributary_preview_ as select * from (
              %s
              ) source_ limit %d\
              """
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
        NO_QUERY,
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
    QueryTree tree = binding(NO_QUERY, () -> QueryTree.parse(database, sql));
    if (tree.refused()) {
      QueryPosition position = ErrorPosition.ofOctet(tree.position(), sql);
      throw new RunFailure("query-invalid", tree.reason(), null, position, null);
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

  /**
   * Runs work that reads no row.
   *
   * @param query on the second and the following lines of the statement; {@link #NO_QUERY} if an
   *     error has no position in a query
   */
  private static <T> T binding(String query, Work<T> work) throws RunFailure {
    try {
      return work.run();
    } catch (SQLException e) {
      throw EngineFailure.ofBinding(e, position(e, query));
    }
  }

  private static <T> T reading(String query, Set<String> columns, Work<T> work) throws RunFailure {
    try {
      return work.run();
    } catch (SQLException e) {
      throw EngineFailure.ofReading(e, columns, position(e, query));
    }
  }

  private static @Nullable QueryPosition position(SQLException e, String query) {
    return query.isEmpty()
        ? null
        : ErrorPosition.ofDuckDb(String.valueOf(e.getMessage()), 1, query);
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
