package dev.tributary.control.notice;

import dev.tributary.contracts.Json;
import dev.tributary.control.alert.AlertSecrets;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Announcement;
import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.control.alert.Channel;
import dev.tributary.control.alert.ChannelName;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/** An incoming webhook of Slack. Its address is the secret. */
public final class SlackChannel implements Channel {
  private final Posting posting;
  private final SealedSecrets secrets;

  public SlackChannel(Posting posting, SealedSecrets secrets) {
    this.posting = posting;
    this.secrets = secrets;
  }

  @Override
  public ChannelName name() {
    return ChannelName.SLACK;
  }

  @Override
  public String send(AlertSettings settings, Announcement announcement) throws AnnouncementFailed {
    String url =
        secrets.open(
            announcement.workspace(),
            AlertSecrets.Field.SLACK_URL,
            Objects.requireNonNull(settings.slackUrl()));
    return posting.post(URI.create(url), Map.of(), Json.write(Map.of("text", text(announcement))));
  }

  private static String text(Announcement announcement) {
    String head =
        "%s *%s*\n_%s_"
            .formatted(
                announcement.resolved() ? ":white_check_mark:" : ":warning:",
                escaped(announcement.title()),
                escaped(announcement.workspaceName()));
    return announcement.resolved()
        ? head
        : "%s\n%s\n<%s|Open in Tributary>"
            .formatted(head, escaped(announcement.works()), announcement.url());
  }

  /** Escapes characters that Slack would read as markup. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
