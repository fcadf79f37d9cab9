package dev.tributary.control.http.change;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.change.ChangeReader;
import dev.tributary.control.change.ChangeStreams;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which objects of a workspace change. The stream ends when the caller's token expires. */
@Path("/api/v1/workspaces/{workspace}/changes")
@RunOnVirtualThread
@Tag(name = "Changes")
public class ChangesResource {
  private final Tenant tenant;
  private final ChangeStreams streams;
  private final JsonWebToken token;

  public ChangesResource(Tenant tenant, ChangeStreams streams, JsonWebToken token) {
    this.tenant = tenant;
    this.streams = streams;
    this.token = token;
  }

  @GET
  @Blocking // Before the first event; Quarkus takes a method with a Multi for non-blocking.
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followChanges",
      summary = "Stream which objects change, as server-sent events",
      description =
          "Says that objects have changed, not how: the client reads them again. A service reports"
              + " its changes at most once a second. The stream begins now, and a change can be"
              + " missing after a failure. So a client also reads from time to time without a"
              + " change, and after each connection. Without the right personal-data:read, there"
              + " are no changes of memberships, and changes of deliveries have no ids.")
  @APIResponse(
      responseCode = "200",
      description = "Events named `change`, each with a kind of objects and the ids that changed",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = ChangeView.class)))
  public Multi<OutboundSseEvent> follow(@Context Sse sse) {
    WorkspaceId workspace = tenant.workspaceId();
    Instant end = Instant.ofEpochSecond(token.getExpirationTime());
    ChangeReader reader = streams.follow(workspace, tenant.mayReadPersonalData());
    return ServerSentEvents.until(end, sse, new ChangeEvents(streams, workspace, reader));
  }
}
