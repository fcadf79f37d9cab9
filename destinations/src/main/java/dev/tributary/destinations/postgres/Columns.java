package dev.tributary.destinations.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds columns of many rows to a statement that unnests them. */
final class Columns<T> {
  private final PreparedStatement statement;
  private final List<T> rows;
  private int next = 1;

  Columns(PreparedStatement statement, Collection<T> rows) {
    this.statement = statement;
    this.rows = List.copyOf(rows);
  }

  Columns<T> text(Function<T, @Nullable String> column) throws SQLException {
    return array("text", column::apply);
  }

  Columns<T> number(Function<T, @Nullable Long> column) throws SQLException {
    return array("int8", column::apply);
  }

  Columns<T> flag(Function<T, Boolean> column) throws SQLException {
    return array("bool", column::apply);
  }

  Columns<T> bytes(Function<T, byte[]> column) throws SQLException {
    statement.setArray(
        next++,
        statement
            .getConnection()
            .createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new)));
    return this;
  }

  Columns<T> time(Function<T, java.time.@Nullable Instant> column) throws SQLException {
    return array(
        "timestamptz",
        row -> {
          java.time.Instant at = column.apply(row);
          return at == null ? null : at.toString();
        });
  }

  private Columns<T> array(String type, Function<T, @Nullable Object> column) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(next++, connection.createArrayOf(type, rows.stream().map(column).toArray()));
    return this;
  }

  static void texts(PreparedStatement statement, int index, Collection<String> values)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("text", values.toArray()));
  }
}
