package dev.tributary.control.http.workspace;

import dev.tributary.control.workspace.deletion.WorkspaceDeletions;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The progress of deletions of workspaces, and their receipts. */
@Path("/api/v1/workspace-deletions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workspaces")
@RunOnVirtualThread
public class WorkspaceDeletionResource {
  private final WorkspaceDeletions deletions;
  private final Tenant tenant;

  public WorkspaceDeletionResource(WorkspaceDeletions deletions, Tenant tenant) {
    this.deletions = deletions;
    this.tenant = tenant;
  }

  /**
   * @return a part of the list of deletions
   */
  @GET
  @Operation(
      operationId = "listWorkspaceDeletions",
      summary =
          "Deletions of workspaces that the caller requested; an admin of the installation gets"
              + " all")
  public Page<WorkspaceDeletionView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return deletions
        .list(tenant.caller(), cursor, Page.limit(limit))
        .map(WorkspaceDeletionView::of);
  }

  /**
   * @param deletion the id of the deletion, or the id of the workspace
   * @return the deletion; its state says how far the deletion is
   */
  @GET
  @Path("/{deletion}")
  @Operation(
      operationId = "readWorkspaceDeletion",
      summary = "The progress of a deletion, and its receipt at the end",
      description =
          "Only for the user who requested the deletion, and for an admin of the installation.")
  public WorkspaceDeletionView read(@PathParam("deletion") String deletion) {
    return WorkspaceDeletionView.of(deletions.require(deletion, tenant.caller()));
  }
}
