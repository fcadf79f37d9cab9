package dev.tributary.control.workspace.invitation;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.Role;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation of a person, who becomes a member by accepting it.
 *
 * @param mailed whether the link was only sent to the address by e-mail, so that the holder of the
 *     link can read that mailbox
 * @param invitedBy the name of the inviting user in their token
 * @param account the account that was opened with the current link, if any
 */
@RecordBuilder
public record Invitation(
    WorkspaceId workspace,
    String id,
    String email,
    Role role,
    boolean personalData,
    boolean mailed,
    String invitedBy,
    @Nullable String account,
    Instant createdAt,
    Instant expiresAt) {

  public boolean isExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }

  /**
   * The invitation with another link, which opens another account: the holder of the link before
   * can be another person, whose account is not for the holder of this one.
   */
  Invitation renewed(boolean byMail, Instant until) {
    return InvitationBuilder.builder(this).mailed(byMail).account(null).expiresAt(until).build();
  }

  Invitation withAccount(String opened) {
    return InvitationBuilder.builder(this).account(opened).build();
  }
}
