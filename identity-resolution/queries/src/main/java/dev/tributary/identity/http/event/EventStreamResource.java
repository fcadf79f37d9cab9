package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.stream.Cursor;
import dev.tributary.identity.stream.EventStream;
import dev.tributary.identity.stream.StreamFilter;
import dev.tributary.identity.stream.StreamSubscriber;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Events at the moment at which they are processed. The stream ends when the caller's token
 * expires.
 */
@Path("/api/v1/workspaces/{workspace}/events/stream")
@RunOnVirtualThread
@Tag(name = "Events")
public class EventStreamResource {
  private final Tenant tenant;
  private final Profiles profiles;
  private final EventStream stream;
  private final JsonWebToken token;

  public EventStreamResource(
      Tenant tenant, Profiles profiles, EventStream stream, JsonWebToken token) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.stream = stream;
    this.token = token;
  }

  /**
   * @param profile only events of this profile; its id
   * @param outcome only events with this outcome: {@code applied}, {@code duplicate} or {@code
   *     quarantined}
   * @param source only events of this source; its id
   * @param type only events of this type, for example {@code track}
   */
  @GET
  @Blocking // Before the first event; Quarkus takes a method with a Multi for non-blocking.
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followEvents",
      summary = "Stream events as they are processed, as server-sent events")
  @APIResponse(
      responseCode = "200",
      description =
          "Events named `event`, each with an accepted event; and events named `skipped`, each"
              + " with the number of processed events that the stream has left out",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = EventView.class)))
  public Multi<OutboundSseEvent> follow(
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("outcome") @Nullable String outcome,
      @QueryParam("source") @Nullable SourceId source,
      @QueryParam("type") @Nullable String type,
      @Parameter(
              description =
                  "The id of the last event that the client received; the stream continues after"
                      + " it")
          @HeaderParam("Last-Event-ID")
          @Nullable String lastEventId,
      @Context Sse sse) {
    WorkspaceId workspace = tenant.workspaceId();
    StreamFilter filter =
        new StreamFilter(
            source,
            type,
            outcome == null ? null : EventsResource.outcome(outcome).wireName(),
            profile == null
                ? null
                : Set.copyOf(profiles.requireFamily(tenant.workspace(), profile).ids()));
    Instant end = Instant.ofEpochSecond(token.getExpirationTime());
    StreamSubscriber subscriber = stream.follow(workspace, filter, cursor(lastEventId));
    return ServerSentEvents.until(end, sse, new DecidedEvents(stream, workspace, subscriber));
  }

  private static @Nullable Cursor cursor(@Nullable String lastEventId) {
    return lastEventId == null || lastEventId.isEmpty()
        ? null
        : Cursor.parse(lastEventId)
            .orElseThrow(
                () -> Problems.BAD_PARAMETER.problem("Last-Event-ID must be an id of this stream"));
  }
}
