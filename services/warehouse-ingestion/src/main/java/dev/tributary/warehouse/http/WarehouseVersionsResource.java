package dev.tributary.warehouse.http;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Restoration;
import dev.tributary.definitions.http.DefinitionVersionView;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.connection.WarehouseSpec;
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

/** The versions of a warehouse, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/warehouses/{warehouse}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Warehouses")
public class WarehouseVersionsResource {
  private final Tenant tenant;
  private final WarehouseResource warehouses;
  private final DefinitionHistory<WarehouseSpec> history;

  public WarehouseVersionsResource(
      Tenant tenant, WarehouseResource warehouses, DefinitionStore<WarehouseSpec> store) {
    this.tenant = tenant;
    this.warehouses = warehouses;
    this.history = new DefinitionHistory<>(store, WarehouseRequest::written, Set.of());
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listWarehouseVersions",
      summary = "Versions of a warehouse, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted warehouse are found by its"
              + " id.")
  public Page<DefinitionVersionView> list(
      @PathParam("warehouse") String warehouse,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return history.list(tenant, warehouse, cursor, limit);
  }

  /**
   * @param version the number of the version
   * @return the warehouse after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restoreWarehouse",
      summary = "Restore an earlier version of a warehouse",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of a warehouse."
              + " The present password stays. If the earlier address differs, the"
              + " password is required again, so a change with the password is needed instead.")
  public RestResponse<WarehouseView> restore(
      @PathParam("warehouse") String warehouse,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration restoration =
        history.restoration(tenant.workspaceId(), warehouse, version, ifMatch);
    return warehouses.update(restoration.id(), restoration.ifMatch(), restoration.patch());
  }
}
