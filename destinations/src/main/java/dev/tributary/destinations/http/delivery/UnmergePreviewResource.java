package dev.tributary.destinations.http.delivery;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.destinations.desired.UnmergePreview;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The deliveries that an unmerge would cause. */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/deliveries/preview")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class UnmergePreviewResource {
  private final UnmergePreview deliveryPreview;
  private final SyncBinding syncs;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final MemberVisibilityPolicy members;
  private final Tickets tickets;
  private final ReadTrail trail;
  private final Tenant tenant;

  public UnmergePreviewResource(
      UnmergePreview deliveryPreview,
      SyncBinding syncs,
      ExchangeVisibilityPolicy exchangePolicy,
      MemberVisibilityPolicy members,
      Tickets tickets,
      ReadTrail trail,
      Tenant tenant) {
    this.deliveryPreview = deliveryPreview;
    this.syncs = syncs;
    this.exchangePolicy = exchangePolicy;
    this.members = members;
    this.tickets = tickets;
    this.trail = trail;
    this.tenant = tenant;
  }

  /**
   * Which unmerge to preview.
   *
   * @param ticket the ticket from the answer of {@code previewAudiences}
   */
  @Schema(name = "DeliveriesPreviewRequest")
  public record Asked(@Required @Nullable String ticket) {}

  /**
   * @return the deliveries that the unmerge would lead to
   */
  @POST
  @Operation(
      operationId = "previewDeliveries",
      summary = "Preview the deliveries of the two profiles that an unmerge would create")
  public UnmergeDeliveries preview(@PathParam("profile") ProfileId profile, @Nullable Asked asked) {
    Workspace workspace = tenant.workspace();
    if (!deliveryPreview.knows(workspace.id(), profile)) {
      throw Problems.NOT_FOUND.problem("There is no profile " + profile);
    }
    UnmergePlanWithAudiences plan = plan(profile, asked == null ? null : asked.ticket());
    UnmergeDeliveries expected =
        UnmergeDeliveries.of(
            deliveryPreview.compute(
                workspace.id(),
                plan,
                syncs.all(workspace.id(), _ -> true).syncs(),
                workspace::unknownAllows),
            exchangePolicy.of(tenant),
            members.ofRecords(tenant));
    if (expected.showsPersonalData()) {
      trail.shown("previewDeliveries", profile);
    }
    return expected;
  }

  private UnmergePlanWithAudiences plan(ProfileId profile, @Nullable String ticket) {
    if (ticket == null) {
      throw Problems.INVALID.problem("The body needs the ticket of previewAudiences", "/ticket");
    }
    UnmergePlanWithAudiences plan =
        tickets.read(tenant.workspaceId(), ticket, UnmergePlanWithAudiences.class, "/ticket");
    if (!plan.stays().state().profile().equals(profile)) {
      throw Problems.INVALID.problem("The ticket is about another person", "/ticket");
    }
    return plan;
  }
}
