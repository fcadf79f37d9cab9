package dev.tributary.control.http.workspace;

import dev.tributary.control.pipeline.DataDelay;
import dev.tributary.control.pipeline.DelayMonitor;
import dev.tributary.control.pipeline.Stage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The delay of the data that pages show, over REST. */
@Path("/api/v1/workspaces/{workspace}/pipeline/delay")
@Tag(name = "Pipeline")
@RunOnVirtualThread
public class DataDelayResource {
  private final DelayMonitor monitor;

  public DataDelayResource(DelayMonitor monitor) {
    this.monitor = monitor;
  }

  /**
   * How far the data that pages show are behind the accepted data, for all workspaces of the
   * installation together: the worst that is true.
   *
   * @param state {@code none} if data are processed as they arrive; {@code late} if a stage
   *     processes them more than a minute late; {@code stopped} if a stage does not process the
   *     data of some people; {@code time-stopped} if nobody enters or leaves an audience by time
   *     alone; {@code unknown} if the log cannot be read
   * @param stage the stage that is late or stopped; null in other states
   * @param since when that began; null if the state is {@code none}
   * @param dataAsOf when the oldest data was accepted that is not processed: pages show the state
   *     of that time; null if nothing is late
   */
  @Schema(name = "DataDelay")
  public record DataDelayView(
      DataDelay.State state,
      @Nullable Stage stage,
      @Nullable Instant since,
      @Nullable Instant dataAsOf) {}

  /**
   * The delay is at most ten seconds old, and the time of one reading of the log.
   *
   * @return what is wrong, and since when
   */
  @GET
  @Operation(
      operationId = "readDataDelay",
      summary = "How late the data are that pages show",
      description =
          "One question for every page: is what it shows late, and since when. The stream of"
              + " changes reports a new state with the subject `pipeline`.")
  public DataDelayView read() {
    DataDelay delay = monitor.current();
    return new DataDelayView(delay.state(), delay.stage(), delay.since(), delay.dataAsOf());
  }
}
