package dev.tributary.warehouse.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A column's type as users see it. */
public enum ColumnType {
  TEXT,
  INTEGER,
  DECIMAL,
  BOOLEAN,
  DATE,
  TIMESTAMP,
  JSON;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static ColumnType named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
