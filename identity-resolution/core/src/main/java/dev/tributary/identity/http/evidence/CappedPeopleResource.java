package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.evidence.CappedProfileQueries;
import dev.tributary.identity.evidence.CappedProfileQueries.Capped;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.http.Cursors;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** People who have reached a cap of the identity rules, and cannot grow any more. */
@Path("/api/v1/workspaces/{workspace}/identity/capped")
@RunOnVirtualThread
@Tag(name = "Identity")
public class CappedPeopleResource {
  private final Tenant tenant;
  private final CappedProfileQueries capped;
  private final WorkspaceRules rules;
  private final TraitQueries traits;
  private final PeopleLabels people;
  private final ReadTrail trail;

  public CappedPeopleResource(
      Tenant tenant,
      CappedProfileQueries capped,
      WorkspaceRules rules,
      TraitQueries traits,
      PeopleLabels people,
      ReadTrail trail) {
    this.tenant = tenant;
    this.capped = capped;
    this.rules = rules;
    this.traits = traits;
    this.people = people;
    this.trail = trail;
  }

  /**
   * @return a part of the list of people who have reached a cap
   */
  @GET
  @Operation(
      operationId = "listCappedPeople",
      summary = "People who have reached a cap of the identity rules, newest first")
  public Page<CappedPersonView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    ListPosition after = cursor == null ? null : Cursors.position(cursor);
    Page<Capped> page =
        Page.of(capped.list(tenant.workspaceId(), after, asked + 1), asked, Cursors::of);
    List<ProfileId> shown = page.data().stream().map(each -> each.person().id()).toList();
    trail.shown("listCappedPeople", shown);
    PeopleLabels.Labels labels = people.of(shown);
    IdentifierReader reader = rules.of(tenant.workspace());
    Masking masking = Masking.of(tenant, traits);
    return page.map(
        each -> CappedPersonView.of(each, reader, masking, labels.of(each.person().id())));
  }
}
