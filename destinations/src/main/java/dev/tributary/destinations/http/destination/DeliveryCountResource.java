package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Outcomes of deliveries to a destination by hour. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}/counts")
@RunOnVirtualThread
@Tag(name = "Destinations")
public class DeliveryCountResource {
  private final DefinitionStore<DestinationSpec> store;
  private final DeliveryHours hours;
  private final Tenant tenant;

  public DeliveryCountResource(
      DefinitionStore<DestinationSpec> store, DeliveryHours hours, Tenant tenant) {
    this.store = store;
    this.hours = hours;
    this.tenant = tenant;
  }

  /**
   * @param from the time in the first hour, RFC 3339; seven days before {@code to} if absent
   * @param to the end of the time, RFC 3339; now if absent
   * @return the hours, with the number of records in each
   */
  @GET
  @Operation(
      operationId = "listDeliveryCounts",
      summary = "The number of records that a destination accepted or did not accept, by hour",
      description =
          "At most 31 days. An hour begins at a full hour of UTC. A record that is to be sent"
              + " again is counted when its outcome is final. The counts are kept for 400 days."
              + " Without the right personal-data:read, the numbers of syncs that take or took an"
              + " audience, also of deleted syncs, are rounded, and 0 stands for few.")
  public DeliveryCountsView counts(
      @PathParam("destination") String destination,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    return hours.between(new DestinationId(stored.id()), from, to);
  }
}
