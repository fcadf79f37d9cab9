package dev.tributary.audience.http.unmerge;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.http.AudienceProblems;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.ExpectedAudiences;
import dev.tributary.audience.postgres.MembershipPreview;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How an unmerge would change the audiences of a person. */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/audiences/preview")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class UnmergePreviewResource {
  private final DefinitionStore<AudienceSpec> store;
  private final PeopleSnapshot people;
  private final MembershipPreview membershipPreview;
  private final Tickets tickets;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;

  public UnmergePreviewResource(
      DefinitionStore<AudienceSpec> store,
      PeopleSnapshot people,
      MembershipPreview membershipPreview,
      Tickets tickets,
      WorkspaceTimes times,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy) {
    this.store = store;
    this.people = people;
    this.membershipPreview = membershipPreview;
    this.tickets = tickets;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
  }

  /**
   * Which unmerge to preview.
   *
   * @param ticket the ticket from the answer of {@code previewUnmerge}
   */
  @Schema(name = "AudiencesPreviewRequest")
  public record Asked(@Required @Nullable String ticket) {}

  /**
   * @return the audiences of the two profiles after the unmerge
   */
  @POST
  @Operation(
      operationId = "previewAudiences",
      summary = "Preview the audiences of the two profiles that an unmerge would create",
      description = "Without audiences whose rules use values that the caller may not see.")
  public UnmergeAudiences preview(@PathParam("profile") ProfileId profile, @Nullable Asked asked) {
    WorkspaceId workspace = tenant.workspaceId();
    if (people.one(workspace, profile, RuleDependencies.NONE, 0).isEmpty()) {
      throw AudienceProblems.noProfile(profile);
    }
    UnmergePlan plan = plan(workspace, profile, asked == null ? null : asked.ticket());
    ExpectedAudiences expected =
        membershipPreview
            .compute(workspace, plan, times.now())
            .orElseThrow(() -> AudienceProblems.noProfile(profile));
    UnmergePlanWithAudiences decided =
        new UnmergePlanWithAudiences(
            plan.stays(), plan.leaves(), expected.stays(), expected.leaves());
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    return UnmergeAudiences.of(
        expected,
        AudienceNames.of(store, workspace),
        audience -> !visibility.concealsAudience(audience),
        tickets.issue(workspace, decided));
  }

  private UnmergePlan plan(WorkspaceId workspace, ProfileId profile, @Nullable String ticket) {
    if (ticket == null) {
      throw Problems.INVALID.problem("The body needs the ticket of previewUnmerge", "/ticket");
    }
    UnmergePlan plan = tickets.read(workspace, ticket, UnmergePlan.class, "/ticket");
    if (!plan.stays().state().profile().equals(profile)) {
      throw Problems.INVALID.problem("The ticket is about another person", "/ticket");
    }
    return plan;
  }
}
