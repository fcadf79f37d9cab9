package dev.tributary.identity.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one array per column, bound in order: what {@code unnest} makes rows of again. Times
 * travel as epoch microseconds, which {@code to_timestamp(x / 1e6)} reads exactly.
 */
final class Columns<T> {
  private final Connection tx;
  private final PreparedStatement statement;
  private final List<T> rows;
  private int index;

  Columns(Connection tx, PreparedStatement statement, Collection<T> rows) {
    this.tx = tx;
    this.statement = statement;
    this.rows = List.copyOf(rows);
  }

  Columns<T> text(Function<T, @Nullable String> column) throws SQLException {
    return bind("text", new String[rows.size()], column::apply);
  }

  Columns<T> longs(ToLongFunction<T> column) throws SQLException {
    return bind("int8", new Long[rows.size()], column::applyAsLong);
  }

  Columns<T> ints(ToIntFunction<T> column) throws SQLException {
    return bind("int4", new Integer[rows.size()], column::applyAsInt);
  }

  Columns<T> times(Function<T, Instant> column) throws SQLException {
    return longs(row -> micros(column.apply(row)));
  }

  /** The driver wants exactly {@code byte[][]}, whose elements may be null. */
  @SuppressWarnings("NullAway")
  Columns<T> bytes(Function<T, byte @Nullable []> column) throws SQLException {
    byte[][] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    statement.setArray(++index, tx.createArrayOf("bytea", values));
    return this;
  }

  /**
   * @param values of the column's own class: an array of objects would travel as text
   */
  private Columns<T> bind(
      String type, @Nullable Object[] values, Function<T, @Nullable Object> column)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    statement.setArray(++index, tx.createArrayOf(type, values));
    return this;
  }

  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
