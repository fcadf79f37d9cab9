package dev.tributary.control.http.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.clock.TickerRow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
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

  public TickerResource(Ticker ticker) {
    this.ticker = ticker;
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
   * Accepts a jump. Everything that becomes due by the jump takes effect, and cannot be undone.
   *
   * @return the state of the clock after the jump was accepted
   */
  @POST
  @Path("/resume")
  @Operation(
      operationId = "resumeTicker",
      summary = "Accept a jump of the clock",
      description = "What falls due because of it fires, and cannot be called back.")
  public TickerView resume() {
    ticker.resume();
    return read();
  }
}
