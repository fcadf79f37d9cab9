package dev.tributary.runtime.postgres;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one array per column, bound to consecutive parameters. SQL's {@code unnest} makes rows of
 * them again. Arrays have their elements' own class, because the driver sends an array of objects
 * as text, which is slow on both sides. Times are sent as epoch microseconds, which {@code
 * to_timestamp(x / 1e6)} reads exactly.
 */
public final class Columns<T> {
  private final PreparedStatement statement;
  private final List<T> rows;
  private int next;

  /** From the statement's first parameter on. */
  public Columns(PreparedStatement statement, Collection<T> rows) {
    this(statement, 1, rows);
  }

  /**
   * @param parameter the first parameter to bind, counted from 1
   */
  public Columns(PreparedStatement statement, int parameter, Collection<T> rows) {
    this.statement = statement;
    this.next = parameter;
    this.rows = List.copyOf(rows);
  }

  public Columns<T> text(Function<T, @Nullable String> column) throws SQLException {
    return bind("text", new String[rows.size()], column::apply);
  }

  public Columns<T> workspace(Function<T, WorkspaceId> column) throws SQLException {
    return text(row -> column.apply(row).value());
  }

  public Columns<T> profile(Function<T, @Nullable ProfileId> column) throws SQLException {
    return text(row -> ProfileId.textOf(column.apply(row)));
  }

  public Columns<T> longs(ToLongFunction<T> column) throws SQLException {
    return bind("int8", new Long[rows.size()], column::applyAsLong);
  }

  /** As {@link #longs}, for columns with nulls. */
  public Columns<T> optionalLongs(Function<T, @Nullable Long> column) throws SQLException {
    return bind("int8", new Long[rows.size()], column::apply);
  }

  public Columns<T> ints(ToIntFunction<T> column) throws SQLException {
    return bind("int4", new Integer[rows.size()], column::applyAsInt);
  }

  public Columns<T> flags(Predicate<T> column) throws SQLException {
    return bind("bool", new Boolean[rows.size()], column::test);
  }

  public Columns<T> times(Function<T, @Nullable Instant> column) throws SQLException {
    return optionalLongs(row -> {
      Instant time = column.apply(row);
      return time == null ? null : micros(time);
    });
  }

  /** The driver requires exactly {@code byte[][]}, whose elements may be null. */
  @SuppressWarnings("NullAway")
  public Columns<T> bytes(Function<T, byte @Nullable []> column) throws SQLException {
    byte[][] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return set("bytea", values);
  }

  private Columns<T> bind(
      String type, @Nullable Object[] values, Function<T, @Nullable Object> column)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return set(type, values);
  }

  private Columns<T> set(String type, @Nullable Object[] values) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(next++, connection.createArrayOf(type, values));
    return this;
  }

  public static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  /**
   * @param micros since the epoch
   */
  public static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
