package dev.tributary.warehouse.source;

import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.table.Catalogue;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.RunFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.core.SqlCommandType;

/**
 * Reads a PostgreSQL warehouse through a cursor, in one read-only transaction, and streams the rows
 * into the run's engine. A cursor accepts nothing but a query, so the server itself checks that the
 * text is a query.
 */
public final class PostgresReader implements TableReader {
  private static final int FETCH = 5_000;

  /**
   * The driver's message contains this name in every language, and the driver ends the connection.
   */
  private static final String RESULT_LIMIT = "maxResultBuffer";

  private static final String CURSOR = "tributary_run";
  private static final String DECLARE = "declare " + CURSOR + " no scroll cursor for ";

  private static final String CATALOGUE =
      """
      select table_name, column_name, case data_type
          when 'USER-DEFINED' then cast(udt_name as text)
          when 'ARRAY' then ltrim(cast(udt_name as text), '_') || '[]'
          else cast(data_type as text) end
        from information_schema.columns where table_schema = any(current_schemas(false))
        order by table_name, ordinal_position limit ?\
      """;

  private final Connection connection;
  private final RunDatabase database;
  private final int resultMegabytes;

  private PostgresReader(Connection connection, RunDatabase database, int resultMegabytes) {
    this.connection = connection;
    this.database = database;
    this.resultMegabytes = resultMegabytes;
  }

  /** The server, and the user that signs in. */
  public record Target(
      CustomerPostgres server,
      String user,
      String password,
      String schema,
      int statementTimeoutMillis,
      int resultMegabytes) {}

