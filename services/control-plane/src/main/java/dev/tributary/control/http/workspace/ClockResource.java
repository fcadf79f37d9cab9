package dev.tributary.control.http.workspace;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.control.workspace.Workspaces;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A workspace's business time over REST. It moves forward only, for tests and demos. */
@Path("/api/v1/workspaces/{workspace}/clock")
@Tag(name = "Clock")
@RunOnVirtualThread
public class ClockResource {
  private static final Duration FARTHEST = Duration.ofDays(3650);

  private final Workspaces workspaces;
  private final ClockConfig config;
  private final Tenant tenant;
  private final Clock clock;

  public ClockResource(Workspaces workspaces, ClockConfig config, Tenant tenant, Clock clock) {
    this.workspaces = workspaces;
    this.config = config;
    this.tenant = tenant;
    this.clock = clock;
  }

  /**
   * The new position of the clock.
   *
   * @param offset ISO 8601 in days and less, like {@code P30D} or {@code PT90M}
   */
  @Schema(name = "ClockSetting")
  public record Setting(@Required @Nullable String offset) {}

  /**
   * The position of the clock.
   *
   * @param offset how far business time is ahead of the installation's time, in ISO 8601, for
   *     example {@code PT720H}; {@code PT0S} if business time was never moved
   * @param now business time
   */
  @Schema(name = "Clock")
  public record ClockView(Duration offset, Instant now) {}

  /**
   * @return the business time of the workspace
   */
  @GET
  @Operation(operationId = "readClock", summary = "Business time")
  public ClockView read() {
    return shown(workspaces.require(tenant.workspaceId().value()));
  }

  /**
   * @return the business time after the change
   */
  @PUT
  @Operation(
      operationId = "moveClock",
      summary = "Move business time forward",
      description = "Only where the installation allows it: for tests and demos.")
  public ClockView move(Setting setting) {
    if (!config.offsetAllowed()) {
      throw ClockProblems.CLOCK_FIXED.problem(ClockProblems.CLOCK_FIXED.title());
    }
    long wanted = parse(setting.offset()).toMillis();
    return shown(
        workspaces.moveClock(tenant.workspaceId().value(), current -> forward(current, wanted)));
  }

  private static long forward(long current, long wanted) {
    if (wanted < current) {
      throw ClockProblems.CLOCK_BACKWARDS.problem(
          "The clock is already %s ahead".formatted(Duration.ofMillis(current)), "/offset");
    }
    return wanted;
  }

  private static Duration parse(@Nullable String offset) {
    try {
      Duration parsed = Duration.parse(offset == null ? "" : offset);
      if (!parsed.isNegative() && parsed.compareTo(FARTHEST) <= 0) {
        return parsed;
      }
    } catch (DateTimeParseException e) {
      // Answered below, like a value that is out of range.
    }
    throw Problems.INVALID.problem(
        "An ISO 8601 duration from PT0S to P3650D, like P30D", "/offset");
  }

  private ClockView shown(StoredDefinition<WorkspaceBody> workspace) {
    Duration offset = Duration.ofMillis(workspace.spec().clockOffsetMillis());
    return new ClockView(offset, clock.instant().plus(offset));
  }
}
