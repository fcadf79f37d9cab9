package dev.tributary.control.http.member;

import dev.tributary.control.http.member.InvitationView.IssuedView;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.Invitations;
import dev.tributary.control.workspace.invitation.Invitations.Issued;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A workspace's pending invitations over REST. */
@Path("/api/v1/workspaces/{workspace}/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
@RunOnVirtualThread
public class InvitationResource {
  private final Invitations invitations;
  private final Tenant tenant;
  private final Administration administration;
  private final PersonalDataGrants grants;
  private final Clock clock;

  public InvitationResource(
      Invitations invitations,
      Tenant tenant,
      Administration administration,
      PersonalDataGrants grants,
      Clock clock) {
    this.invitations = invitations;
    this.tenant = tenant;
    this.administration = administration;
    this.grants = grants;
    this.clock = clock;
  }

  /**
   * @return the new invitation, with its link if no e-mail was sent
   */
  @POST
  @Operation(
      operationId = "inviteMember",
      summary = "Invite a person by e-mail address; the membership begins when the person accepts",
      description =
          "A second invitation to the same address replaces the first. If the installation"
              + " cannot send e-mail, only this answer contains the link. The answer does not"
              + " show whether the address has an account.")
  @APIResponseSchema(
      value = IssuedView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<IssuedView> invite(NewInvitation wanted) {
    administration.given(wanted.withDefaults());
    // Without the address, so that the entry shows it as the address of the new invitation.
    invitations
        .to(tenant.workspace(), wanted.email())
        .ifPresent(earlier -> administration.replaces(content(null, earlier)));
    if (Boolean.TRUE.equals(wanted.personalData())) {
      grants.require(tenant, String.valueOf(wanted.role()));
    }
    return RestResponse.status(
        RestResponse.Status.CREATED,
        view(invitations.invite(tenant.workspace(), tenant.caller(), wanted.invitee())));
  }

  /**
   * @return all pending and expired invitations of the workspace, the oldest first
   */
  @GET
  @Operation(
      operationId = "listInvitations",
      summary = "Invitations that are not accepted yet; expired invitations too")
  public Page<InvitationView> list() {
    return new Page<>(
        invitations.list(tenant.workspace()).stream()
            .map(each -> InvitationView.of(each, MemberNames.seenBy(tenant), clock.instant()))
            .toList(),
        null);
  }

  /**
   * @param id the id of the invitation
   * @return the invitation, with its new link
   */
  @POST
  @Path("/{invitation}/link")
  @Operation(
      operationId = "renewInvitation",
      summary = "Create a new link for an invitation, valid for 7 days; the earlier link expires")
  public IssuedView renew(@PathParam("invitation") String id) {
    // An admin with the link could accept the invitation themselves.
    if (invitations.find(tenant.workspace(), id).filter(Invitation::personalData).isPresent()) {
      grants.require(tenant, id);
    }
    return view(invitations.renew(tenant.workspace(), id));
  }

  /**
   * @param id the id of the invitation
   */
  @DELETE
  @Path("/{invitation}")
  @Operation(operationId = "revokeInvitation", summary = "Revoke an invitation")
  public void revoke(@PathParam("invitation") String id) {
    invitations
        .find(tenant.workspace(), id)
        .ifPresent(held -> administration.replaces(content(held.email(), held)));
    invitations.revoke(tenant.workspace(), id);
  }

  /** The fields of a request that would create this invitation. */
  private static NewInvitation content(@Nullable String email, Invitation held) {
    return new NewInvitation(email, held.role(), held.personalData());
  }

  private IssuedView view(Issued issued) {
    return IssuedView.of(issued, MemberNames.seenBy(tenant), clock.instant());
  }
}
