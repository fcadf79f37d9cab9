package dev.tributary.control.http.member;

import dev.tributary.control.workspace.Member;
import dev.tributary.control.workspace.Members;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The people of a workspace over REST. */
@Path("/api/v1/workspaces/{workspace}/members")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
@RunOnVirtualThread
public class MemberResource {
  private final Members members;
  private final Tenant tenant;
  private final Administration administration;
  private final PersonalDataGrants grants;

  public MemberResource(
      Members members, Tenant tenant, Administration administration, PersonalDataGrants grants) {
    this.members = members;
    this.tenant = tenant;
    this.administration = administration;
    this.grants = grants;
  }

  /**
   * @return all members of the workspace, in order of their usernames
   */
  @GET
  @Operation(
      operationId = "listMembers",
      summary =
          "The members of the workspace; e-mail addresses only for callers who may read personal data")
  public Page<MemberView> list() {
    MemberNames names = MemberNames.seenBy(tenant);
    return new Page<>(
        members.list(tenant.workspace()).stream()
            .map(member -> MemberView.of(member, names))
            .toList(),
        null);
  }

  /**
   * @param member the id or the username of the member
   */
  @PUT
  @Path("/{member}")
  @Operation(operationId = "putMember", summary = "Set the role and the rights of a member")
  public void give(@PathParam("member") String member, MemberRights rights) {
    MemberRights wanted = rights.withDefaults();
    administration.given(wanted);
    members.give(
        tenant.workspace(),
        member,
        wanted.required(),
        held -> {
          concerns(held);
          administration.replaces(rights(held));
          // A member who already has the right keeps it: nobody gives it.
          if (Boolean.TRUE.equals(wanted.personalData()) && !held.personalData()) {
            grants.require(tenant, member);
          }
        });
  }

  /**
   * @param member the id or the username of the member
   */
  @DELETE
  @Path("/{member}")
  @Operation(operationId = "removeMember", summary = "Remove a member from the workspace")
  public void remove(@PathParam("member") String member) {
    members.remove(
        tenant.workspace(),
        member,
        held -> {
          concerns(held);
          administration.replaces(rights(held));
        });
  }

  /** The full name only: a username can be an e-mail address, which not every reader may see. */
  private void concerns(Member held) {
    administration.concerns("member", held.id(), held.name().isBlank() ? null : held.name());
  }

  private static MemberRights rights(Member held) {
    return new MemberRights(held.role(), held.personalData());
  }
}
