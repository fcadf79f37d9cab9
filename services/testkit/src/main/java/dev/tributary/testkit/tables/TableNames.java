package dev.tributary.testkit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the names of a migrated database with the scheme for tables. A wrong name has an entry
 * {@code table: reason}, {@code table.column: reason} or {@code table, index: reason}.
 */
public final class TableNames {
  /** Tables and views of the service; Flyway names its own table. */
  private static final String RELATIONS =
      """
      select relname, relkind from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
        and relname <> 'flyway_schema_history'
      order by relname\
      """;

  private static final String COLUMNS =
      """
      select c.relname, a.attname, format_type(a.atttypid, null),
        i.indisprimary and i.indnatts = 1 and a.atttypid = 'boolean'::regtype
      from pg_class c join pg_attribute a on a.attrelid = c.oid
        left join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indkey[0] = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum\
      """;

  /** PostgreSQL names the constraints of columns that are not null. */
  private static final String INDEXES =
      """
      select t.relname, i.relname from pg_index x
        join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      where t.relnamespace = 'public'::regnamespace
      union
      select t.relname, k.conname from pg_constraint k join pg_class t on t.oid = k.conrelid
      where t.relnamespace = 'public'::regnamespace and k.contype <> 'n'
      union
      select t.relname, s.relname from pg_depend d
        join pg_class s on s.oid = d.objid and s.relkind = 'S'
        join pg_class t on t.oid = d.refobjid
      where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
        and d.deptype in ('a', 'i') and t.relnamespace = 'public'::regnamespace
      order by 1, 2\
      """;

  private final Set<String> former;
  private final Map<String, String> exceptions;

  private TableNames(Set<String> former, Map<String, String> exceptions) {
    this.former = former;
    this.exceptions = exceptions;
  }

  /**
   * @param former tables and views that only instances of an earlier version use
   * @return a check without exceptions
   */
  public static TableNames withFormer(String... former) {
    return new TableNames(Set.of(former), Map.of());
  }

  /**
   * @param name {@code table} or {@code table.column}
   * @param reason why it keeps its name
   */
  public TableNames except(String name, String reason) {
    Map<String, String> more = new LinkedHashMap<>(exceptions);
    more.put(name, reason);
    return new TableNames(former, more);
  }

  /**
   * @throws AssertionError if a name does not follow the scheme, if a view is not named as one of
   *     an earlier version, or if an exception or a former name is not needed
   */
  public void check(ServiceDatabase database) throws SQLException {
    try (Connection connection =
        TestInfrastructure.postgres().connectAsSuperuser(database.name())) {
      assertThat(faults(connection))
          .as("CONTRIBUTING.md and docs/adr/0039 have the scheme for the names of tables")
          .isEmpty();
    }
  }

  List<String> faults(Connection connection) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> relations = new TreeSet<>();
    for (List<String> relation : rows(connection, RELATIONS)) {
      String name = relation.getFirst();
      relations.add(name);
      if (!former.contains(name)) {
        Optional<String> wrong =
            relation.getLast().equals("v") || relation.getLast().equals("m")
                ? Optional.of("is a view that no earlier version is said to need")
                : NamingScheme.table(name);
        wrong.ifPresent(reason -> found.put(name, reason));
      }
    }
    for (List<String> column : ofPresent(connection, relations, COLUMNS)) {
      String name = column.get(0) + "." + column.get(1);
      NamingScheme.column(column.get(1), column.get(2))
          .or(() -> single(column))
          .ifPresent(reason -> found.put(name, reason));
    }
    for (List<String> index : ofPresent(connection, relations, INDEXES)) {
      NamingScheme.index(index.getFirst(), index.getLast())
          .ifPresent(reason -> found.put(String.join(", ", index), reason));
    }
    List<String> faults = new ArrayList<>();
    exceptions.keySet().stream()
        .filter(name -> found.remove(name) == null)
        .forEach(name -> faults.add(name + ": is an exception, and follows the scheme or is gone"));
    former.stream()
        .filter(name -> !relations.contains(name))
        .sorted()
        .forEach(name -> faults.add(name + ": is a former name, and is gone"));
    found.forEach((name, reason) -> faults.add(name + ": " + reason));
    return faults;
  }

  private static Optional<String> single(List<String> column) {
    return column.getLast().equals("t") ? NamingScheme.singleKey(column.get(1)) : Optional.empty();
  }

  private List<List<String>> ofPresent(Connection connection, Set<String> relations, String sql)
      throws SQLException {
    return rows(connection, sql).stream()
        .filter(row -> relations.contains(row.getFirst()) && !former.contains(row.getFirst()))
        .toList();
  }

  private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int each = 1; each <= columns; each++) {
          row.add(String.valueOf(rows.getString(each)));
        }
        found.add(row);
      }
    }
    return found;
  }
}
