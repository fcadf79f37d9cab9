package dev.tributary.control.http.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.runtime.audit.ChangeTrail;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The installation's clock over REST, for the operator. */
@Path("/api/v1/ticker")
@Tag(name = "Clock")
@RunOnVirtualThread
public class TickerResource {
  private final Ticker ticker;
  private final WorkspaceDirectory workspaces;
  private final ChangeTrail trail;

  public TickerResource(Ticker ticker, WorkspaceDirectory workspaces, ChangeTrail trail) {
    this.ticker = ticker;
    this.workspaces = workspaces;
    this.trail = trail;
  }

  /**
   * The state of the clock.
   *
   * @param at the newest tick
   * @param owner the instance of the control plane that wrote the newest ticks under its lease;
   *     empty before the first tick
   * @param jumpedTo what the database's clock showed when it had jumped; time is stopped while this
   *     is present
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Ticker")
  public record TickerView(Instant at, String owner, @Nullable Instant jumpedTo) {}

  /**
   * @return the state of the installation's clock
   */
  @GET
  @Operation(operationId = "readTicker", summary = "The installation's clock")
  public TickerView read() {
    TickerRow row = ticker.read();
    return new TickerView(row.at(), row.owner(), row.heldAt());
  }

  /**
   * Accepts a jump. Everything that becomes due by the jump takes effect, and cannot be undone. The
   * trail of each workspace gets an entry, also of one whose deletion was requested.
   *
   * @return the state of the clock after the jump was accepted
   */
  @POST
  @Path("/resume")
  @Operation(
      operationId = "resumeTicker",
      summary = "Accept a jump of the clock",
      description = "Everything that is due at the new time takes effect. This cannot be undone.")
  public TickerView resume() {
    trail.intend(workspaces.all().stream().map(Workspace::id).collect(Collectors.toSet()));
    ticker.resume();
    return read();
  }
}
