package dev.tributary.warehouse.model;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as it is stored.
 *
 * @param warehouse its id
 * @param entity {@code person}, or another entity's name
 * @param paused whether its schedule rests; it can be run by hand all the same
 */
public record ModelSpec(
    String warehouse,
    TableSource source,
    String entity,
    Shape shape,
    ModelBody.Mapping mapping,
    Schedule schedule,
    boolean paused) {

  /** What other services may know. */
  public ModelBody body() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Column column : shape.columns()) {
      columns.put(column.name(), column.type().wireName());
    }
    return new ModelBody(entity, shape.primaryKey(), columns, mapping);
  }
}
