package dev.tributary.runtime.purge;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a workspace in a service's database: of every table that has a column {@code
 * workspace}. A new table needs only this column and the worker's right to delete. Without the
 * right the purge fails, and is never reported as done. Thread-safe.
 */
public final class WorkspaceTables implements PurgePart {
  private static final int BATCH = 5_000;

  /**
   * From the system's catalogue: unlike information_schema, it also lists tables that this role may
   * not read.
   */
  private static final String TABLES =
      """
      select c.oid, c.relname, a.attname
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and a.attname = any (?) and not a.attisdropped
      order by c.relname, a.attname\
      """;

  private static final String REFERENCES =
      "select conrelid, confrelid from pg_constraint where contype = 'f' and conrelid <> confrelid";

  private final DataSource worker;
  private final List<String> columns;
  private final @Nullable String otherNames;

  /**
   * @param worker a pool that signs in with the worker's role
   */
  public WorkspaceTables(DataSource worker) {
    this(worker, List.of("workspace"), null);
  }

  /**
   * @param columns that may hold a workspace's id or another name of it
   * @param otherNames a query that returns the other names of the given workspace; its own table
   *     has a column {@code workspace}
   */
  public WorkspaceTables(DataSource worker, List<String> columns, @Nullable String otherNames) {
    this.worker = worker;
    this.columns = List.copyOf(columns);
    this.otherNames = otherNames;
  }

  private record Table(long id, String name, String column) {}

  private record Reference(long from, long to) {}

  @Override
  public long purge(WorkspaceId workspace) throws SQLException {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(true);
      List<Table> tables = referringFirst(tables(connection), references(connection));
      long deleted = 0;
      // The rows of the workspace itself are deleted last, because they contain the other names.
      for (String name : names(connection, workspace)) {
        for (Table table : tables) {
          deleted += delete(connection, table, name);
        }
      }
      return deleted;
    }
  }

  private List<String> names(Connection connection, WorkspaceId workspace) throws SQLException {
    List<String> names = new ArrayList<>();
    if (otherNames != null) {
      try (PreparedStatement statement = connection.prepareStatement(otherNames)) {
        statement.setString(1, workspace.value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            names.add(rows.getString(1));
          }
        }
      }
    }
    names.add(workspace.value());
    return names;
  }

  private List<Table> tables(Connection connection) throws SQLException {
    List<Table> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setArray(1, connection.createArrayOf("text", columns.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Table(rows.getLong(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return found;
  }

  private static List<Reference> references(Connection connection) throws SQLException {
    List<Reference> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(REFERENCES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(new Reference(rows.getLong(1), rows.getLong(2)));
      }
    }
    return found;
  }

  /** A table comes before the tables that it refers to. Tables in a cycle keep their order. */
  private static List<Table> referringFirst(List<Table> tables, List<Reference> references) {
    Set<Table> ordered = new LinkedHashSet<>();
    Set<Table> visited = new LinkedHashSet<>();
    tables.forEach(table -> visit(table, tables, references, visited, ordered));
    return List.copyOf(ordered);
  }

  private static void visit(
      Table table,
      List<Table> tables,
      List<Reference> references,
      Set<Table> visited,
      Set<Table> ordered) {
    if (!visited.add(table)) {
      return;
    }
    for (Reference reference : references) {
      if (reference.to() == table.id()) {
        tables.stream()
            .filter(other -> other.id() == reference.from())
            .forEach(other -> visit(other, tables, references, visited, ordered));
      }
    }
    ordered.add(table);
  }

  /** Each batch is its own transaction, so that locks are held for a short time. */
  private static long delete(Connection connection, Table table, String name) throws SQLException {
    String sql =
        """
        delete from "%1$s" where ctid = any (array(
          select ctid from "%1$s" where "%2$s" = ? limit %3$d))\
        """
            .formatted(table.name(), table.column(), BATCH);
    long deleted = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      int batch;
      do {
        batch = statement.executeUpdate();
        deleted += batch;
      } while (batch == BATCH);
    }
    return deleted;
  }
}
