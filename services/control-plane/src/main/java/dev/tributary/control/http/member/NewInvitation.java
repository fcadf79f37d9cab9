package dev.tributary.control.http.member;

import dev.tributary.control.workspace.invitation.EmailAddress;
import dev.tributary.control.workspace.invitation.Invitations.Invitee;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.tenancy.Role;
import org.jspecify.annotations.Nullable;

/**
 * An invitation in a request: the address, and the role and the rights of the new member.
 *
 * @param email the address of the person, up to 254 characters
 * @param role {@code viewer}, {@code marketer}, {@code engineer} or {@code admin}; each role
 *     includes the roles before it
 * @param personalData whether the member may see personal data; false by default
 */
public record NewInvitation(
    @Required @Nullable String email,
    @Required @Nullable Role role,
    @Nullable Boolean personalData) {

  /** This invitation, with the default in place of an absent value. */
  NewInvitation withDefaults() {
    return new NewInvitation(email, role, Boolean.TRUE.equals(personalData));
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem if the address or the role is missing or wrong
   */
  Invitee invitee() {
    return new Invitee(
        EmailAddress.require(email, "/email"), new MemberRights(role, personalData).required());
  }
}
