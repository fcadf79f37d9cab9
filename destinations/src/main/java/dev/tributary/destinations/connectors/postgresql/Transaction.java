package dev.tributary.destinations.connectors.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Mode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes a batch and the delivered versions. An item whose version is stored already is skipped: an
 * attempt whose answer was lost has written it.
 */
final class Transaction {
  /** A batch may need two new tables: its own, and the one that stores the delivered versions. */
  private static final int MOST_NEW_TABLES = 2;

  private final Connection connection;
  private final Table table;

  Transaction(Connection connection, Table table) {
    this.connection = connection;
    this.table = table;
  }

  static boolean mayUse(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select coalesce(has_schema_privilege(to_regnamespace(?), 'usage'), false)")) {
      statement.setString(1, Table.quoted(schema));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /**
   * Writes the batch without the commit. Begins again if another transaction defines a table.
   *
   * @return the deliveries that the mode of the batch did not allow; empty in most modes
   */
  Set<String> apply(Batch batch) throws SQLException {
    int definedByOthers = 0;
    while (true) {
      try {
        return write(batch);
      } catch (DefinedByAnother e) {
        if (++definedByOthers > MOST_NEW_TABLES) {
          throw e;
        }
        connection.rollback();
      }
    }
  }

  /**
   * Deletes the rows of a batch without the commit, also of versions that were delivered before.
   *
   * @param batch of the operation {@link Operation#REMOVE}
   */
  void erase(Batch batch) throws SQLException {
    if (!exists(table.quoted())) {
      return;
    }
    Map<String, String> types = types();
    for (Statements.Statement statement : Statements.of(table, batch)) {
      execute(statement, types);
    }
  }

  private Set<String> write(Batch batch) throws SQLException {
    ensureDeliveries();
    Set<String> done = done(batch);
    List<Item> items =
        batch.items().stream().filter(item -> !done.contains(item.delivery())).toList();
    if (items.isEmpty()) {
      return Set.of();
    }
    if (table.create()) {
      ensureTable(items);
    }
    Map<String, String> types = types();
    boolean writes = batch.operation() == Operation.WRITE;
    if (writes && batch.mode() != Mode.CREATE_ONLY) {
      rename(items, types, batch.mode());
    }
    boolean answers =
        writes && (batch.mode() == Mode.CREATE_ONLY || batch.mode() == Mode.UPDATE_ONLY);
    Set<String> written = new HashSet<>();
    for (Statements.Statement statement : Statements.of(table, batch.of(items))) {
      if (answers) {
        written.addAll(executeAndRead(statement, types));
      } else {
        execute(statement, types);
      }
    }
    Predicate<Item> allowed = item -> !answers || written.contains(item.matchValue());
    remember(batch.sync(), items.stream().filter(allowed).toList());
    return items.stream().filter(allowed.negate()).map(Item::delivery).collect(Collectors.toSet());
  }

  private void ensureDeliveries() throws SQLException {
    if (!exists(table.deliveries())) {
      define(
          """
          create table if not exists %s (sync text not null, key text not null,
            version bigint not null, hash text not null, primary key (sync, key))\
          """
              .formatted(table.deliveries()));
    }
  }

  private boolean exists(String quoted) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, quoted);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /** The deliveries that are stored with this version or a newer one. */
  private Set<String> done(Batch batch) throws SQLException {
    Map<String, Long> versions = new HashMap<>();
    batch.items().forEach(item -> versions.put(item.delivery(), item.version()));
    Set<String> done = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select key, version from %s where sync = ? and key = any(?) order by key for update"
                .formatted(table.deliveries()))) {
      statement.setString(1, batch.sync().value());
      statement.setArray(2, connection.createArrayOf("text", versions.keySet().toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getLong(2) >= versions.getOrDefault(rows.getString(1), Long.MAX_VALUE)) {
            done.add(rows.getString(1));
          }
        }
      }
    }
    return done;
  }

  /** The types of new columns follow from the first values. */
  private void ensureTable(List<Item> items) throws SQLException {
    Map<String, String> wanted = new TreeMap<>();
    for (Item item : items) {
      ObjectNode fields = item.whole().fields();
      fields
          .properties()
          .forEach(field -> {
            if (!field.getValue().isNull()) {
              wanted.putIfAbsent(field.getKey(), type(field.getValue()));
            }
          });
      fields.fieldNames().forEachRemaining(name -> wanted.putIfAbsent(name, "text"));
    }
    wanted.remove(table.matchColumn());
    if (!exists(table.quoted())) {
      define(
          "create table if not exists %s (%s text primary key)"
              .formatted(table.quoted(), Table.quoted(table.matchColumn())));
    }
    Map<String, String> present = types();
    for (Map.Entry<String, String> column : wanted.entrySet()) {
      if (!present.containsKey(column.getKey())) {
        define(
            "alter table %s add column if not exists %s %s"
                .formatted(table.quoted(), Table.quoted(column.getKey()), column.getValue()));
      }
    }
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> "numeric";
      case BOOLEAN -> "boolean";
      case ARRAY, OBJECT -> "jsonb";
      default -> "text";
    };
  }

  private Map<String, String> types() throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select attname, format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = to_regclass(?) and attnum > 0 and not attisdropped\
            """)) {
      statement.setString(1, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return types;
  }

  /**
   * A record whose match value changed keeps its row, unless the new match value has a row already.
   * Then the old row is deleted, but not by a sync that only updates: it has created no row.
   */
  private void rename(List<Item> items, Map<String, String> types, Mode mode) throws SQLException {
    String match = Table.quoted(table.matchColumn());
    String type = types.getOrDefault(table.matchColumn(), "text");
    for (Item item : items) {
      String before = item.deliveredAs();
      if (before == null || before.equals(item.matchValue())) {
        continue;
      }
      try (PreparedStatement move =
              connection.prepareStatement(
                  """
                  update %1$s t set %2$s = cast(? as %3$s) where t.%2$s::text = ?
                    and not exists (select 1 from %1$s x where x.%2$s::text = ?)\
                  """
                      .formatted(table.quoted(), match, type));
          PreparedStatement drop =
              connection.prepareStatement(
                  "delete from %s where %s::text = ?".formatted(table.quoted(), match))) {
        move.setString(1, item.matchValue());
        move.setString(2, before);
        move.setString(3, item.matchValue());
        if (move.executeUpdate() == 0 && mode != Mode.UPDATE_ONLY) {
          drop.setString(1, before);
          drop.executeUpdate();
        }
      }
    }
  }

  private void execute(Statements.Statement statement, Map<String, String> types)
      throws SQLException {
    try (PreparedStatement prepared = prepared(statement, types)) {
      prepared.executeUpdate();
    }
  }

  /** Executes a statement, and returns the match values that it answers with. */
  private Set<String> executeAndRead(Statements.Statement statement, Map<String, String> types)
      throws SQLException {
    Set<String> written = new HashSet<>();
    try (PreparedStatement prepared = prepared(statement, types);
        ResultSet rows = prepared.executeQuery()) {
      while (rows.next()) {
        written.add(rows.getString(1));
      }
    }
    return written;
  }

  private PreparedStatement prepared(Statements.Statement statement, Map<String, String> types)
      throws SQLException {
    String text = statement.text();
    for (String column : statement.columns()) {
      text = text.replace(Statements.typeOf(column), types.getOrDefault(column, "text"));
    }
    PreparedStatement prepared = connection.prepareStatement(text);
    for (int i = 0; i < statement.values().size(); i++) {
      prepared.setArray(
          i + 1, connection.createArrayOf("text", statement.values().get(i).toArray()));
    }
    return prepared;
  }

  private void remember(SyncId sync, List<Item> items) throws SQLException {
    List<String> keys = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (Item item : items) {
      keys.add(item.delivery());
      versions.add(item.version());
      hashes.add(item.hash());
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into %s (sync, key, version, hash)
            select ?, u.key, u.version, u.hash from unnest(?, ?, ?) as u(key, version, hash)
            order by u.key
            on conflict (sync, key) do update set version = excluded.version, hash = excluded.hash\
            """
                .formatted(table.deliveries()))) {
      statement.setString(1, sync.value());
      statement.setArray(2, connection.createArrayOf("text", keys.toArray()));
      statement.setArray(3, connection.createArrayOf("int8", versions.toArray()));
      statement.setArray(4, connection.createArrayOf("text", hashes.toArray()));
      statement.executeUpdate();
    }
  }

  private void define(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw DefinedByAnother.STATES.contains(String.valueOf(e.getSQLState()))
          ? new DefinedByAnother(e)
          : e;
    }
  }

  /**
   * Another transaction defined the same name at the same time. PostgreSQL reports that also for
   * {@code if not exists}, because it checks the name before it takes the name.
   */
  private static final class DefinedByAnother extends SQLException {
    private static final long serialVersionUID = 1L;

    /** Unique violation (of the catalogue), duplicate table, duplicate object, duplicate column. */
    private static final Set<String> STATES = Set.of("23505", "42P07", "42710", "42701");

    private DefinedByAnother(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }
}
