package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.delivery.DeliveryCounts;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.runtime.http.HourRange;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Outcomes of deliveries to a destination by hour. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}/counts")
@RunOnVirtualThread
@Tag(name = "Destinations")
public class DeliveryCountResource {
  private final DefinitionStore<DestinationSpec> store;
  private final DeliveryCounts counts;
  private final MemberVisibilityPolicy members;
  private final Tenant tenant;
  private final Clock clock;

  public DeliveryCountResource(
      DefinitionStore<DestinationSpec> store,
      DeliveryCounts counts,
      MemberVisibilityPolicy members,
      Tenant tenant,
      Clock clock) {
    this.store = store;
    this.counts = counts;
    this.members = members;
    this.tenant = tenant;
    this.clock = clock;
  }

  /**
   * Outcomes of deliveries by hour.
   *
   * @param countedSince since when outcomes are counted, in real time; the first hour is counted
   *     from this time on
   * @param countedUntil the time up to which outcomes are counted, in real time, within the last
   *     hour
   * @param data in order of time, without hours that are not counted
   */
  @Schema(name = "DeliveryCounts")
  public record Counts(Instant countedSince, Instant countedUntil, List<Hour> data) {
    static Counts of(
        DeliveryCounts.Counted counted, Instant until, MemberVisibility.Numbers numbers) {
      return new Counts(
          counted.since(),
          until,
          counted.hours().stream()
              .map(each ->
                  new Hour(
                      each.at(),
                      numbers.of(each.at() + "/delivered", each.delivered()),
                      numbers.of(each.at() + "/failed", each.failed())))
              .toList());
    }
  }

  /**
   * The outcomes of an hour. For callers without the right to personal data, both numbers are
   * rounded if a sync of the destination, or of the workspace, takes an audience, 0 for few.
   *
   * @param at the beginning of the hour, in real time
   * @param delivered the number of records that the destination accepted
   * @param failed the number of records that were rejected, given up, or sent without an answer
   */
  @Schema(name = "DeliveriesOfHour")
  public record Hour(Instant at, long delivered, long failed) {}

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
              + " Without the right personal-data:read, the numbers are rounded if a sync of the"
              + " destination takes an audience, and 0 stands for few.")
  public Counts counts(
      @PathParam("destination") String destination,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    HourRange range = HourRange.of(from, to, clock.instant());
    DestinationId id = new DestinationId(stored.id());
    return Counts.of(
        counts.hours(tenant.workspaceId(), id, range.from(), range.to()),
        range.to(),
        members.of(tenant).numbersOf(id));
  }
}
