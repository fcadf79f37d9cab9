package dev.tributary.control.alert;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a workspace's alerts are sent, and the thresholds.
 *
 * @param emails addresses; empty for none
 * @param slackUrl an incoming webhook of Slack, sealed; null for none
 * @param webhook an address of the customer's own; null for none
 */
public record AlertSettings(
    List<String> emails,
    @Nullable String slackUrl,
    @Nullable Webhook webhook,
    Thresholds thresholds) {
  public static final AlertSettings NONE =
      new AlertSettings(List.of(), null, null, Thresholds.DEFAULT);

  /**
   * An address of the customer's own.
   *
   * @param signingSecret sealed
   */
  public record Webhook(String url, String signingSecret) {}

  /** The channels that are set up. */
  public Set<ChannelName> channels() {
    Set<ChannelName> channels = EnumSet.noneOf(ChannelName.class);
    if (!emails.isEmpty()) {
      channels.add(ChannelName.EMAIL);
    }
    if (slackUrl != null) {
      channels.add(ChannelName.SLACK);
    }
    if (webhook != null) {
      channels.add(ChannelName.WEBHOOK);
    }
    return channels;
  }
}
