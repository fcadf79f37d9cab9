package dev.tributary.control.http.member;

import dev.tributary.control.workspace.Members;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.tenancy.Role;
import org.jspecify.annotations.Nullable;

/**
 * The role and the rights of a member.
 *
 * @param role {@code viewer}, {@code marketer}, {@code engineer} or {@code admin}; each role
 *     includes the roles before it
 * @param personalData whether the member may see personal data; false by default
 */
public record MemberRights(@Required @Nullable Role role, @Nullable Boolean personalData) {

  /** These rights, with the default in place of an absent value. */
  MemberRights withDefaults() {
    return new MemberRights(role, Boolean.TRUE.equals(personalData));
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem if the role is missing
   */
  Members.Rights required() {
    return new Members.Rights(Members.require(role), Boolean.TRUE.equals(personalData));
  }
}
