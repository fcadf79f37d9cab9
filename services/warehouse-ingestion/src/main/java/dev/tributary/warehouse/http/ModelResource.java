package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Filing;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.openapi.request.Draft;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.model.KeyCheck;
import dev.tributary.warehouse.model.ModelCheck;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.model.ModelSpecBuilder;
import dev.tributary.warehouse.model.TableSource;
import dev.tributary.warehouse.postgres.ModelStatuses;
import dev.tributary.warehouse.postgres.RunQueries;
import dev.tributary.warehouse.run.ModelStatus;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.source.TableReader;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.RunFailure;
import dev.tributary.warehouse.table.Shape;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Models: the rows, their primary key, and the mapping of their columns to people. */
@Path("/api/v1/workspaces/{workspace}/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class ModelResource {
  private static final int PREVIEW_ROWS = 20;
  private final DefinitionStore<ModelSpec> store;
  private final DefinitionStore<WarehouseSpec> warehouseStore;
  private final InteractiveQueries questions;
  private final MappingPolicy policy;
  private final RunQueries runs;
  private final ModelStatuses statuses;
  private final ModelUse use;
  private final VisibilityPolicy visibilityPolicy;
  private final ReadTrail trail;
  private final Tenant tenant;
  private final RunVisibilityPolicy runVisibility;
  private final ObjectMapper mapper;

  public ModelResource(
      DefinitionStore<ModelSpec> store,
      DefinitionStore<WarehouseSpec> warehouseStore,
      InteractiveQueries questions,
      MappingPolicy policy,
      RunQueries runs,
      ModelStatuses statuses,
      ModelUse use,
      VisibilityPolicy visibilityPolicy,
      ReadTrail trail,
      Tenant tenant,
      RunVisibilityPolicy runVisibility,
      ObjectMapper mapper) {
    this.store = store;
    this.warehouseStore = warehouseStore;
    this.questions = questions;
    this.policy = policy;
    this.runs = runs;
    this.statuses = statuses;
    this.use = use;
    this.visibilityPolicy = visibilityPolicy;
    this.trail = trail;
    this.tenant = tenant;
    this.runVisibility = runVisibility;
    this.mapper = mapper;
  }

  /** Checks whether other objects use a model. */
  public interface ModelUse {
    List<String> syncs(WorkspaceId workspace, ModelId model);
  }

  /**
   * The columns and first rows of a table or query.
   *
   * @param columns the columns of the table or query, with their types
   * @param rows values as text; masked if the caller may not see them
   * @param withheld whether rows are left out, because the caller may not read personal data and
   *     the number of rows reveals something about the conditions of a query
   * @param key whether the primary key is unique; null if none was given
   */
  @Schema(name = "ModelPreview")
  public record Preview(
      List<ModelView.ColumnView> columns,
      List<Map<String, Object>> rows,
      boolean withheld,
      @Nullable KeyCheck key) {}

  /**
   * @return a part of the list of models
   */
  @GET
  @Operation(operationId = "listModels", summary = "Models, in order of creation")
  public Page<ModelView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    Page<StoredDefinition<ModelSpec>> page =
        store.list(tenant.workspaceId(), cursor, Page.limit(limit));
    Map<ModelId, ModelStatus> found =
        statuses.of(tenant.workspaceId(), page.data().stream().map(ModelResource::id).toList());
    return page.map(model -> view(model, found.getOrDefault(id(model), ModelStatus.NEW)));
  }

  /**
   * @return the new model
   */
  @POST
  @Operation(
      operationId = "createModel",
      summary = "Create a model",
      description =
          "403 `approval-needed` for callers who may not read personal data, if a column"
              + " is mapped to a trait that more people may see than the column.")
  @APIResponseSchema(value = ModelView.class, responseCode = "201", responseDescription = "Created")
  public RestResponse<ModelView> create(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, ModelRequest request) {
    String key = DefinitionKeys.key(request.key());
    ModelSpec spec = bind(request);
    policy.requireModel(tenant, key, null, spec);
    StoredDefinition<ModelSpec> created =
        store.create(
            tenant.workspaceId(),
            key,
            DefinitionKeys.name(request.name()),
            spec,
            Idempotency.of(idempotencyKey, request));
    return answer(RestResponse.Status.CREATED, created);
  }

  /**
   * @return the columns and the first rows
   */
  @POST
  @Path("/preview")
  @Operation(
      operationId = "previewModel",
      summary = "The columns and first rows of a table or query",
      description =
          "If the request has a primary key, all rows are counted, to check that the key is"
              + " unique. The preview fails with 422 `query-too-long` after 10 seconds, or"
              + " after the limit that the operator has set. Without the right"
              + " personal-data:read, the answer has no rows of a query, and of the key only"
              + " whether it is unique.")
  public Preview preview(@Draft ModelRequest request) {
    TableSource source = request.source();
    StoredDefinition<WarehouseSpec> warehouse =
        warehouseStore.require(tenant.workspaceId(), request.requiredWarehouse());
    try {
      return ask(warehouse, reader -> preview(reader, source, request));
    } catch (RunFailure e) {
      throw failed(e, source);
    }
  }

  private Preview preview(TableReader reader, TableSource source, ModelRequest request)
      throws RunFailure {
    List<Column> columns = reader.describe(source.select());
    boolean withheld = source instanceof TableSource.Query && !tenant.mayReadPersonalData();
    List<Map<String, Object>> rows = List.of();
    if (!withheld) {
      ColumnVisibility visibility = visibility(request, origins(reader, source, columns));
      rows =
          reader.preview(source.select(), PREVIEW_ROWS).stream()
              .map(row -> shown(row, visibility))
              .toList();
      if (rows.stream().anyMatch(ColumnVisibility::hasUnmaskedValue)) {
        trail.shownPart("previewModel", null, null);
      }
    }
    KeyCheck key = key(reader, source, columns, request);
    return new Preview(
        columns.stream()
            .map(column -> new ModelView.ColumnView(column.name(), column.type()))
            .toList(),
        rows,
        withheld,
        key == null || tenant.mayReadPersonalData() ? key : key.withoutNumbers());
  }

  private static Optional<Map<String, List<String>>> origins(
      TableReader reader, TableSource source, List<Column> columns) throws RunFailure {
    return switch (source) {
      case TableSource.Table _ -> Optional.of(Map.of());
      case TableSource.Query _ -> reader.bases(source.select(), columns);
    };
  }

  private Problem failed(RunFailure failure, TableSource source) {
    String place = Failures.placeInModel(failure, pointer(source));
    return tenant.mayReadPersonalData()
        ? Failures.inEngineWords(failure, place)
        : Failures.problem(failure, place);
  }

  private static @Nullable KeyCheck key(
      TableReader reader, TableSource source, List<Column> columns, ModelRequest request)
      throws RunFailure {
    List<String> primaryKey = request.primaryKey();
    if (primaryKey == null || primaryKey.isEmpty()) {
      return null;
    }
    Set<String> known = columns.stream().map(Column::name).collect(Collectors.toSet());
    if (!known.containsAll(primaryKey)) {
      throw Problems.INVALID.problem("The key names a column that does not exist", "/primaryKey");
    }
    return KeyCheck.of(reader.preview(KeyCheck.sql(source, primaryKey), 1).getFirst());
  }

  /**
   * @return the model; its version and the time of its last change are the ETag
   */
  @GET
  @Path("/{model}")
  @Operation(operationId = "readModel", summary = "A model, by its id or key")
  public RestResponse<ModelView> find(@PathParam("model") String model) {
    return answer(RestResponse.Status.OK, store.require(tenant.workspaceId(), model));
  }

  /**
   * @return the model after the change
   */
  @PATCH
  @RequestBodySchema(ModelRequest.class)
  @Path("/{model}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeModel",
      summary = "Change a model",
      description =
          "A JSON merge patch; the primary key is fixed. 403 `approval-needed` for"
              + " callers who may not read personal data, if the rows or the mapping change and"
              + " a column is mapped to a trait that more people may see than the column.")
  public RestResponse<ModelView> update(
      @PathParam("model") String model,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    StoredDefinition<ModelSpec> updated =
        store.updatePrepared(
            tenant.workspaceId(),
            model,
            EntityTags.version(ifMatch),
            before -> {
              EntityTags.requireUnchanged(ifMatch, before.updatedAt());
              return changed(before, patch);
            });
    return answer(RestResponse.Status.OK, updated);
  }

  /**
   * Asks the warehouse for the columns of what the model reads then, unless only tags, folder and
   * owner change.
   */
  private StoredDefinition<ModelSpec> changed(StoredDefinition<ModelSpec> before, JsonNode patch) {
    ModelRequest wanted = patched(before, patch);
    if (Filing.isAllOf(patch)) {
      return before.with(before.key(), before.name(), before.spec().filedAs(wanted.filing()));
    }
    ModelSpec spec = bind(wanted);
    if (!spec.shape().primaryKey().equals(before.spec().shape().primaryKey())) {
      throw Problems.CONFLICT.problem(
          "The key of a model is fixed, because what was sent is known by it; make another model",
          "/primaryKey");
    }
    policy.requireModel(tenant, before.id(), before.spec(), spec);
    return before.with(DefinitionKeys.key(wanted.key()), DefinitionKeys.name(wanted.name()), spec);
  }

  @DELETE
  @Path("/{model}")
  @Operation(
      operationId = "deleteModel",
      summary = "Delete a model",
      description = "Refused while a sync uses it.")
  public RestResponse<Void> delete(
      @PathParam("model") String model, @HeaderParam("If-Match") @Nullable String ifMatch) {
    StoredDefinition<ModelSpec> stored = store.require(tenant.workspaceId(), model);
    List<String> syncs = use.syncs(tenant.workspaceId(), id(stored));
    if (!syncs.isEmpty()) {
      throw Problems.IN_USE.problem("These syncs use it: " + String.join(", ", syncs));
    }
    store.delete(
        tenant.workspaceId(),
        stored.id(),
        EntityTags.version(ifMatch),
        current -> EntityTags.requireUnchanged(ifMatch, current.updatedAt()));
    return RestResponse.noContent();
  }

  /**
   * Starts a run.
   *
   * @return the run, which is queued
   */
  @POST
  @Path("/{model}/runs")
  @Operation(operationId = "startRun", summary = "Start a run")
  @APIResponseSchema(value = RunView.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<RunView> run(@PathParam("model") String model) {
    StoredDefinition<ModelSpec> stored = store.require(tenant.workspaceId(), model);
    Run run =
        runs.enqueue(tenant.workspaceId(), id(stored), tenant.caller().name())
            .orElseThrow(() ->
                Problems.CONFLICT.problem("A run of this model waits, is under way or is held"));
    return RestResponse.accepted(runVisibility.view(run, stored));
  }

  private ModelSpec bind(ModelRequest request) {
    TableSource source = request.source();
    StoredDefinition<WarehouseSpec> warehouse =
        warehouseStore
            .find(tenant.workspaceId(), request.requiredWarehouse())
            .orElseThrow(() ->
                Problems.INVALID.problem(
                    "There is no warehouse " + request.warehouse(), "/warehouse"));
    Read read;
    try {
      read = ask(warehouse, reader -> read(reader, source));
    } catch (RunFailure e) {
      throw failed(e, source);
    }
    List<Column> columns = read.columns();
    ModelBody.Mapping mapping = request.boundMapping();
    List<String> primaryKey = request.primaryKey() == null ? List.of() : request.primaryKey();
    Shape shape = new Shape(columns, primaryKey, mapping.observedAt());
    List<ModelCheck.Wrong> wrong = ModelCheck.of(request.entityOrPerson(), shape, mapping);
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem(
          "The model does not fit its table",
          wrong.stream().map(each -> new Problem.At(each.pointer(), each.detail())).toList());
    }
    return ModelSpecBuilder.builder()
        .warehouse(new WarehouseId(warehouse.id()))
        .source(source)
        .entity(request.entityOrPerson())
        .shape(shape)
        .mapping(mapping)
        .schedule(request.boundSchedule())
        .paused(Boolean.TRUE.equals(request.paused()))
        .bases(read.origins())
        .filing(request.filing())
        .build();
  }

  private record Read(List<Column> columns, @Nullable Map<String, List<String>> origins) {}

  private static Read read(TableReader reader, TableSource source) throws RunFailure {
    List<Column> columns = reader.describe(source.select());
    return new Read(columns, origins(reader, source, columns).orElse(null));
  }

  private ModelRequest patched(StoredDefinition<ModelSpec> before, JsonNode patch) {
    ObjectNode current = ModelRequest.written(before.key(), before.name(), before.spec());
    return MergePatch.apply(mapper, current, patch, ModelRequest.class);
  }

  private <T> T ask(StoredDefinition<WarehouseSpec> warehouse, QueryDeadline.Asking<T> asking)
      throws RunFailure {
    return questions.ask(
        tenant.workspaceId(),
        new WarehouseId(warehouse.id()),
        warehouse.spec().connection(),
        asking);
  }

  /**
   * The mapping in the request does not make a column harmless, because the caller may map as they
   * like.
   */
  private ColumnVisibility visibility(
      ModelRequest request, Optional<Map<String, List<String>>> origins) {
    List<ModelBody.Mapping> mappings = new ArrayList<>(List.of(request.boundMapping()));
    store.all(tenant.workspaceId()).forEach(model -> mappings.add(model.spec().mapping()));
    return new ColumnVisibility(
        visibilityPolicy.of(tenant), ModelBody.Mapping.NONE, mappings, origins);
  }

  private static Map<String, Object> shown(
      Map<String, @Nullable String> row, ColumnVisibility visibility) {
    Map<String, Object> shown = new java.util.LinkedHashMap<>();
    row.forEach((column, value) -> {
      if (value != null) {
        shown.put(column, visibility.value(column, value));
      }
    });
    return shown;
  }

  private static String pointer(TableSource source) {
    return switch (source) {
      case TableSource.Table(_) -> "/table";
      case TableSource.Query(_) -> "/query";
    };
  }

  private static ModelId id(StoredDefinition<ModelSpec> model) {
    return new ModelId(model.id());
  }

  private ModelView view(StoredDefinition<ModelSpec> stored) {
    Map<ModelId, ModelStatus> found = statuses.of(tenant.workspaceId(), List.of(id(stored)));
    return view(stored, found.getOrDefault(id(stored), ModelStatus.NEW));
  }

  private ModelView view(StoredDefinition<ModelSpec> stored, ModelStatus status) {
    return ModelView.of(
        stored, status, run -> runVisibility.view(run, stored), MemberNames.seenBy(tenant));
  }

  private RestResponse<ModelView> answer(
      RestResponse.Status status, StoredDefinition<ModelSpec> stored) {
    return EntityTags.answer(status, view(stored), stored.version(), stored.updatedAt());
  }
}
