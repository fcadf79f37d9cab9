package dev.tributary.identity.http.evidence;

import dev.tributary.identity.evidence.LinkQueries;
import dev.tributary.identity.evidence.LinkQueries.Linked;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.http.Cursors;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** People who are connected with a person without a merge: the strategy {@code link}. */
@Path("/api/v1/workspaces/{workspace}/profiles")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class LinksResource {
  private final Tenant tenant;
  private final Profiles profiles;
  private final PeopleLabels people;
  private final LinkQueries links;
  private final WorkspaceRules rules;
  private final ReadTrail trail;

  public LinksResource(
      Tenant tenant,
      Profiles profiles,
      PeopleLabels people,
      LinkQueries links,
      WorkspaceRules rules,
      ReadTrail trail) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.people = people;
    this.links = links;
    this.rules = rules;
    this.trail = trail;
  }

  /**
   * @return a part of the list of linked people
   */
  @GET
  @Path("{profile}/links")
  @Operation(
      operationId = "listLinkedPeople",
      summary =
          "People whom the strategy `link` connects with this person without a merge, newest"
              + " first",
      description = "Empty if the strategy of the identity rules is not `link`.")
  public Page<LinkedPersonView> list(
      @PathParam("profile") String named,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    ListPosition after = cursor == null ? null : Cursors.position(cursor);
    Person person = profiles.requireUnmerged(tenant.workspace(), named);
    List<Linked> found =
        rules.of(tenant.workspace()).rules().links()
            ? links.list(person.profile(), after, asked + 1)
            : List.of();
    Page<Linked> page = Page.of(found, asked, Cursors::of);
    if (!page.data().isEmpty()) {
      trail.shown(
          "listLinkedPeople",
          Stream.concat(Stream.of(person.profile().id()), page.data().stream().map(Linked::other))
              .toList());
    }
    Masking masking = Masking.of(tenant, person.classes());
    PeopleLabels.Labels labels = people.of(page.data().stream().map(Linked::other).toList());
    return page.map(each -> LinkedPersonView.of(each, masking, labels.of(each.other())));
  }
}
