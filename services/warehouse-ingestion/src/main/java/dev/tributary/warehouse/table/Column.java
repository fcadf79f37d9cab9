package dev.tributary.warehouse.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * A column of a model.
 *
 * @param engineType the type to which its values are cast before they are hashed: equal values of
 *     different types have different hashes, so the type is declared once and kept
 */
public record Column(String name, ColumnType type, String engineType) {

  /**
   * The column for a source's column. Number types are widened, so that a change of a column's
   * width in the source changes nothing.
   *
   * @param sourceType DuckDB's name: {@code INTEGER}, {@code DECIMAL(18,2)}, …
   */
  public static Column of(String name, String sourceType) {
    String type = sourceType.toUpperCase(Locale.ROOT);
    String bare = type.contains("(") ? type.substring(0, type.indexOf('(')) : type;
    if (type.endsWith("]")) {
      return new Column(name, ColumnType.JSON, "JSON");
    }
    return switch (bare) {
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          new Column(name, ColumnType.INTEGER, "BIGINT");
      case "UBIGINT", "HUGEINT", "UHUGEINT" -> new Column(name, ColumnType.INTEGER, "HUGEINT");
      case "FLOAT", "DOUBLE" -> new Column(name, ColumnType.DECIMAL, "DOUBLE");
      case "DECIMAL" -> new Column(name, ColumnType.DECIMAL, type);
      case "BOOLEAN" -> new Column(name, ColumnType.BOOLEAN, "BOOLEAN");
      case "DATE" -> new Column(name, ColumnType.DATE, "DATE");
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
          new Column(name, ColumnType.TIMESTAMP, "TIMESTAMP");
      case "TIMESTAMP WITH TIME ZONE" ->
          new Column(name, ColumnType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE");
      case "JSON", "STRUCT", "MAP", "UNION" -> new Column(name, ColumnType.JSON, "JSON");
      default -> new Column(name, ColumnType.TEXT, "VARCHAR");
    };
  }

  /** The name, quoted for SQL, with any characters. */
  @JsonIgnore
  public String quoted() {
    return quote(name);
  }

  public static String quote(String identifier) {
    return "\"" + identifier.replace("\"", "\"\"") + "\"";
  }
}
