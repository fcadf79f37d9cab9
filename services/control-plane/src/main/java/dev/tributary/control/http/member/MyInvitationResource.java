package dev.tributary.control.http.member;

import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.InvitationAcceptance;
import dev.tributary.control.workspace.invitation.InvitationAcceptance.Offer;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ChangeTrail;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own invitations over REST. A link's token comes in the body, never in an address.
 * The gateway ends the session of a browser that has accepted one.
 */
@Path("/api/v1/me/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
@RunOnVirtualThread
public class MyInvitationResource {
  private final InvitationAcceptance accepting;
  private final Tenant tenant;
  private final Administration administration;
  private final ChangeTrail trail;

  public MyInvitationResource(
      InvitationAcceptance accepting,
      Tenant tenant,
      Administration administration,
      ChangeTrail trail) {
    this.accepting = accepting;
    this.tenant = tenant;
    this.administration = administration;
    this.trail = trail;
  }

  /**
   * Which invitations to look for.
   *
   * @param token the token of a link; if absent, invitations to the caller's verified e-mail
   *     address are found
   */
  @Schema(name = "InvitationSearch")
  public record Search(@Nullable String token) {}

  /**
   * An invitation as the invitee sees it.
   *
   * @param id the id of the invitation in paths; it is not the token of the link
   * @param workspaceName the name of the workspace to which the caller is invited
   * @param role the role that the caller gets: {@code viewer}, {@code marketer}, {@code engineer}
   *     or {@code admin}; each role includes the roles before it
   * @param personalData whether the caller may see personal data as a member
   * @param invitedBy the username of the user who invited; for an API client, {@code
   *     service-account-} and the client id
   * @param expiresAt until when the caller can accept
   */
  @Schema(name = "MyInvitation")
  public record MyInvitation(
      String id,
      String workspaceName,
      Role role,
      boolean personalData,
      String invitedBy,
      Instant expiresAt) {
    static MyInvitation of(Offer offer) {
      return new MyInvitation(
          offer.invitation().id(),
          offer.workspace().name(),
          offer.invitation().role(),
          offer.invitation().personalData(),
          offer.invitation().invitedBy(),
          offer.invitation().expiresAt());
    }
  }

  /**
   * The workspace that the caller is a member of now.
   *
   * @param id the id of the workspace
   * @param key the key of the workspace; paths accept it instead of the id
   * @param name the name of the workspace
   */
  @Schema(name = "JoinedWorkspace")
  public record Joined(String id, String key, String name) {}

  /**
   * @return all invitations that the caller may accept; empty if there are none
   */
  @POST
  @Operation(
      operationId = "findMyInvitations",
      summary = "Invitations that the caller may accept, by a link or by a verified e-mail address")
  public Page<MyInvitation> find(Search search) {
    return new Page<>(
        accepting.offers(tenant.caller(), search.token()).stream().map(MyInvitation::of).toList(),
        null);
  }

  /**
   * @return the workspace that the caller has joined
   */
  @POST
  @Path("/accept")
  @Operation(
      operationId = "acceptInvitation",
      summary = "Accept an invitation, by the token of its link or by its id",
      description =
          "The browser session ends, because its token does not contain the new workspace yet."
              + " The next sign-in needs no password.")
  public Joined accept(InvitationProof proof) {
    Workspace joined = accepting.accept(tenant.caller(), proof.proof(), this::record);
    trail.done();
    return new Joined(joined.id().value(), joined.key(), joined.name());
  }

  /** The path names no workspace; the invitation does. */
  private void record(Invitation invitation) {
    administration.given(new MemberRights(invitation.role(), invitation.personalData()));
    trail.intend(invitation.workspace(), "invitation", invitation.id());
  }
}
