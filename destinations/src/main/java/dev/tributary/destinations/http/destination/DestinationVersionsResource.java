package dev.tributary.destinations.http.destination;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Restoration;
import dev.tributary.definitions.http.DefinitionVersionView;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.Addresses;
import dev.tributary.destinations.http.binding.DestinationRequest;
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

/** The versions of a destination, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Destinations")
public class DestinationVersionsResource {
  private final Tenant tenant;
  private final DestinationResource destinations;
  private final DefinitionHistory<DestinationSpec> history;

  public DestinationVersionsResource(
      Tenant tenant, DestinationResource destinations, DefinitionStore<DestinationSpec> store) {
    this.tenant = tenant;
    this.destinations = destinations;
    this.history = new DefinitionHistory<>(store, seenAs(Addresses.WHOLE), Set.of());
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listDestinationVersions",
      summary =
          "Versions of a destination, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted destination are found by its"
              + " id. A caller who may not change destinations sees only the host of an address.")
  public Page<DefinitionVersionView> list(
      @PathParam("destination") String destination,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return history.list(tenant, destination, cursor, limit, seenAs(Addresses.seenBy(tenant)));
  }

  private static DefinitionHistory.Form<DestinationSpec> seenAs(Addresses addresses) {
    return (key, name, spec) -> DestinationRequest.written(key, name, spec, addresses);
  }

  /**
   * @param version the number of the version
   * @return the destination after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restoreDestination",
      summary = "Restore an earlier version of a destination",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of a destination."
              + " The present secrets stay. If the earlier address differs, the"
              + " secrets are required again, so a change with these secrets is needed instead.")
  public RestResponse<DestinationView> restore(
      @PathParam("destination") String destination,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration restoration =
        history.restoration(tenant.workspaceId(), destination, version, ifMatch);
    return destinations.update(restoration.id(), restoration.ifMatch(), restoration.patch());
  }
}
