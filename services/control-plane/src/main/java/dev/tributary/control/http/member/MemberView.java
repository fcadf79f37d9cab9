package dev.tributary.control.http.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.workspace.Member;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member, with masked values where the caller may not see them.
 *
 * @param id the id of the account; never changes
 * @param username the username; masked if it is an e-mail address and the caller may not read
 *     personal data
 * @param name the first and the last name in the account; empty if the account has none
 * @param email the e-mail address of the account; null if there is none, masked if the caller may
 *     not read personal data
 * @param role the role in the workspace; {@code marketer}, {@code engineer} and {@code admin} also
 *     include the rights of the roles before them
 * @param personalData whether the member may read personal data
 * @param invited true until the member has set a password
 */
@Schema(name = "Member")
public record MemberView(
    String id,
    @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode username,
    String name,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode email,
    Role role,
    boolean personalData,
    boolean invited) {
  static MemberView of(Member member, MemberNames names) {
    return new MemberView(
        member.id(),
        names.of(member.username()),
        member.name(),
        names.optionalAddress(member.email()),
        member.role(),
        member.personalData(),
        member.invited());
  }
}
