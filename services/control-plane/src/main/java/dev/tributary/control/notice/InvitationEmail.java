package dev.tributary.control.notice;

import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.InvitationMail;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Invitations through the operator's mail server, where there is one. */
public final class InvitationEmail implements InvitationMail {
  private static final Logger LOG = Logger.getLogger(InvitationEmail.class);

  private final Optional<MailServer> server;

  public InvitationEmail(Optional<MailServer> server) {
    this.server = server;
  }

  @Override
  public boolean send(Invitation invitation, String workspaceName, String link) {
    return server.isPresent() && send(server.get(), invitation, workspaceName, link);
  }

  private static boolean send(
      MailServer server, Invitation invitation, String workspaceName, String link) {
    try {
      server.send(
          new MailServer.Letter(
              List.of(invitation.email()),
              "You are invited to " + workspaceName,
              text(invitation, workspaceName, link),
              invitation.id()));
      return true;
    } catch (AnnouncementFailed e) {
      LOG.warnf("The invitation %s could not be e-mailed: %s", invitation.id(), e.getMessage());
      return false;
    }
  }

  private static String text(Invitation invitation, String workspaceName, String link) {
    return """
    You are invited to the workspace %s in Tributary, with the role %s.

    Open this link and sign in to accept. It works once, until %s:

    %s

    If you did not expect this, ignore it.
    """
        .formatted(workspaceName, invitation.role().wireName(), invitation.expiresAt(), link);
  }
}
