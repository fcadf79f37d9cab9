package dev.tributary.control.http.workspace;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.clock.TimeState;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.control.pipeline.StageStatus;
import dev.tributary.control.pipeline.TooManyWaits;
import dev.tributary.control.pipeline.UnawaitedDeliveries;
import dev.tributary.control.pipeline.WaitGoal;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The progress of a workspace's data through the pipeline, over REST. */
@Path("/api/v1/workspaces/{workspace}/pipeline")
@Tag(name = "Pipeline")
@RunOnVirtualThread
public class PipelineStatusResource {
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,5})(ms|s)");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final int RETRY_AFTER_SECONDS = 2;

  private static final Logger LOG = Logger.getLogger(PipelineStatusResource.class);

  private final Pipeline pipeline;
  private final Ticker ticker;
  private final Tenant tenant;
  private final Clock clock;

  public PipelineStatusResource(Pipeline pipeline, Ticker ticker, Tenant tenant, Clock clock) {
    this.pipeline = pipeline;
    this.ticker = ticker;
    this.tenant = tenant;
    this.clock = clock;
  }

  /**
   * The pipeline.
   *
   * @param caughtUp after a wait, whether all data accepted before the call have reached the
   *     requested stage; without a wait, whether no data are in progress
   * @param asOf when the status was read, by the same clocks as {@code behindSince}; a stage that
   *     is behind nothing has processed all data that were written before this time
   * @param stages the stages that data pass, in order
   * @param trails the stages that write the audit trail; other stages do not wait for them, and
   *     {@code caughtUp} does not include them
   * @param time the time of the installation; null if it could not be read
   * @param destinationsNotWaitedFor destinations that were paused or failing when the deliveries
   *     were counted; the counts do not include their deliveries
   * @param syncsNotWaitedFor syncs that were paused or stopped when the deliveries were counted;
   *     the counts do not include their deliveries. Syncs of {@code destinationsNotWaitedFor} are
   *     not listed
   */
  @Schema(name = "Pipeline")
  public record PipelineView(
      boolean caughtUp,
      Instant asOf,
      List<StageStatus> stages,
      List<StageStatus> trails,
      @Nullable Time time,
      List<DestinationId> destinationsNotWaitedFor,
      List<SyncId> syncsNotWaitedFor) {}

  /**
   * The installation's time. While it is stopped, nobody enters or leaves an audience by time
   * alone.
   *
   * @param at the newest tick; it moves once a second while time passes
   * @param state {@code passes}; {@code held} until an operator accepts a jump of the clock; {@code
   *     unwritten} if nothing has written a tick for more than a minute
   * @param jumpedTo what the database's clock showed when it had jumped: time is held until an
   *     operator accepts the jump; null while it is not held
   */
  @Schema(name = "PipelineTime")
  public record Time(Instant at, TimeState state, @Nullable Instant jumpedTo) {}

  /**
   * Answers at once without a wait. With a wait, answers when all data accepted before the call
   * have come far enough, or when the wait ends.
   *
   * @param wait how long to wait: for example {@code 30s} or {@code 500ms}, at most 60 seconds
   * @param until the stage to wait for: {@code ledger} or {@code delivered}
   * @return the progress of each stage; {@code caughtUp} is false if the wait ended before the data
   *     had come far enough
   */
  @GET
  @Operation(
      operationId = "readPipeline",
      summary = "The progress of data through the pipeline, at once or after a wait",
      description =
          "With `wait`, the answer comes when all data accepted before the call have reached"
              + " the stage `until`, or when the time is over.")
  public PipelineView read(
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("until") @DefaultValue("ledger") String until) {
    WaitGoal goal =
        WaitGoal.named(until)
            .orElseThrow(() -> Problems.BAD_PARAMETER.problem("until is ledger or delivered"));
    WorkspaceId workspace = tenant.workspaceId();
    Pipeline.Waited waited = wait == null ? null : await(workspace, goal, duration(wait));
    Pipeline.Status status = pipeline.status(workspace);
    UnawaitedDeliveries leftOut = waited == null ? status.unawaited() : waited.unawaited();
    return new PipelineView(
        waited == null ? status.caughtUp() : waited.caughtUp(),
        status.asOf(),
        status.stages(),
        pipeline.trails(workspace),
        time(),
        leftOut.destinations(),
        leftOut.syncs());
  }

  private Pipeline.Waited await(WorkspaceId workspace, WaitGoal goal, Duration bound) {
    try {
      return pipeline.await(workspace, goal, bound);
    } catch (TooManyWaits e) {
      throw Problems.RATE_LIMITED
          .problem("The workspace has too many waits for its pipeline at a time")
          .retryAfter(RETRY_AFTER_SECONDS);
    }
  }

  /** Null while the database cannot be reached: the stages are still answered. */
  private @Nullable Time time() {
    try {
      TickerRow row = ticker.read();
      return new Time(row.at(), row.state(clock.instant()), row.heldAt());
    } catch (RuntimeException e) {
      LOG.warnf("Where time stands could not be read: %s", e.getMessage());
      return null;
    }
  }

  private static Duration duration(String wait) {
    Matcher matcher = WAIT.matcher(wait);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration asked =
          matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
      if (asked.compareTo(LONGEST_WAIT) <= 0) {
        return asked;
      }
    }
    throw Problems.BAD_PARAMETER.problem("wait is like 30s or 500ms, and 60s at most");
  }
}
