package dev.tributary.destinations.http.sync;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.sync.EventReplays;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.http.Times;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Sends past events to a sync. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/replay")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Syncs")
public class EventReplayResource {
  private final DefinitionStore<SyncSpec> syncs;
  private final EventReplays replays;
  private final Clock clock;
  private final Administration administration;
  private final Tenant tenant;

  public EventReplayResource(
      DefinitionStore<SyncSpec> syncs,
      EventReplays replays,
      Clock clock,
      Administration administration,
      Tenant tenant) {
    this.syncs = syncs;
    this.replays = replays;
    this.clock = clock;
    this.administration = administration;
    this.tenant = tenant;
  }

  /**
   * Which events to send.
   *
   * @param since the time of the first event; RFC 3339
   */
  public record ReplayRequest(@Required @Nullable String since) {}

  /**
   * A replay of events that has started.
   *
   * @param run the id of its run, which the sync shows
   * @param since the time of the first event
   */
  public record StartedReplay(String run, Instant since) {}

  /**
   * Starts a replay of events.
   *
   * @param sync the id or key of a sync of events
   * @return the replay, which goes on in the background
   */
  @POST
  @Operation(
      operationId = "replayEvents",
      summary = "Send past events to a sync of events, for example to a new destination",
      description =
          "Events that the sync has had already are not sent again. Each event is sent with the"
              + " mapping of now, if consent allows it now, and after the new events. The replay"
              + " can begin as far back as delivered events are kept.")
  @APIResponseSchema(
      value = StartedReplay.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<StartedReplay> replay(@PathParam("sync") String sync, ReplayRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    StoredDefinition<SyncSpec> stored = syncs.require(workspace, sync);
    Instant since = Times.parse("since", request.since());
    if (since != null && !(stored.spec().from() instanceof SyncSource.Events)) {
      throw Problems.CONFLICT.problem(
          "The sync does not send events. Run it again to compare all its records");
    }
    Duration longest = replays.longest();
    Instant now = clock.instant();
    if (since == null || since.isAfter(now) || since.isBefore(now.minus(longest))) {
      throw Problems.INVALID.problem(
          "since must be a time of the last %d hours: for so long, delivered events are kept"
              .formatted(longest.toHours()),
          "/since");
    }
    administration.given(request);
    String run = replays.start(workspace, new SyncId(stored.id()), stored.version(), since);
    return RestResponse.status(RestResponse.Status.ACCEPTED, new StartedReplay(run, since));
  }
}
