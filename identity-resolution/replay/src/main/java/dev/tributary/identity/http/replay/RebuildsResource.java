package dev.tributary.identity.http.replay;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.replay.RebuildSpec;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Rebuilds: all profiles of the workspace are computed again, under the rules in force. */
@Path("/api/v1/workspaces/{workspace}/identity/rebuilds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity")
public class RebuildsResource {
  private final Tenant tenant;
  private final WorkspaceJobs rebuilds;
  private final RulesStore rules;

  public RebuildsResource(
      Tenant tenant, @Named(ReplayJobKinds.REBUILD) WorkspaceJobs rebuilds, RulesStore rules) {
    this.tenant = tenant;
    this.rebuilds = rebuilds;
    this.rules = rules;
  }

  /**
   * @return the new rebuild, which is queued
   */
  @POST
  @Operation(
      operationId = "startRebuild",
      summary = "Start a rebuild of all profiles under the rules in force, in the background")
  @APIResponseSchema(
      value = RebuildView.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<RebuildView> start() {
    WorkspaceId workspace = tenant.workspaceId();
    VersionedRules now = rules.read(workspace);
    RebuildSpec spec = new RebuildSpec(now.version(), now.rules());
    return RestResponse.accepted(
        RebuildView.of(rebuilds.start(workspace, spec, tenant.caller().subject())));
  }

  /**
   * @return a part of the list of rebuilds
   */
  @GET
  @Operation(operationId = "listRebuilds", summary = "Rebuilds, newest first")
  public Page<RebuildView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    return Page.of(rebuilds.list(tenant.workspaceId(), cursor, asked + 1), asked, Job::id)
        .map(RebuildView::of);
  }

  /**
   * @param rebuild the id of the rebuild
   * @return the rebuild, with its progress or its result
   */
  @GET
  @Path("{rebuild}")
  @Operation(operationId = "readRebuild", summary = "A rebuild, with its progress or its result")
  public RebuildView read(@PathParam("rebuild") String rebuild) {
    return RebuildView.of(rebuilds.require(tenant.workspaceId(), rebuild));
  }

  /**
   * @param rebuild the id of the rebuild; a rebuild that has ended stays as it is
   * @return the rebuild after the request; a rebuild that is running ends soon, and a rebuild that
   *     has ended stays as it is
   */
  @POST
  @Path("{rebuild}/cancel")
  @Operation(
      operationId = "cancelRebuild",
      summary = "Cancel a rebuild; profiles that are already rebuilt keep their new state")
  @APIResponseSchema(
      value = RebuildView.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<RebuildView> cancel(@PathParam("rebuild") String rebuild) {
    return RestResponse.accepted(RebuildView.of(rebuilds.cancel(tenant.workspaceId(), rebuild)));
  }
}
