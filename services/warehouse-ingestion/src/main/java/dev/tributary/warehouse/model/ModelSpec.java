package dev.tributary.warehouse.model;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.definitions.Filing;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored settings of a model.
 *
 * @param warehouse its id
 * @param entity {@code person}, or another entity's name
 * @param paused whether its schedule is paused; it can still be run by hand
 * @param bases the table columns from which each column of a query comes; null if they are unknown
 * @param filing null for none
 */
@RecordBuilder
public record ModelSpec(
    WarehouseId warehouse,
    TableSource source,
    String entity,
    Shape shape,
    ModelBody.Mapping mapping,
    Schedule schedule,
    boolean paused,
    @Nullable Map<String, List<String>> bases,
    @Nullable Filing filing) {

  /** How users file the model. */
  public Filing filed() {
    return Filing.orNone(filing);
  }

  /** The same model, filed in another way. */
  public ModelSpec filedAs(@Nullable Filing wanted) {
    return ModelSpecBuilder.builder(this).filing(wanted).build();
  }

  /** The origin columns of the values, by column; empty if they are unknown. */
  public Optional<Map<String, List<String>>> origins() {
    return switch (source) {
      case TableSource.Table _ -> Optional.of(Map.of());
      case TableSource.Query _ -> Optional.ofNullable(bases);
    };
  }

  /** The fields that other services may know. */
  public ModelBody body() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Column column : shape.columns()) {
      columns.put(column.name(), column.type().wireName());
    }
    return new ModelBody(entity, shape.primaryKey(), columns, mapping);
  }
}
