package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.model.Schedule;
import dev.tributary.warehouse.model.TableSource;
import dev.tributary.warehouse.run.ModelStatus;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.table.ColumnType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A model in an answer.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the models of the workspace; paths accept it instead of the id
 * @param name shown in the web UI
 * @param tags in the order in which they were sent
 * @param folder where users look for the model; null for none
 * @param owner the user who answers for the model, usually an e-mail address; null for none, masked
 *     if it has an e-mail address and the caller may not read personal data
 * @param version grows by one with each change, except a change of tags, folder and owner alone;
 *     the ETag of the answer begins with it
 * @param createdAt when the model was created
 * @param updatedAt when the model was last changed
 * @param warehouse the id of the warehouse
 * @param table the table that is read; null for a query
 * @param query the SQL query that is read; null for a table
 * @param entity what a row describes: {@code person}, or the name of another entity
 * @param primaryKey the columns whose values name a row
 * @param columns the columns of the table or query, with their types
 * @param mapping what the columns mean, for rows of people
 * @param schedule when the model runs without a request
 * @param paused whether its schedule is paused
 * @param nextRunAt when the next run starts, in business time; null without a schedule, while the
 *     schedule is paused, and until the time is computed
 * @param lastRun the newest run, in any state
 * @param lastSuccess the newest successful run: the state of the table that the other services know
 */
@RecordBuilder
@Schema(name = "Model")
public record ModelView(
    ModelId id,
    String key,
    String name,
    List<String> tags,
    @Nullable String folder,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode owner,
    long version,
    Instant createdAt,
    Instant updatedAt,
    WarehouseId warehouse,
    @Nullable String table,
    @Nullable String query,
    String entity,
    List<String> primaryKey,
    List<ColumnView> columns,
    ModelBody.Mapping mapping,
    Schedule schedule,
    boolean paused,
    @Nullable Instant nextRunAt,
    @Nullable RunView lastRun,
    @Nullable RunView lastSuccess) {

  /**
   * A column of a table or query.
   *
   * @param name the name of the column in the warehouse
   * @param type the type that Tributary reads its values as
   */
  @Schema(name = "Column")
  public record ColumnView(String name, ColumnType type) {}

  /**
   * @param shown the view of a run for the caller
   */
  static ModelView of(
      StoredDefinition<ModelSpec> stored,
      ModelStatus status,
      Function<Run, RunView> shown,
      MemberNames names) {
    ModelSpec spec = stored.spec();
    boolean due = !spec.paused() && status.scheduled() == stored.version();
    Run lastRun = status.lastRun();
    Run lastSuccess = status.lastSuccess();
    return ModelViewBuilder.builder()
        .id(new ModelId(stored.id()))
        .key(stored.key())
        .name(stored.name())
        .tags(spec.filed().tags())
        .folder(spec.filed().folder())
        .owner(names.ofOptional(spec.filed().owner()))
        .version(stored.version())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .warehouse(spec.warehouse())
        .table(spec.source() instanceof TableSource.Table(String name) ? name : null)
        .query(spec.source() instanceof TableSource.Query(String sql) ? sql : null)
        .entity(spec.entity())
        .primaryKey(spec.shape().primaryKey())
        .columns(
            spec.shape().columns().stream()
                .map(column -> new ColumnView(column.name(), column.type()))
                .toList())
        .mapping(spec.mapping())
        .schedule(spec.schedule())
        .paused(spec.paused())
        .nextRunAt(due ? status.next() : null)
        .lastRun(lastRun == null ? null : shown.apply(lastRun))
        .lastSuccess(lastSuccess == null ? null : shown.apply(lastSuccess))
        .build();
  }
}
