package dev.tributary.destinations.http.destination;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Outcomes of deliveries to all destinations by hour. */
@Path("/api/v1/workspaces/{workspace}/deliveries/counts")
@RunOnVirtualThread
@Tag(name = "Deliveries")
public class WorkspaceDeliveryCountResource {
  private final DeliveryHours hours;

  public WorkspaceDeliveryCountResource(DeliveryHours hours) {
    this.hours = hours;
  }

  /**
   * @param from the time in the first hour, RFC 3339; seven days before {@code to} if absent
   * @param to the end of the time, RFC 3339; now if absent
   * @return the hours, with the number of records in each
   */
  @GET
  @Operation(
      operationId = "listWorkspaceDeliveryCounts",
      summary = "The number of records that all destinations accepted or did not accept, by hour",
      description =
          "The sums of the counts of each destination, also of deleted ones, as"
              + " `listDeliveryCounts` shows them to the caller. At most 31 days.")
  public DeliveryCountsView counts(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    return hours.between(null, from, to);
  }
}
