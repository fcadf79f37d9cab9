package dev.tributary.control.workspace.invitation;

/** Sends invitations by e-mail, where the installation has a mail server. */
public interface InvitationMail {

  /**
   * Sends the link to the address that is invited. Blocks.
   *
   * @return false if no mail server has taken it
   */
  boolean send(Invitation invitation, String workspaceName, String link);
}
