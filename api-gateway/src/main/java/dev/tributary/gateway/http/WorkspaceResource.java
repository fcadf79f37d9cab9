package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.gateway.workspace.NewWorkspace;
import dev.tributary.gateway.workspace.NewWorkspaces;
import dev.tributary.gateway.workspace.WorkspaceView;
import dev.tributary.gateway.workspace.Workspaces;
import dev.tributary.runtime.definitions.Idempotency;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.http.MergePatch;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Workspaces over REST. */
@Path("/api/v1/workspaces")
@Tag(name = "Workspaces")
@RunOnVirtualThread
public class WorkspaceResource {
  private final Workspaces workspaces;
  private final NewWorkspaces newWorkspaces;
  private final Tenant tenant;

  public WorkspaceResource(Workspaces workspaces, NewWorkspaces newWorkspaces, Tenant tenant) {
    this.workspaces = workspaces;
    this.newWorkspaces = newWorkspaces;
    this.tenant = tenant;
  }

  @POST
  public Response create(
      NewWorkspace wanted, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
    WorkspaceView created = workspaces.create(wanted, Idempotency.of(idempotencyKey, wanted));
    newWorkspaces.spread(created.id());
    return Response.created(URI.create("/api/v1/workspaces/" + created.id()))
        .tag(Long.toString(created.version()))
        .entity(created)
        .build();
  }

  @GET
  public Page<WorkspaceView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return workspaces.list(tenant.caller(), cursor, Page.limit(limit));
  }

  @GET
  @Path("/{workspace}")
  public Response read() {
    return answer(workspaces.require(tenant.workspaceId()));
  }

  @PATCH
  @Path("/{workspace}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  public Response change(JsonNode patch, @HeaderParam("If-Match") @Nullable String ifMatch) {
    return answer(workspaces.change(tenant.workspaceId(), patch, EntityTags.version(ifMatch)));
  }

  private static Response answer(WorkspaceView view) {
    return Response.ok(view).tag(Long.toString(view.version())).build();
  }
}
