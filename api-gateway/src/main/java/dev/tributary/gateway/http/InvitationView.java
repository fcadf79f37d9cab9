package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.gateway.workspace.Invitation;
import dev.tributary.gateway.workspace.Invitations.Issued;
import dev.tributary.runtime.tenancy.Role;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as an admin may see it.
 *
 * @param email masked where the caller may not read personal data
 * @param emailed whether the link went to the address by e-mail
 * @param expired whether its link has expired; a new link makes it pending again
 */
@Schema(name = "Invitation")
public record InvitationView(
    String id,
    JsonNode email,
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
   * @param link to hand to the invitee, shown this once; null where it was e-mailed
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
    return new InvitationView(
        invitation.id(),
        personalData ? JSON.textNode(invitation.email()) : JSON.objectNode().put("masked", true),
        invitation.role(),
        invitation.personalData(),
        invitation.mailed(),
        invitation.invitedBy(),
        invitation.createdAt(),
        invitation.expiresAt(),
        invitation.isExpired(now));
  }
}
