package dev.tributary.warehouse.duckdb;

import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The SQL that stages, hashes and writes the rows of a shape. */
final class Expressions {
  private Expressions() {}

  /** A column of the source, cast to its declared type. */
  static String staged(Column column) {
    String source = column.quoted();
    return switch (column.engineType()) {
      // Text that already contains JSON stays unchanged; lists and structs are written as JSON.
      case "JSON" ->
          "case when typeof(%1$s) = 'VARCHAR' then cast(%1$s as varchar) else cast(to_json(%1$s) as varchar) end as %1$s"
              .formatted(source);
      default -> "cast(%s as %s) as %s".formatted(source, column.engineType(), source);
    };
  }

  static String stagedColumns(Shape shape) {
    return shape.columns().stream().map(Expressions::staged).collect(Collectors.joining(", "));
  }

  /** The primary key as JSON text: the same form for snapshots, message keys and people. */
  static String key(Shape shape) {
    return "cast(" + object(shape.keyColumns()) + " as varchar)";
  }

  static String row(Shape shape) {
    return "cast(" + object(shape.columns()) + " as varchar)";
  }

  static String keyMissing(Shape shape) {
    return shape.keyColumns().stream()
        .map(column -> column.quoted() + " is null")
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  /** Fast, and comparable only within one version of the engine. */
  static String rowHash(Shape shape) {
    return shape.columns().stream()
        .map(Column::quoted)
        .collect(Collectors.joining(", ", "hash(", ")"));
  }

  /** One stable hash per column, to find which columns changed. */
  static String columnHashes(Shape shape) {
    return struct(
        shape,
        column ->
            "md5_number_lower(coalesce(cast(%s as varchar), chr(0)))".formatted(column.quoted()));
  }

  /**
   * The hashes of this shape's columns in a snapshot's row; null for columns that the row does not
   * have.
   */
  static String rememberedHashes(Shape shape, Shape before, String row) {
    return remembered(shape, before, row + ".c.", "null::ubigint");
  }

  /** As {@link #rememberedHashes}, for the times. */
  static String rememberedTimes(Shape shape, Shape before, String row) {
    return remembered(shape, before, row + ".t.", "null::bigint");
  }

  private static String remembered(Shape shape, Shape before, String from, String absent) {
    return struct(
        shape, column -> before.column(column.name()).isEmpty() ? absent : from + column.quoted());
  }

  static String noHashes(Shape shape) {
    return struct(shape, _ -> "null::ubigint");
  }

  static String noTimes(Shape shape) {
    return struct(shape, _ -> "null::bigint");
  }

  /** For the columns of {@code o}, the hash that {@code a} has too; null for the others. */
  static String agreedHashes(Shape shape, Shape other) {
    return struct(
        shape,
        column ->
            other.column(column.name()).isEmpty()
                ? "null::ubigint"
                : "case when a.c.%1$s = o.c.%1$s then o.c.%1$s end".formatted(column.quoted()));
  }

  static String heldTimes(Shape shape) {
    return struct(shape, column -> "o.t." + column.quoted());
  }

  static String columnNames(Shape shape) {
    return list(shape, column -> RunDatabase.literal(column.name()));
  }

  /** The columns in which the row {@code f} differs from the stored row {@code o}. */
  static String changedNames(Shape shape) {
    return "list_filter(%s, lambda name: name is not null)"
        .formatted(
            list(
                shape,
                column ->
                    "case when %s then %s end"
                        .formatted(differs(column), RunDatabase.literal(column.name()))));
  }

  /** When each column's value last changed, from {@code f} and {@code o} as above. */
  static String changedTimes(Shape shape) {
    return struct(
        shape,
        column ->
            "case when %1$s then f.observed else coalesce(o.t.%2$s, f.observed) end"
                .formatted(differs(column), column.quoted()));
  }

  static String allObserved(Shape shape, String observed) {
    return struct(shape, _ -> observed);
  }

  /** The times of a change, in the shape's order; empty for a removed row. */
  static String timeList(Shape shape) {
    return "case when t is null then [] else %s end"
        .formatted(list(shape, column -> "t." + column.quoted()));
  }

  private static String differs(Column column) {
    return "f.c.%1$s is distinct from o.c.%1$s".formatted(column.quoted());
  }

  /** The milliseconds at which a row was observed; the run's start if the row has no time. */
  static String observedMillis(Shape shape, long runStartedMillis) {
    String column = shape.observedAt();
    if (column == null) {
      return runStartedMillis + "::bigint";
    }
    return "coalesce(epoch_ms(cast(%s as timestamp)), %d)"
        .formatted(Column.quote(column), runStartedMillis);
  }

  private static String list(Shape shape, Function<Column, String> value) {
    return shape.columns().stream().map(value).collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * A field per column: they are separate columns in a file, so that few or many are read in the
   * same way.
   */
  private static String struct(Shape shape, Function<Column, String> value) {
    return shape.columns().stream()
        .map(column -> column.quoted() + ": " + value.apply(column))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String object(List<Column> columns) {
    return columns.stream()
        .map(column -> RunDatabase.literal(column.name()) + ", " + json(column))
        .collect(Collectors.joining(", ", "json_object(", ")"));
  }

  private static String json(Column column) {
    String name = column.quoted();
    return switch (column.engineType()) {
      case "TIMESTAMP" -> "strftime(%s, '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ')".formatted(name);
      case "TIMESTAMP WITH TIME ZONE" ->
          "strftime(%s at time zone 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ')".formatted(name);
      case "JSON" -> "cast(%s as json)".formatted(name);
      // JSON has no value for NaN and infinity.
      case "DOUBLE" -> "case when isfinite(%1$s) then %1$s end".formatted(name);
      default -> name;
    };
  }
}
