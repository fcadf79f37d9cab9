package dev.tributary.warehouse.http;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.model.Schedule;
import dev.tributary.warehouse.model.TableSource;
import dev.tributary.warehouse.table.ColumnType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A model as it is shown. */
@Schema(name = "Model")
public record ModelView(
    String id,
    String key,
    String name,
    long version,
    Instant createdAt,
    Instant updatedAt,
    String warehouse,
    @Nullable String table,
    @Nullable String query,
    String entity,
    List<String> primaryKey,
    List<ColumnView> columns,
    ModelBody.Mapping mapping,
    Schedule schedule) {

  @Schema(name = "Column")
  public record ColumnView(String name, ColumnType type) {}

  static ModelView of(Stored<ModelSpec> stored) {
    ModelSpec spec = stored.spec();
    return new ModelView(
        stored.id(),
        stored.key(),
        stored.name(),
        stored.version(),
        stored.createdAt(),
        stored.updatedAt(),
        spec.warehouse(),
        spec.source() instanceof TableSource.Table(String name) ? name : null,
        spec.source() instanceof TableSource.Query(String sql) ? sql : null,
        spec.entity(),
        spec.shape().primaryKey(),
        spec.shape().columns().stream()
            .map(column -> new ColumnView(column.name(), column.type()))
            .toList(),
        spec.mapping(),
        spec.schedule());
  }
}
