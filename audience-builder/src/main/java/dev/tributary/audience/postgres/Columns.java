package dev.tributary.audience.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into arrays, a column each, for {@code unnest}. */
record Columns<T>(Connection tx, Collection<T> rows) {

  Array text(Function<T, @Nullable String> column) throws SQLException {
    return array("text", column);
  }

  Array bigint(Function<T, @Nullable Long> column) throws SQLException {
    return array("int8", column);
  }

  Array integer(Function<T, Integer> column) throws SQLException {
    return array("int4", column);
  }

  Array bool(Function<T, Boolean> column) throws SQLException {
    return array("bool", column);
  }

  private Array array(String type, Function<T, ? extends @Nullable Object> column)
      throws SQLException {
    return tx.createArrayOf(type, rows.stream().map(column).toArray());
  }
}
