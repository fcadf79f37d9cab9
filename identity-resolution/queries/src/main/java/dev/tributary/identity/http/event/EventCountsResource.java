package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.identity.timeline.EventCounts;
import dev.tributary.runtime.http.HourRange;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accepted events by hour. */
@Path("/api/v1/workspaces/{workspace}/events/counts")
@RunOnVirtualThread
@Tag(name = "Events")
public class EventCountsResource {
  private final Tenant tenant;
  private final EventCounts counts;
  private final Clock clock;

  public EventCountsResource(Tenant tenant, EventCounts counts, Clock clock) {
    this.tenant = tenant;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Accepted events by hour.
   *
   * @param countedUntil the time of acceptance, in real time, up to which events are counted; null
   *     before the first count
   * @param data in order of time, without hours that are not counted
   */
  @Schema(name = "EventCounts")
  public record Counts(@Nullable Instant countedUntil, List<Hour> data) {}

  /**
   * The accepted events of an hour.
   *
   * @param at the beginning of the hour, in real time
   * @param events the number of events
   */
  @Schema(name = "EventsOfHour")
  public record Hour(Instant at, long events) {}

  /**
   * @param source the id of a source; all sources if absent
   * @param from the time in the first hour, RFC 3339; seven days before {@code to} if absent
   * @param to the end of the time, RFC 3339; now if absent
   * @return the hours, with the number of events in each
   */
  @GET
  @Operation(
      operationId = "listEventCounts",
      summary = "The number of accepted events by hour",
      description =
          "At most 31 days. An hour begins at a full hour of UTC. Events are counted after they"
              + " are processed, about three minutes after their acceptance, and the counts are"
              + " kept for 400 days.")
  public Counts counts(
      @QueryParam("source") @Nullable SourceId source,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    HourRange range = HourRange.of(from, to, clock.instant());
    EventCounts.Counted counted =
        counts.hours(tenant.workspaceId(), source, range.from(), range.to());
    return new Counts(
        counted.until(),
        counted.hours().stream().map(each -> new Hour(each.at(), each.events())).toList());
  }
}
