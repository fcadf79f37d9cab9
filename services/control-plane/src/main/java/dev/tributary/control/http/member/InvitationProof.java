package dev.tributary.control.http.member;

import dev.tributary.control.workspace.invitation.InvitationAcceptance.Proof;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the caller was invited.
 *
 * @param token the token of the link; if absent, the caller's verified e-mail address is the proof
 * @param invitation the id of the invitation to accept; if absent, the invitation of the link
 */
public record InvitationProof(@Nullable String token, @Nullable String invitation) {

  Proof proof() {
    return new Proof(token, invitation);
  }
}
