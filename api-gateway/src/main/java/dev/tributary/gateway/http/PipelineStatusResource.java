package dev.tributary.gateway.http;

import dev.tributary.gateway.pipeline.Pipeline;
import dev.tributary.gateway.pipeline.ServiceProgress;
import dev.tributary.gateway.pipeline.StageStatus;
import dev.tributary.gateway.pipeline.Until;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far a workspace's data have come, over REST. */
@Path("/api/v1/workspaces/{workspace}/pipeline")
@Tag(name = "Pipeline")
@RunOnVirtualThread
public class PipelineStatusResource {
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,5})(ms|s)");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Pipeline pipeline;
  private final ServiceProgress services;
  private final Tenant tenant;
  private final SecurityIdentity identity;

  public PipelineStatusResource(
      Pipeline pipeline, ServiceProgress services, Tenant tenant, SecurityIdentity identity) {
    this.pipeline = pipeline;
    this.services = services;
    this.tenant = tenant;
    this.identity = identity;
  }

  /**
   * The pipeline.
   *
   * @param caughtUp after a wait, whether all that was accepted before the call has come as far as
   *     asked; without one, whether nothing is on its way
   * @param asOf when this was read, by the same clocks as {@code behindSince}
   * @param destinationsNotWaitedFor paused or failing; their deliveries stay where they are
   */
  @Schema(name = "Pipeline")
  public record Shown(
      boolean caughtUp,
      Instant asOf,
      List<StageStatus> stages,
      List<String> destinationsNotWaitedFor) {}

  /**
   * Answers at once, or when all that was accepted before the call has come far enough, or when the
   * time is over.
   *
   * @param wait like {@code 30s} or {@code 500ms}, up to 60 seconds
   * @param until {@code ledger} or {@code delivered}
   */
  @GET
  @Operation(
      operationId = "readPipeline",
      summary = "How far data have come, at once or after waiting",
      description =
          "With `wait` it answers when all that was accepted before the call has come as far as `until`, or when the time is over.")
  public Shown read(
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("until") @DefaultValue("ledger") String until) {
    Until goal =
        Until.named(until)
            .orElseThrow(() -> Problems.BAD_PARAMETER.problem("until is ledger or delivered"));
    String workspace = tenant.workspaceId();
    boolean waited = wait == null || pipeline.await(workspace, goal, duration(wait));
    List<StageStatus> stages = pipeline.status(workspace);
    boolean caughtUp = wait == null ? stages.stream().allMatch(StageStatus::caughtUp) : waited;
    String token = identity.getCredential(AccessTokenCredential.class).getToken();
    return new Shown(
        caughtUp, Instant.now(), stages, services.destinationsNotWaitedFor(workspace, token));
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
