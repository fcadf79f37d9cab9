package dev.tributary.testkit.purge;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Puts a row into every table of a database that has a column with the owner of its rows. The
 * tables come from information_schema, so no new table is missed. Check constraints are dropped,
 * because the values have no meaning. References are valid, because all texts of a row are the
 * same.
 */
public final class FilledTables {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ServiceDatabase database;
  private final List<String> columns;

  private record Table(String name, String column) {}

  private record Column(String name, String type) {}

  /**
   * @param database a migrated one, for this test alone
   * @param columns the names of columns with the owner of a row
   */
  public FilledTables(ServiceDatabase database, String... columns) throws SQLException {
    this.database = database;
    this.columns = List.of(columns);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          do $$
          declare found record;
          begin
            for found in select conrelid::regclass as of, conname from pg_constraint
              where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0
            loop
              execute format('alter table %s drop constraint %I', found.of, found.conname);
            end loop;
          end
          $$\
          """);
    }
  }

  /** One row of this owner in every table. */
  public void fill(String owner) throws SQLException {
    int number = NUMBER.incrementAndGet();
    try (Connection connection = connect()) {
      run(connection, "set session_replication_role = replica");
      for (String table : tables(connection).stream().map(Table::name).distinct().toList()) {
        insert(connection, table, owner, number);
      }
    }
  }

  /** The number of rows of this owner, by {@code table.column}, for all tables. */
  public Map<String, Long> count(String owner) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = connect()) {
      for (Table table : tables(connection)) {
        try (PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from \"%s\" where \"%s\" = ?"
                    .formatted(table.name(), table.column()))) {
          statement.setString(1, owner);
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            counts.put(table.name() + "." + table.column(), rows.getLong(1));
          }
        }
      }
    }
    return counts;
  }

  /** Signs in as the service's worker; each connection is a new one. */
  public DataSource worker() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address());
    source.setUser(database.worker().user());
    source.setPassword(database.worker().password());
    return source;
  }

  /** As the superuser. */
  public void run(String sql) throws SQLException {
    try (Connection connection = connect()) {
      run(connection, sql);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return TestInfrastructure.postgres().connectAsSuperuser(database.name());
  }

  private List<Table> tables(Connection connection) throws SQLException {
    List<Table> found = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select table_name, column_name from information_schema.columns
              join information_schema.tables using (table_schema, table_name)
            where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = any (?)
            order by table_name, column_name\
            """)) {
      statement.setArray(1, connection.createArrayOf("text", columns.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Table(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return found;
  }

  private void insert(Connection connection, String table, String owner, int number)
      throws SQLException {
    StringJoiner names = new StringJoiner(", ");
    StringJoiner values = new StringJoiner(", ");
    for (Column column : needed(connection, table)) {
      names.add('"' + column.name() + '"');
      values.add(value(table, column, owner, number));
    }
    run(connection, "insert into \"%s\" (%s) values (%s)".formatted(table, names, values));
  }

  /** The columns without a default value. */
  private List<Column> needed(Connection connection, String table) throws SQLException {
    List<Column> found = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select column_name, data_type from information_schema.columns
            where table_schema = 'public' and table_name = ? and is_identity = 'NO'
              and is_generated = 'NEVER'
              and ((is_nullable = 'NO' and column_default is null) or column_name = any (?))\
            """)) {
      statement.setString(1, table);
      statement.setArray(2, connection.createArrayOf("text", columns.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Column(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return found;
  }

  private static String value(String table, Column column, String owner, int number) {
    return switch (column.type()) {
      case "text" -> "'" + owner + "'";
      case "integer", "bigint", "smallint", "numeric", "double precision", "real" ->
          Integer.toString(number);
      case "boolean" -> "false";
      case "timestamp with time zone" -> "now()";
      case "date" -> "current_date";
      case "json", "jsonb", "ARRAY" -> "'{}'";
      case "bytea" -> "convert_to('" + owner + "', 'UTF8')";
      default ->
          throw new IllegalStateException(
              "Add a value for %s.%s, which is of the type %s"
                  .formatted(table, column.name(), column.type()));
    };
  }
}
