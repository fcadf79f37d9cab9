package dev.tributary.destinations.http.sync;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Restoration;
import dev.tributary.definitions.http.DefinitionVersionView;
import dev.tributary.destinations.http.binding.SyncRequest;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The versions of a sync, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Syncs")
public class SyncVersionsResource {
  private final Tenant tenant;
  private final SyncResource syncs;
  private final DefinitionHistory<SyncSpec> history;

  public SyncVersionsResource(Tenant tenant, SyncResource syncs, DefinitionStore<SyncSpec> store) {
    this.tenant = tenant;
    this.syncs = syncs;
    this.history = new DefinitionHistory<>(store, SyncRequest::written, Set.of());
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listSyncVersions",
      summary = "Versions of a sync, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted sync are found by its"
              + " id.")
  public Page<DefinitionVersionView> list(
      @PathParam("sync") String sync,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return history.list(tenant, sync, cursor, limit);
  }

  /**
   * @param version the number of the version
   * @return the sync after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restoreSync",
      summary = "Restore an earlier version of a sync",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of a sync.")
  public RestResponse<SyncView> restore(
      @PathParam("sync") String sync,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration restoration = history.restoration(tenant.workspaceId(), sync, version, ifMatch);
    return syncs.update(restoration.id(), restoration.ifMatch(), restoration.patch());
  }
}
