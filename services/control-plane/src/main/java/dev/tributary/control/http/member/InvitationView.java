package dev.tributary.control.http.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.Invitations.Issued;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MaskedValue;
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
 *     service-account-} and the client id
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
    String invitedBy,
    Instant createdAt,
    Instant expiresAt,
    boolean expired) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * An invitation whose link was just made.
   *
   * @param invitation the invitation to which the link belongs
   * @param link the link for the invitee, which only this answer contains; null if it was sent by
   *     e-mail
   */
  @Schema(name = "IssuedInvitation")
  public record IssuedView(InvitationView invitation, @Nullable String link) {
    static IssuedView of(Issued issued, boolean personalData, Instant now) {
      return new IssuedView(
          InvitationView.of(issued.invitation(), personalData, now), issued.link());
    }

    /** The link must not reach a log. */
    @Override
    public String toString() {
      return "IssuedInvitation[" + invitation.id() + "]";
    }
  }

  static InvitationView of(Invitation invitation, boolean personalData, Instant now) {
    return InvitationViewBuilder.builder()
        .id(invitation.id())
        .email(personalData ? JSON.textNode(invitation.email()) : MaskedValue.json())
        .role(invitation.role())
        .personalData(invitation.personalData())
        .emailed(invitation.mailed())
        .invitedBy(invitation.invitedBy())
        .createdAt(invitation.createdAt())
        .expiresAt(invitation.expiresAt())
        .expired(invitation.isExpired(now))
        .build();
  }
}
