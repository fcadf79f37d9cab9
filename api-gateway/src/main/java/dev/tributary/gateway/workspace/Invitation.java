package dev.tributary.gateway.workspace;

import dev.tributary.runtime.tenancy.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may become a member once they accept.
 *
 * @param mailed whether the link went to the address by e-mail only, so that who holds it reads
 *     that mailbox
 * @param invitedBy who invited, as the token called them
 * @param account that was opened with the link, if any
 */
public record Invitation(
    String workspace,
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

  Invitation renewed(boolean byMail, Instant until) {
    return new Invitation(
        workspace, id, email, role, personalData, byMail, invitedBy, account, createdAt, until);
  }

  Invitation withAccount(String opened) {
    return new Invitation(
        workspace, id, email, role, personalData, mailed, invitedBy, opened, createdAt, expiresAt);
  }
}
