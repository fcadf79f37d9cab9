package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The members of an audience as a file. */
@Path("/api/v1/workspaces/{workspace}/audiences/{audience}/members/export")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class MemberExportResource {
  private static final int MOST_TRAITS = 1_000;

  private final DefinitionStore<AudienceSpec> store;
  private final MemberTraits people;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;
  private final ReadTrail trail;
  private final ConcurrencyLimit turn;

  public MemberExportResource(
      DefinitionStore<AudienceSpec> store,
      MemberTraits people,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy,
      ReadTrail trail,
      TributaryConfig config,
      CallerDeadline deadline) {
    this.store = store;
    this.people = people;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.trail = trail;
    this.turn =
        new ConcurrencyLimit(
            "Another export is being prepared; try again", config.questionsAtOnce(), deadline);
  }

  @GET
  @Produces("text/csv")
  @Operation(
      operationId = "exportAudienceMembers",
      summary = "Export the members of an audience with their traits, as CSV",
      description =
          "UTF-8 with a byte order mark. The columns are `profile_id`, `member_since` and the"
              + " traits of the members. A cell is `masked` if the caller may not see the value. A"
              + " text that begins like a formula has an apostrophe in front. 403 if the rule uses"
              + " values that the caller may not see. 422 if the members have more than 1,000"
              + " traits. If another rule comes into force during the export, the connection is"
              + " closed before the end of the file.")
  @APIResponse(
      responseCode = "200",
      description = "A row with the names of the columns, and a row for each member",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
  public StreamingOutput export(@PathParam("audience") String audience) {
    StoredDefinition<AudienceSpec> stored = store.require(tenant.workspaceId(), audience);
    AudienceId id = new AudienceId(stored.id());
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    visibility.refuseConcealed(id);
    Members members =
        people
            .inForce(stored.workspace(), id)
            .orElseThrow(() ->
                Problems.CONFLICT.problem(
                    "The rule of the audience is not evaluated yet; try again"));
    List<String> traits = MemberExport.ordered(traits(members));
    if (traits.stream().anyMatch(each -> visibility.ofValues().everyTraitByRight(List.of(each)))) {
      trail.shownPart("exportAudienceMembers", null, id.value());
    }
    return new MemberExport(people, members, visibility, traits)::write;
  }

  private SortedSet<String> traits(Members members) {
    SortedSet<String> traits =
        turn.take(members.workspace(), () -> people.names(members, MOST_TRAITS + 1));
    if (traits.size() > MOST_TRAITS) {
      throw Problems.INVALID.problem(
          "The members have more than %d traits, which are too many columns"
              .formatted(MOST_TRAITS));
    }
    return traits;
  }
}
