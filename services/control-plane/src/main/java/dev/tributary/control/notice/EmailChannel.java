package dev.tributary.control.notice;

import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Announcement;
import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.control.alert.Channel;
import dev.tributary.control.alert.ChannelName;

/**
 * E-mail, through the operator's mail server. The Message-ID is the same at every repetition, so
 * that mail programs show it once.
 */
public final class EmailChannel implements Channel {
  private final MailServer server;

  public EmailChannel(MailServer server) {
    this.server = server;
  }

  @Override
  public ChannelName name() {
    return ChannelName.EMAIL;
  }

  @Override
  public String send(AlertSettings settings, Announcement announcement) throws AnnouncementFailed {
    return server.send(
        new MailServer.Letter(
            settings.emails(),
            "[%s] %s".formatted(announcement.workspaceName(), announcement.title()),
            text(announcement),
            announcement.id()));
  }

  private static String text(Announcement announcement) {
    return announcement.resolved()
        ? """
        %s

        This is over. Workspace: %s
        """
            .formatted(announcement.headline(), announcement.workspaceName())
        : """
        %s

        What still works: %s

        What to do: %s

        Workspace: %s
        """
            .formatted(
                announcement.headline(),
                announcement.works(),
                announcement.url(),
                announcement.workspaceName());
  }
}
