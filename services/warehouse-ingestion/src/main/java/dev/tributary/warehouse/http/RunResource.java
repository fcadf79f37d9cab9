package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.postgres.RunQueries;
import dev.tributary.warehouse.run.FollowedRuns;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunFollower;
import dev.tributary.warehouse.run.RunState;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Runs: which rows were read, which changed, which were left out. */
@Path("/api/v1/workspaces/{workspace}/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Runs")
public class RunResource {
  private final RunQueries runs;
  private final FollowedRuns followed;
  private final DefinitionStore<ModelSpec> models;
  private final Tenant tenant;
  private final VisibilityPolicy visibilityPolicy;
  private final RunVisibilityPolicy runVisibility;
  private final ReadTrail trail;
  private final JsonWebToken token;

  public RunResource(
      RunQueries runs,
      FollowedRuns followed,
      DefinitionStore<ModelSpec> models,
      Tenant tenant,
      VisibilityPolicy visibilityPolicy,
      RunVisibilityPolicy runVisibility,
      ReadTrail trail,
      JsonWebToken token) {
    this.runs = runs;
    this.followed = followed;
    this.models = models;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.runVisibility = runVisibility;
    this.trail = trail;
    this.token = token;
  }

  /**
   * A sample of rows that were left out, and why.
   *
   * @param data the rows, each with its key and the reason
   * @param withheld whether rows are left out of the answer, because the caller may not read
   *     personal data and the number of rows reveals something about the conditions of a query
   */
  public record RefusedRows(List<RefusedRow> data, boolean withheld) {}

  /**
   * A row that was left out. Rows with the same key and reason are one entry.
   *
   * @param key the values of the key columns by column; masked if the caller may not see them
   * @param reason {@code key-missing}, {@code key-duplicate} or {@code row-too-large}
   * @param occurrences how many rows have this key and reason
   */
  @Schema(name = "RefusedRow")
  public record RefusedRow(
      @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode key, String reason, long occurrences) {}

  /**
   * @param model only runs of this model; its id or key
   * @param state only runs in this state
   * @return a part of the list of runs
   */
  @GET
  @Operation(operationId = "listRuns", summary = "Runs, newest first")
  public Page<RunView> list(
      @QueryParam("model") @Nullable String model,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    WorkspaceId workspace = tenant.workspaceId();
    ModelId modelId = ModelId.ofNullable(models.idOf(workspace, model));
    return runs.list(workspace, modelId, state(state), cursor, Page.limit(limit))
        .map(runVisibility.views());
  }

  /**
   * @return the run as it is now
   */
  @GET
  @Path("/{run}")
  @Operation(operationId = "readRun", summary = "A run")
  public RunView find(@PathParam("run") RunId run) {
    return runVisibility.view(require(tenant.workspaceId(), run));
  }

  /**
   * @return some of the rows that were left out
   */
  @GET
  @Path("/{run}/refused")
  @Operation(
      operationId = "listRefusedRows",
      summary = "A sample of rows that were left out, and why")
  public RefusedRows refused(@PathParam("run") RunId run) {
    Run found = require(tenant.workspaceId(), run);
    if (!runVisibility.showsRows(found)) {
      return new RefusedRows(List.of(), true);
    }
    ColumnVisibility visibility = visibility(found);
    List<RefusedRow> rows = new ArrayList<>();
    boolean showsValue = false;
    for (JsonNode row : runs.refused(tenant.workspaceId(), run)) {
      JsonNode key = row.path("key");
      List<String> columns = new ArrayList<>();
      key.fieldNames().forEachRemaining(columns::add);
      boolean shown = visibility.key(columns);
      showsValue |= shown && key.valueStream().anyMatch(value -> !value.isNull());
      rows.add(
          new RefusedRow(
              shown ? key : MaskedValue.json(),
              row.path("reason").asText(),
              row.path("occurrences").asLong()));
    }
    if (showsValue) {
      trail.shownPart("listRefusedRows", null, run.value());
    }
    return new RefusedRows(rows, false);
  }

