package dev.tributary.control.http.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.NewWorkspaces;
import dev.tributary.control.workspace.Workspaces;
import dev.tributary.control.workspace.deletion.WorkspaceDeletions;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Workspaces over REST. */
@Path("/api/v1/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workspaces")
@RunOnVirtualThread
public class WorkspaceResource {
  private final Workspaces workspaces;
  private final NewWorkspaces newWorkspaces;
  private final WorkspaceDeletions deletions;
  private final Tenant tenant;
  private final ObjectMapper json;

  public WorkspaceResource(
      Workspaces workspaces,
      NewWorkspaces newWorkspaces,
      WorkspaceDeletions deletions,
      Tenant tenant,
      ObjectMapper json) {
    this.workspaces = workspaces;
    this.newWorkspaces = newWorkspaces;
    this.deletions = deletions;
    this.tenant = tenant;
    this.json = json;
  }

  /**
   * @return the new workspace, with its first API client and the secret of the client
   */
  @POST
  @Operation(
      operationId = "createWorkspace",
      summary = "Create a workspace; only this answer contains the secret of its first API client")
  @APIResponseSchema(
      value = WorkspaceView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<WorkspaceView> create(
      NewWorkspace wanted, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
    Idempotency idempotency = Idempotency.of(idempotencyKey, wanted);
    Workspaces.Created made = workspaces.create(wanted.settings(), idempotency);
    WorkspaceView created = WorkspaceView.of(made.workspace()).with(made.client());
    newWorkspaces.spread(new WorkspaceId(created.id()));
    return RestResponse.ResponseBuilder.<WorkspaceView>created(
            URI.create("/api/v1/workspaces/" + created.id()))
        .tag(Long.toString(created.version()))
        .entity(created)
        .build();
  }

  /**
   * @return a part of the list of workspaces
   */
  @GET
  @Operation(
      operationId = "listWorkspaces",
      summary = "The workspaces in which the caller has a role")
  public Page<WorkspaceView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return workspaces.list(tenant.caller(), cursor, Page.limit(limit)).map(WorkspaceView::of);
  }

  /**
   * @return the workspace; its version is the ETag
   */
  @GET
  @Path("/{workspace}")
  @Operation(operationId = "readWorkspace", summary = "A workspace")
  public RestResponse<WorkspaceView> read() {
    return answer(workspaces.require(tenant.workspaceId().value()));
  }

  /**
   * @return the workspace after the change; its version is the ETag
   */
  @PATCH
  @RequestBodySchema(NewWorkspace.class)
  @Path("/{workspace}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeWorkspace",
      summary = "Change a workspace",
      description = "A JSON merge patch; `key` and `kind` cannot be changed.")
  public RestResponse<WorkspaceView> change(
      JsonNode patch, @HeaderParam("If-Match") @Nullable String ifMatch) {
    return answer(
        workspaces.change(
            tenant.workspaceId().value(),
            before -> NewWorkspace.patched(json, before, patch),
            EntityTags.version(ifMatch)));
  }

  /**
   * @param confirm the key of the workspace; the answer is 422 if the parameter is absent or has
   *     another value
   */
  @DELETE
  @Path("/{workspace}")
  @Operation(
      operationId = "deleteWorkspace",
      summary = "Delete a workspace",
      description =
          "The workspace is held for 7 days, and can be restored in this time. Then all its"
              + " data are deleted. The parameter `confirm` repeats the key of the workspace.")
  @APIResponseSchema(
      value = WorkspaceDeletionView.class,
      responseCode = "202",
      responseDescription = "The deletion is accepted; the workspace is held for 7 days")
  public RestResponse<WorkspaceDeletionView> delete(
      @QueryParam("confirm") @Nullable String confirm) {
    return RestResponse.ResponseBuilder.<WorkspaceDeletionView>create(RestResponse.Status.ACCEPTED)
        .entity(
            WorkspaceDeletionView.of(
                deletions.request(
                    tenant.workspaceId(), confirm == null ? "" : confirm, tenant.caller())))
        .build();
  }

  /**
   * @return the deletion, whose state is now {@code restored}
   */
  @POST
  @Path("/{workspace}/restore")
  @Operation(
      operationId = "restoreWorkspace",
      summary = "Restore a deleted workspace while it is held")
  public WorkspaceDeletionView restore() {
    return WorkspaceDeletionView.of(deletions.restore(tenant.workspaceId()));
  }

  private static RestResponse<WorkspaceView> answer(StoredDefinition<WorkspaceBody> workspace) {
    WorkspaceView view = WorkspaceView.of(workspace);
    return RestResponse.ResponseBuilder.ok(view).tag(Long.toString(view.version())).build();
  }
}
