package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Sight;
import dev.tributary.runtime.tenancy.Sights;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.postgres.RunQueries;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Runs: what was read, what changed, what was left out. */
@Path("/api/v1/workspaces/{workspace}/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Runs")
public class RunResource {
  private static final long PROGRESS_MILLIS = 500;

  private final RunQueries runs;
  private final DefinitionStore<ModelSpec> models;
  private final Tenant tenant;
  private final Sights sights;
  private final ReadTrail trail;

  public RunResource(
      RunQueries runs,
      DefinitionStore<ModelSpec> models,
      Tenant tenant,
      Sights sights,
      ReadTrail trail) {
    this.runs = runs;
    this.models = models;
    this.tenant = tenant;
    this.sights = sights;
    this.trail = trail;
  }

  /** A sample of rows that were left out, and why. */
  public record RefusedRows(List<JsonNode> data) {}

  @GET
  @Operation(operationId = "listRuns", summary = "Runs, newest first")
  public Page<RunView> list(
      @QueryParam("model") @Nullable String model,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    String workspace = tenant.workspaceId();
    String modelId = models.idOf(workspace, model);
    return runs.list(workspace, modelId, state(state), cursor, Page.limit(limit)).map(RunView::of);
  }

  @GET
  @Path("/{run}")
  @Operation(operationId = "readRun", summary = "A run")
  public RunView find(@PathParam("run") String run) {
    return RunView.of(require(tenant.workspaceId(), run));
  }

  @GET
  @Path("/{run}/refused")
  @Operation(
      operationId = "listRefusedRows",
      summary = "A sample of rows that were left out, and why")
  public RefusedRows refused(@PathParam("run") String run) {
    ColumnSight sight = sight(require(tenant.workspaceId(), run));
    List<JsonNode> rows = new java.util.ArrayList<>();
    boolean told = false;
    for (JsonNode row : runs.refused(tenant.workspaceId(), run)) {
      List<String> key = new java.util.ArrayList<>();
      row.path("key").fieldNames().forEachRemaining(key::add);
      if (sight.key(key)) {
        told |= row.path("key").valueStream().anyMatch(value -> !value.isNull());
      } else {
        ((ObjectNode) row).putPOJO("key", Map.of("masked", true));
      }
      rows.add(row);
    }
    if (told) {
      trail.shownPart("listRefusedRows", null, run);
    }
    return new RefusedRows(rows);
  }

  @GET
  @Path("/{run}/changes")
  @Operation(
      operationId = "listChangedRows",
      summary = "A few of the rows that were added, changed or removed",
      description = "Kept for some days, then empty.")
  public ChangedRows changes(@PathParam("run") String run) {
    ColumnSight sight = sight(require(tenant.workspaceId(), run));
    ChangedRows changed = ChangedRows.of(runs.samples(tenant.workspaceId(), run), sight);
    if (changed.tells()) {
      trail.shownPart("listChangedRows", null, run);
    }
    return changed;
  }

  /** Of a model that is gone, nobody knows any more what its columns were: any may be sensitive. */
  private ColumnSight sight(Run run) {
    Sight sight = sights.of(tenant);
    List<ModelBody.Mapping> mappings =
        models.all(tenant.workspaceId()).stream().map(model -> model.spec().mapping()).toList();
    return models
        .find(tenant.workspaceId(), run.model())
        .map(Stored::spec)
        .map(spec -> new ColumnSight(sight, spec.mapping(), mappings, spec.origins()))
        .orElseGet(
            () -> new ColumnSight(sight, ModelBody.Mapping.NONE, mappings, Optional.empty()));
  }

  /** The run every half second until it is over or held, as server-sent events. */
  @GET
  @Path("/{run}/progress")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followRun",
      summary = "The run every half second until it is over or held, as server-sent events")
  @APIResponse(
      responseCode = "200",
      description = "Events named run, each with the run as it is",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = RunView.class)))
  public void progress(@PathParam("run") String run, @Context SseEventSink sink, @Context Sse sse)
      throws InterruptedException {
    String workspace = tenant.workspaceId();
    Run current = require(workspace, run); // Before the answer begins.
    try (sink) {
      while (!sink.isClosed()) {
        sink.send(
            sse.newEventBuilder()
                .name("run")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(RunView.of(current))
                .build());
        if (current.state().over() || current.state() == RunState.HELD) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(PROGRESS_MILLIS);
        current = require(workspace, run);
      }
    }
  }

  @POST
  @Path("/{run}/cancel")
  @Operation(operationId = "cancelRun", summary = "Cancel a run")
  @APIResponseSchema(value = RunView.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<RunView> cancel(@PathParam("run") String run) {
    require(tenant.workspaceId(), run);
    Run cancelled =
        runs.cancel(tenant.workspaceId(), run, tenant.caller().name())
            .orElseThrow(() -> Problems.CONFLICT.problem("The run is over already"));
    return RestResponse.accepted(RunView.of(cancelled));
  }

  /** Lets a run that the brake held go on. */
  @POST
  @Path("/{run}/release")
  @Operation(operationId = "releaseRun", summary = "Let a run that the brake held go on")
  @APIResponseSchema(value = RunView.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<RunView> release(@PathParam("run") String run) {
    require(tenant.workspaceId(), run);
    Run released =
        runs.release(tenant.workspaceId(), run, tenant.caller().name())
            .orElseThrow(() -> Problems.CONFLICT.problem("The run is not held"));
    return RestResponse.accepted(RunView.of(released));
  }

  private Run require(String workspace, String run) {
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
