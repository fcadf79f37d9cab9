package dev.tributary.control.workspace.invitation;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Pending invitations. The first four calls see one workspace, the others all of them. */
public interface InvitationStore {

  /** Stores an invitation in place of an earlier one to the same address. */
  void put(Invitation invitation, InvitationToken token);

  /** Gives an invitation another link, with which no account was opened yet. */
  void renew(Invitation invitation, InvitationToken token);

  /** All of a workspace, expired ones too, in order of their ids. */
  List<Invitation> list(WorkspaceId workspace);

  /**
   * Deletes an invitation.
   *
   * @return false if there is none
   */
  boolean delete(WorkspaceId workspace, String id);

  /** The invitation whose link holds this token, expired or not. */
  Optional<Invitation> find(InvitationToken token);

  /** Invitations to an address that have not expired. */
  List<Invitation> to(String email, Instant now);

  /**
   * Stores which account was opened with a link.
   *
   * @return false if the link has ended meanwhile; then nothing is stored
   */
  boolean opened(Invitation invitation, InvitationToken token);

  /**
   * Lets one caller use an invitation: it is locked while the work runs, and deleted in the same
   * transaction.
   *
   * @return false if another caller has used it, or if it was revoked
   * @throws RuntimeException what the work throws; the invitation then stays
   */
  boolean consume(Invitation invitation, Consumer<Invitation> work);
}
