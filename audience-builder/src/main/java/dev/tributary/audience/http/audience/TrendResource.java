package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.SizePoint;
import dev.tributary.audience.membership.SizeTrends;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The daily sizes of many audiences, for the list of audiences. */
@Path("/api/v1/workspaces/{workspace}/audience-trends")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Audiences")
public class TrendResource {
  private static final Duration STEP = Duration.ofDays(1);
  private static final int STEPS = 28;

  private final DefinitionStore<AudienceSpec> store;
  private final SizeTrends trends;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;

  public TrendResource(
      DefinitionStore<AudienceSpec> store,
      SizeTrends trends,
      WorkspaceTimes times,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy) {
    this.store = store;
    this.trends = trends;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
  }

  /**
   * The sizes of an audience on each of the last 28 days.
   *
   * @param audience the id of the audience
   * @param data in order of time, at most 29, a day apart; the last one is the size now. Empty
   *     before the first size is recorded, and if the rule asks for values that the caller may not
   *     see
   */
  @Schema(name = "AudienceTrend")
  public record AudienceTrend(AudienceId audience, List<SizeAt> data) {}

  /**
   * @return a part of the list of audiences, each with its sizes
   */
  @GET
  @Operation(
      operationId = "listAudienceTrends",
      summary = "The sizes of audiences on each of the last 28 days, in order of creation",
      description =
          "No sizes if the rule uses values that the caller may not see, because a change at a"
              + " certain time can identify one person. A caller who may not see all traits gets"
              + " only the sizes since the current rule is settled.")
  public Page<AudienceTrend> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    WorkspaceId workspace = tenant.workspaceId();
    Page<StoredDefinition<AudienceSpec>> page = store.list(workspace, cursor, Page.limit(limit));
    Instant now = times.now();
    Map<AudienceId, Instant> from = new HashMap<>();
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    for (StoredDefinition<AudienceSpec> each : page.data()) {
      AudienceId audience = new AudienceId(each.id());
      if (!visibility.concealsAudience(audience)) {
        from.put(audience, visibility.visibleFrom(audience));
      }
    }
    Map<AudienceId, List<SizePoint>> found = trends.of(workspace, from, now, STEP, STEPS);
    return page.map(each -> trend(new AudienceId(each.id()), found));
  }

  private static AudienceTrend trend(AudienceId audience, Map<AudienceId, List<SizePoint>> found) {
    return new AudienceTrend(
        audience, found.getOrDefault(audience, List.of()).stream().map(SizeAt::of).toList());
  }
}
