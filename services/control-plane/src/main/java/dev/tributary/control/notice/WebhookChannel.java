package dev.tributary.control.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.WebhookSignature;
import dev.tributary.control.alert.AlertSecrets;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Announcement;
import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.control.alert.Channel;
import dev.tributary.control.alert.ChannelName;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** Posts JSON to an address of the customer's own, signed as Standard Webhooks 1.0 says. */
public final class WebhookChannel implements Channel {
  private final Posting posting;
  private final SealedSecrets secrets;
  private final Clock clock;

  public WebhookChannel(Posting posting, SealedSecrets secrets, Clock clock) {
    this.posting = posting;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public ChannelName name() {
    return ChannelName.WEBHOOK;
  }

  @Override
  public String send(AlertSettings settings, Announcement announcement) throws AnnouncementFailed {
    AlertSettings.Webhook webhook = Objects.requireNonNull(settings.webhook());
    String secret =
        secrets.open(
            announcement.workspace(), AlertSecrets.Field.SIGNING_SECRET, webhook.signingSecret());
    byte[] body = Json.write(body(announcement));
    long timestamp = clock.instant().getEpochSecond();
    return posting.post(
        URI.create(webhook.url()),
        Map.of(
            "webhook-id", announcement.id(),
            "webhook-timestamp", Long.toString(timestamp),
            "webhook-signature", WebhookSignature.of(secret, announcement.id(), timestamp, body)),
        body);
  }

  private static ObjectNode body(Announcement announcement) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("id", announcement.id());
    body.put("type", announcement.type());
    body.putObject("workspace")
        .put("id", announcement.workspace().value())
        .put("key", announcement.workspaceKey())
        .put("name", announcement.workspaceName());
    ObjectNode alert = body.putObject("alert");
    alert.set("kind", Json.MAPPER.valueToTree(announcement.kind()));
    alert.put("object", announcement.object());
    alert.put("name", announcement.name());
    alert.put("headline", announcement.headline());
    alert.put("works", announcement.works());
    alert.put("url", announcement.url());
    alert.set("since", Json.MAPPER.valueToTree(announcement.since()));
    alert.set("openedAt", Json.MAPPER.valueToTree(announcement.openedAt()));
    alert.set("resolvedAt", Json.MAPPER.valueToTree(announcement.resolvedAt()));
    return body;
  }
}