  /**
   * @return some rows of each kind of change
   */
  @GET
  @Path("/{run}/changes")
  @Operation(
      operationId = "listChangedRows",
      summary = "A sample of the rows that a run found added, changed or removed",
      description = "The sample is kept for some days; after that the answer is empty.")
  public ChangedRows changes(@PathParam("run") RunId run) {
    Run found = require(tenant.workspaceId(), run);
    if (!runVisibility.showsRows(found)) {
      return ChangedRows.WITHHELD;
    }
    ColumnVisibility visibility = visibility(found);
    ChangedRows changed = ChangedRows.of(runs.samples(tenant.workspaceId(), run), visibility);
    if (changed.hasUnmaskedValue()) {
      trail.shownPart("listChangedRows", null, run.value());
    }
    return changed;
  }

  /** After a model is deleted, the meaning of its columns is unknown: any may be sensitive. */
  private ColumnVisibility visibility(Run run) {
    Visibility visibility = visibilityPolicy.of(tenant);
    List<ModelBody.Mapping> mappings =
        models.all(tenant.workspaceId()).stream().map(model -> model.spec().mapping()).toList();
    return models
        .find(tenant.workspaceId(), run.model().value())
        .map(StoredDefinition::spec)
        .map(spec -> new ColumnVisibility(visibility, spec.mapping(), mappings, spec.origins()))
        .orElseGet(() ->
            new ColumnVisibility(visibility, ModelBody.Mapping.NONE, mappings, Optional.empty()));
  }

  @GET
  @Path("/{run}/progress")
  @Blocking // Before the first event; Quarkus takes a method with a Multi for non-blocking.
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followRun",
      summary =
          "Stream a run after each change, as server-sent events, until the run ends or is held",
      description =
          "The first event comes at once. The stream also ends when the token of the caller"
              + " expires. A client that connects again by itself closes the stream after a final"
              + " state: each new stream of a run that has ended sends this state once more.")
  @APIResponse(
      responseCode = "200",
      description = "Events named `run`, each with the run as it is",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = RunView.class)))
  public Multi<OutboundSseEvent> progress(@PathParam("run") RunId run, @Context Sse sse) {
    WorkspaceId workspace = tenant.workspaceId();
    require(workspace, run); // Before the answer begins.
    Instant end = Instant.ofEpochSecond(token.getExpirationTime());
    Function<Run, RunView> views = runVisibility.liveViews();
    RunFollower follower = followed.follow(workspace, run);
    return ServerSentEvents.until(
        end, sse, new RunProgress(followed, follower, () -> runs.find(workspace, run), views));
  }

  /**
   * @return the run, which ends soon
   */
  @POST
  @Path("/{run}/cancel")
  @Operation(operationId = "cancelRun", summary = "Cancel a run")
  @APIResponseSchema(value = RunView.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<RunView> cancel(@PathParam("run") RunId run) {
    require(tenant.workspaceId(), run);
    Run cancelled =
        runs.cancel(tenant.workspaceId(), run, tenant.caller().name())
            .orElseThrow(() -> Problems.CONFLICT.problem("The run is over already"));
    return RestResponse.accepted(runVisibility.view(cancelled));
  }

  /**
   * Continues a run that the brake holds.
   *
   * @return the run, which goes on
   */
  @POST
  @Path("/{run}/release")
  @Operation(operationId = "releaseRun", summary = "Release a run that the brake holds")
  @APIResponseSchema(value = RunView.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<RunView> release(@PathParam("run") RunId run) {
    require(tenant.workspaceId(), run);
    Run released =
        runs.release(tenant.workspaceId(), run, tenant.caller().name())
            .orElseThrow(() -> Problems.CONFLICT.problem("The run is not held"));
    return RestResponse.accepted(runVisibility.view(released));
  }

  private Run require(WorkspaceId workspace, RunId run) {
    return runs.find(workspace, run)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no run " + run));
  }

  private static @Nullable RunState state(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(RunState.values())
        .filter(state -> state.wireName().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            Problems.BAD_PARAMETER.problem(
                "state is one of "
                    + Arrays.stream(RunState.values()).map(RunState::wireName).toList()));
  }
}
