package dev.tributary.e2e.kill;

import dev.tributary.local.infra.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema of a database of our own that a destination writes to. Triggers keep every write, so
 * that what was written twice, or in the wrong order, can't hide behind a right result.
 */
public record Shelf(ServiceDatabase database, String schema) {
  public static final String EVENTS = "events";
  public static final String PEOPLE = "people";
  public static final String ORDERS = "orders";

  /**
   * A write, in the order of commits of its key.
   *
   * @param content the row after it, as JSON; null for a delete
   */
  public record Write(String key, String kind, String content) {}

  /** Makes the tables before the first delivery. */
  public void prepare() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
      statement.execute("set search_path to " + schema);
      statement.execute(
          """
          create table write (
            number bigint generated always as identity primary key,
            shelf text not null, key text not null, kind text not null, content jsonb);
          create function note() returns trigger language plpgsql as $$
            begin
              execute format('insert into %I.write (shelf, key, kind, content)
                values ($1, $2, $3, $4)', tg_table_schema)
                using tg_table_name,
                  to_jsonb(case when tg_op = 'DELETE' then old else new end) ->> tg_argv[0],
                  tg_op, case when tg_op = 'DELETE' then null else to_jsonb(new) end;
              return null;
            end $$;
          create table events (event_id text primary key, message text, person text, name text);
          create table people (user_id text primary key, step numeric, tier text, note numeric);
          create table orders (order_id text primary key, customer text, total numeric);
          """);
      for (String[] table :
          new String[][] {{EVENTS, "event_id"}, {PEOPLE, "user_id"}, {ORDERS, "order_id"}}) {
        statement.execute(
            "create trigger noted after insert or update or delete on %s for each row execute function note('%s')"
                .formatted(table[0], table[1]));
      }
    }
  }

  /** All writes to a table. */
  public List<Write> writes(String table) throws SQLException {
    List<Write> writes = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select key, kind, content from %s.write where shelf = '%s' order by number"
                    .formatted(schema, table))) {
      while (rows.next()) {
        writes.add(new Write(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return writes;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.address(), database.owner().user(), database.owner().password());
  }
}
