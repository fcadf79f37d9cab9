package dev.tributary.warehouse.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.warehouse.table.Column;

/** Where a model's rows come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TableSource.Table.class, name = "table"),
  @JsonSubTypes.Type(value = TableSource.Query.class, name = "query")
})
public sealed interface TableSource {

  /** The SELECT that gives the rows; may stand in brackets. */
  String select();

  record Table(String name) implements TableSource {
    @Override
    public String select() {
      return "select * from " + Column.quote(name);
    }
  }

  /**
   * @param sql as its author wrote it
   */
  record Query(String sql) implements TableSource {
    @Override
    public String select() {
      return SqlText.withoutEnd(sql);
    }
  }
}
