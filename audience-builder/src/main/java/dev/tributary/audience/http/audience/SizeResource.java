package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.postgres.status.AudienceSizes;
import dev.tributary.audience.postgres.status.SizeHistory;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.http.Times;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The sizes of an audience over time. */
@Path("/api/v1/workspaces/{workspace}/audiences/{audience}/sizes")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class SizeResource {
  private static final Duration USUAL = Duration.ofDays(30);

  private final DefinitionStore<AudienceSpec> store;
  private final SizeHistory history;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;

  public SizeResource(
      DefinitionStore<AudienceSpec> store,
      SizeHistory history,
      WorkspaceTimes times,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy) {
    this.store = store;
    this.history = history;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
  }

  /**
   * The sizes of an audience over time.
   *
   * @param data in order of time; each size holds until the next. Empty if the rule asks for values
   *     that the caller may not see
   */
  @Schema(name = "AudienceSizes")
  public record Sizes(List<SizeAt> data) {}

  /**
   * @param from the time of the first size, RFC 3339; 30 days before {@code to} if absent
   * @param to the end of the time, RFC 3339; now if absent
   * @return the sizes in order of time, at most 500
   */
  @GET
  @Operation(
      operationId = "listAudienceSizes",
      summary = "The size of an audience over time",
      description =
          "At most 500 points; the last 30 days unless `from` and `to` say otherwise. The"
              + " first point is the size at `from`. No points if the rule uses values that the"
              + " caller may not see, because a change at a certain time can identify one"
              + " person. A caller who may not see all traits gets only the sizes since the"
              + " current rule is settled.")
  public Sizes sizes(
      @PathParam("audience") String audience,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    WorkspaceId workspace = tenant.workspaceId();
    StoredDefinition<AudienceSpec> stored = store.require(workspace, audience);
    Instant now = times.now();
    Instant until = time("to", to).orElse(now);
    Instant since = time("from", from).orElse(until.minus(USUAL));
    if (!since.isBefore(until)) {
      throw Problems.BAD_PARAMETER.problem("from must be before to");
    }
    Instant last = earlier(until, now);
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    AudienceId id = new AudienceId(stored.id());
    if (visibility.concealsAudience(id)) {
      return new Sizes(List.of());
    }
    Instant kept = later(since, last.minus(AudienceSizes.KEPT));
    Instant first = later(kept, visibility.visibleFrom(id));
    return new Sizes(
        first.isBefore(last)
            ? history.between(workspace, id, first, last).stream().map(SizeAt::of).toList()
            : List.of());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static Optional<Instant> time(String parameter, @Nullable String text) {
    // There are no sizes before that time, and the milliseconds of an earlier time may be out of
    // range.
    return Optional.ofNullable(Times.parse(parameter, text))
        .map(time -> later(time, Instant.EPOCH));
  }
}
