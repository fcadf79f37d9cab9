package dev.tributary.warehouse.http;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.connection.WarehouseSpec;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a warehouse, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/warehouses/{warehouse}/versions")
@Tag(name = "Warehouses")
@RoutesFor(
    value = "warehouse",
    changing =
        "The present password stays. If the earlier address differs, the password is required"
            + " again, so a change with the password is needed instead.")
public class WarehouseVersionsResource
    extends DefinitionVersionRoutes<WarehouseSpec, WarehouseView> {
  public WarehouseVersionsResource(
      Tenant tenant, WarehouseResource warehouses, DefinitionStore<WarehouseSpec> store) {
    super(
        tenant,
        new DefinitionHistory<>(store, WarehouseRequest::written, Set.of()),
        warehouses::update);
  }
}
