package dev.tributary.warehouse.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.warehouse.table.Column;

/** The source of a model's rows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TableSource.Table.class, name = "table"),
  @JsonSubTypes.Type(value = TableSource.Query.class, name = "query")
})
public sealed interface TableSource {

  /** The SELECT that returns the rows; may be put in parentheses. */
  String select();

  record Table(String name) implements TableSource {
    @Override
    public String select() {
      return "select * from " + Column.quote(name);
    }
  }

  /**
   * @param sql as the user wrote it
   */
  record Query(String sql) implements TableSource {
    @Override
    public String select() {
      return SqlText.withoutEnd(sql);
    }
  }
}
