package dev.tributary.warehouse.duckdb;

import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL in which a shape is staged, hashed and written out. */
final class Expressions {
  private Expressions() {}

  /** A source's column, cast to its declared type. */
  static String staged(Column column) {
    String source = column.quoted();
    return switch (column.engineType()) {
      // Text that holds JSON already stays as it is; lists and structs are written as JSON.
      case "JSON" ->
          "case when typeof(%1$s) = 'VARCHAR' then cast(%1$s as varchar) else cast(to_json(%1$s) as varchar) end as %1$s"
              .formatted(source);
      default -> "cast(%s as %s) as %s".formatted(source, column.engineType(), source);
    };
  }

  static String stagedColumns(Shape shape) {
    return shape.columns().stream().map(Expressions::staged).collect(Collectors.joining(", "));
  }

  /** The primary key as JSON text: one form for snapshots, message keys and people. */
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

  /** One stable hash a column, in the shape's order: to tell which columns changed. */
  static String columnHashes(Shape shape) {
    return shape.columns().stream()
        .map(column ->
            "md5_number_lower(coalesce(cast(%s as varchar), chr(0)))".formatted(column.quoted()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Milliseconds at which a row was observed; the run's start where the row does not say. */
  static String observedMillis(Shape shape, long runStartedMillis) {
    String column = shape.observedAt();
    if (column == null) {
      return runStartedMillis + "::bigint";
    }
    return "coalesce(epoch_ms(cast(%s as timestamp)), %d)"
        .formatted(Column.quote(column), runStartedMillis);
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
      default -> name;
    };
  }
}
