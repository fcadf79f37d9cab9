package dev.tributary.control.http.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.Invitations.Issued;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Role;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as an admin may see it.
 *
 * @param id the id of the invitation in paths; it is not the token of the link
 * @param email masked where the caller may not read personal data
 * @param role the role that the person gets: {@code viewer}, {@code marketer}, {@code engineer} or
 *     {@code admin}; each role includes the roles before it
 * @param personalData whether the person may see personal data as a member
 * @param emailed whether the link went to the address by e-mail
 * @param invitedBy the username of the user who invited; for an API client, {@code
 *     service-account-} and the client id; masked if it is an e-mail address and the caller may not
 *     read personal data
 * @param createdAt when the invitation was created; a new link does not change it
 * @param expiresAt until when the person can accept: 7 days after the newest link was made
 * @param expired whether its link has expired; a new link makes it pending again
 */
@RecordBuilder
@Schema(name = "Invitation")
public record InvitationView(
    String id,
    @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode email,
    Role role,
    boolean personalData,
    boolean emailed,
    @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode invitedBy,
    Instant createdAt,
    Instant expiresAt,
    boolean expired) {
  /**
   * An invitation whose link was just made.
   *
   * @param invitation the invitation to which the link belongs
   * @param link the link for the invitee, which only this answer contains; null if it was sent by
   *     e-mail
   */
  @Schema(name = "IssuedInvitation")
  public record IssuedView(InvitationView invitation, @Nullable String link) {
    static IssuedView of(Issued issued, MemberNames names, Instant now) {
      return new IssuedView(InvitationView.of(issued.invitation(), names, now), issued.link());
    }

    /** The link must not reach a log. */
    @Override
    public String toString() {
      return "IssuedInvitation[" + invitation.id() + "]";
    }
  }

  static InvitationView of(Invitation invitation, MemberNames names, Instant now) {
    return InvitationViewBuilder.builder()
        .id(invitation.id())
        .email(names.address(invitation.email()))
        .role(invitation.role())
        .personalData(invitation.personalData())
        .emailed(invitation.mailed())
        .invitedBy(names.of(invitation.invitedBy()))
        .createdAt(invitation.createdAt())
        .expiresAt(invitation.expiresAt())
        .expired(invitation.isExpired(now))
        .build();
  }
}
