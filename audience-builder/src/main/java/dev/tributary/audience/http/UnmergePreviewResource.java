package dev.tributary.audience.http;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.postgres.Foresight;
import dev.tributary.audience.postgres.Foresight.Foreseen;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.Depends;
import dev.tributary.contracts.unmerge.DecidedParting;
import dev.tributary.contracts.unmerge.Parting;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What an unmerge would change of somebody's audiences. */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/audiences/preview")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class UnmergePreviewResource {
  private final DefinitionStore<AudienceSpec> store;
  private final PeopleSnapshot people;
  private final Foresight foresight;
  private final Tickets tickets;
  private final Moments moments;
  private final Tenant tenant;
  private final RuleSights sights;

  public UnmergePreviewResource(
      DefinitionStore<AudienceSpec> store,
      PeopleSnapshot people,
      Foresight foresight,
      Tickets tickets,
      Moments moments,
      Tenant tenant,
      RuleSights sights) {
    this.store = store;
    this.people = people;
    this.foresight = foresight;
    this.tickets = tickets;
    this.moments = moments;
    this.tenant = tenant;
    this.sights = sights;
  }

  /**
   * @param ticket of {@code previewUnmerge}
   */
  @Schema(name = "AudiencesPreviewRequest")
  public record Asked(@Nullable String ticket) {}

  @POST
  @Operation(
      operationId = "previewAudiences",
      summary = "Which audiences the two would be in whom an unmerge makes of one person",
      description = "Without audiences whose rules ask for what the caller may not see.")
  public UnmergeAudiences preview(@PathParam("profile") String profile, @Nullable Asked asked) {
    String workspace = tenant.workspaceId();
    if (people.one(workspace, profile, Depends.NONE, 0).isEmpty()) {
      throw AudienceProblems.noProfile(profile);
    }
    Parting parting = parting(workspace, profile, asked == null ? null : asked.ticket());
    Foreseen foreseen =
        foresight
            .foresee(workspace, parting, moments.now())
            .orElseThrow(() -> AudienceProblems.noProfile(profile));
    DecidedParting decided =
        new DecidedParting(parting.stays(), parting.leaves(), foreseen.stays(), foreseen.leaves());
    RuleSight sight = sights.of(tenant);
    return UnmergeAudiences.of(
        foreseen,
        Names.of(store, workspace),
        audience -> !sight.concealsAudience(audience),
        tickets.issue(workspace, decided));
  }

  private Parting parting(String workspace, String profile, @Nullable String ticket) {
    if (ticket == null) {
      throw Problems.INVALID.problem("The body needs the ticket of previewUnmerge", "/ticket");
    }
    Parting parting = tickets.read(workspace, ticket, Parting.class, "/ticket");
    if (!parting.stays().state().profile().equals(profile)) {
      throw Problems.INVALID.problem("The ticket is about another person", "/ticket");
    }
    return parting;
  }
}