  public static PostgresReader open(Target target, RunDatabase database) throws RunFailure {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "15");
    properties.setProperty("socketTimeout", "300");
    properties.setProperty("ApplicationName", "tributary");
    properties.setProperty(RESULT_LIMIT, target.resultMegabytes() + "M");
    properties.setProperty("currentSchema", target.schema());
    properties.setProperty(
        "options",
        "-c default_transaction_read_only=on -c statement_timeout="
            + target.statementTimeoutMillis());
    try {
      Connection connection = target.server().connect(properties);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return new PostgresReader(connection, database, target.resultMegabytes());
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private static RunFailure refused(SQLException e) {
    if (e instanceof SQLInvalidAuthorizationSpecException) {
      return new RunFailure("credentials-refused", String.valueOf(e.getMessage()), e);
    }
    String state = String.valueOf(e.getSQLState());
    String words = FilesReader.firstLine(e);
    switch (CustomerPostgres.tlsFailure(e)) {
      case UNSUPPORTED -> {
        return new RunFailure(
            "tls-unsupported",
            "The server does not support TLS. Enable TLS on the server. Turn TLS off here only if"
                + " the network between both is private",
            e);
      }
      case CERTIFICATE_REFUSED -> {
        return new RunFailure(
            "certificate-refused",
            "The certificate of the server is not trusted, or is for another host name. Enter the"
                + " certificate of its authority, or correct the host. The driver says: "
                + words,
            e);
      }
      case NONE -> {}
    }
    if (state.startsWith("28")) {
      return new RunFailure(
          "credentials-refused",
          "The database server refuses the user or the password. Correct them in the warehouse's"
              + " connection. The server says: "
              + words,
          e);
    }
    if (state.startsWith("3D")) {
      return new RunFailure(
          "database-missing", "Correct the database in the warehouse's connection: " + words, e);
    }
    return new RunFailure(
        "warehouse-unreachable",
        "The database server does not answer. Check that it is running, and that the host and the"
            + " port are right. The driver says: "
            + words,
        e);
  }

  /** Whether the connection is lost: broken, or ended by the server, for example when it stops. */
  private static boolean lost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  @Override
  public List<String> tables() throws RunFailure {
    return working(
        () -> {
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      "select table_name from information_schema.tables where table_schema ="
                          + " any(current_schemas(false)) order by table_name");
              ResultSet rows = statement.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
              names.add(rows.getString(1));
            }
            return names;
          }
        },
        e -> EngineFailure.ofBinding(e, null));
  }

  @Override
  public Catalogue catalogue(int most) throws RunFailure {
    return working(
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(CATALOGUE)) {
            statement.setInt(1, most + 1);
            try (ResultSet rows = statement.executeQuery()) {
              return FilesReader.catalogue(rows, most);
            }
          }
        },
        e -> EngineFailure.ofBinding(e, null));
  }

  @Override
  public List<Column> describe(String sql) throws RunFailure {
    return working(
        () -> cursor(sql, 0, PostgresReader::columns),
        e -> EngineFailure.ofBinding(e, ErrorPosition.ofPostgres(e, DECLARE, sql)));
  }

  /**
   * Parsed by the run's engine, which knows most of PostgreSQL's SQL; empty if it cannot parse the
   * query.
   */
  @Override
  public Optional<Map<String, List<String>>> bases(String sql, List<Column> columns)
      throws RunFailure {
    try {
      return ColumnOrigins.of(
          QueryTree.parse(database, sql),
          columns,
          table -> describe("select * from " + Column.quote(table)));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Map<String, @Nullable String>> preview(String sql, int limit) throws RunFailure {
    return working(
        () -> cursor(sql, limit, FilesReader::textRows),
        e -> EngineFailure.ofReading(e, Set.of(), ErrorPosition.ofPostgres(e, DECLARE, sql)));
  }

  @Override
  public void stage(String sql, SnapshotDiff diff) throws RunFailure {
    long[] read = {0};
    working(
        () -> {
          try {
            read(sql, read);
          } catch (SQLException e) {
            if (tooLarge(e)) {
              throw answerTooLarge(e);
            }
            if (lost(e)) {
              throw brokeOff(e);
            }
            throw new RunFailure(
                "query-failed",
                "%s, after row %d".formatted(EngineFailure.sentence(e), read[0]),
                FilesReader.firstLine(e),
                e);
          }
          connection.rollback();
          diff.stage("select * from run.main.read_");
          database.execute("drop table run.main.read_");
          return true;
        },
        PostgresReader::whileReading);
  }

  private static RunFailure whileReading(SQLException e) {
    return EngineFailure.ofReading(e, Set.of(), null);
  }

  /**
   * @param read counts the rows
   */
  private void read(String sql, long[] read) throws SQLException, RunFailure {
    declare(sql);
    boolean created = false;
    while (true) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("fetch " + FETCH + " from " + CURSOR)) {
        if (!created) {
          create(columns(rows));
          created = true;
        }
        long appended = append(rows);
        read[0] += appended;
        if (appended < FETCH) {
          return;
        }
      }
    }
  }

  private static RunFailure brokeOff(SQLException e) {
    return new RunFailure(
        "warehouse-unreachable",
        "The warehouse broke off while it was read. Nothing was removed; the next run reads all of"
            + " it",
        e);
  }

  private static boolean tooLarge(SQLException e) {
    return lost(e) && String.valueOf(e.getMessage()).contains(RESULT_LIMIT);
  }

  private RunFailure answerTooLarge(SQLException e) {
    return new RunFailure(
        "answer-too-large",
        "A row, or %d rows together, have more than %d MB; leave large columns out, or ask the"
                .formatted(FETCH, resultMegabytes)
            + " operator to raise tributary.warehouse.result-megabytes",
        e);
  }

  private void create(List<Column> columns) throws SQLException {
    database.execute(
        columns.stream()
            .map(column -> column.quoted() + " varchar")
            .collect(Collectors.joining(", ", "create table run.main.read_ (", ")")));
  }

  /** Values are transferred as text, and the engine casts them to the declared types. */
  private long append(ResultSet rows) throws SQLException {
    int width = rows.getMetaData().getColumnCount();
    long count = 0;
    DuckDBConnection engine = database.connection().unwrap(DuckDBConnection.class);
    try (DuckDBAppender appender = engine.createAppender("run", "main", "read_")) {
      while (rows.next()) {
        appender.beginRow();
        for (int i = 1; i <= width; i++) {
          appender.append(rows.getString(i));
        }
        appender.endRow();
        count++;
      }
    }
    return count;
  }

  private static List<Column> columns(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(Column.of(meta.getColumnLabel(i), engineType(meta, i)));
    }
    return columns;
  }

  private static String engineType(ResultSetMetaData meta, int i) throws SQLException {
    return switch (meta.getColumnType(i)) {
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> "BIGINT";
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> "DOUBLE";
      case Types.NUMERIC, Types.DECIMAL -> decimal(meta.getPrecision(i), meta.getScale(i));
      case Types.BIT, Types.BOOLEAN ->
          "bool".equals(meta.getColumnTypeName(i)) ? "BOOLEAN" : "VARCHAR";
      case Types.DATE -> "DATE";
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
          meta.getColumnTypeName(i).equals("timestamptz")
              ? "TIMESTAMP WITH TIME ZONE"
              : "TIMESTAMP";
      default ->
          switch (meta.getColumnTypeName(i)) {
            case "json", "jsonb" -> "JSON";
            default -> "VARCHAR";
          };
    };
  }

  /**
   * PostgreSQL's numeric without a precision has more digits than the engine's; text keeps them.
   */
  private static String decimal(int precision, int scale) {
    return precision > 0 && precision <= 38 && scale >= 0 && scale <= precision
        ? "DECIMAL(%d,%d)".formatted(precision, scale)
        : "VARCHAR";
  }

  private interface OnRows<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private <T> T cursor(String sql, int limit, OnRows<T> reading) throws SQLException, RunFailure {
    declare(sql);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("fetch " + limit + " from " + CURSOR)) {
      return reading.of(rows);
    }
  }

  private void declare(String sql) throws SQLException, RunFailure {
    List<NativeQuery> parsed = Parser.parseJdbcSql(sql, true, false, true, false, false);
    if (parsed.size() != 1) {
      throw new RunFailure("query-invalid", "Only one SELECT statement is accepted");
    }
    SqlCommandType type = parsed.getFirst().getCommand().getType();
    if (type != SqlCommandType.SELECT && type != SqlCommandType.WITH) {
      throw new RunFailure("query-invalid", "Only a SELECT is accepted, not " + type);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(DECLARE + parsed.getFirst().nativeSql);
    }
  }

  private interface Work<T> {
    T run() throws SQLException, RunFailure;
  }

  private <T> T working(Work<T> work, Function<SQLException, RunFailure> failed) throws RunFailure {
    try {
      T result = work.run();
      connection.rollback();
      return result;
    } catch (SQLException e) {
      throw rolledBack(tooLarge(e) ? answerTooLarge(e) : lost(e) ? refused(e) : failed.apply(e));
    } catch (RunFailure e) {
      throw rolledBack(e);
    }
  }

  /** Makes the connection ready for another query. The first failure is the one to report. */
  private RunFailure rolledBack(RunFailure failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  @Override
  public RunDatabase database() {
    return database;
  }

  @Override
  public void cancel() {
    try {
      database.cancel();
      try {
        // The server does not notice a closed connection while it works on a query for it.
        connection.unwrap(PGConnection.class).cancelQuery();
      } finally {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The run could not be cancelled", e);
    }
  }

  @Override
  public void close() {
    try (connection) {
      database.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("The run's connections could not be closed", e);
    }
  }
}
