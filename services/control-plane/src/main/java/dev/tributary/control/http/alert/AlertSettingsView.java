package dev.tributary.control.http.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.alert.AlertQueries.LastAttempt;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels;
import dev.tributary.control.alert.Channels.UnsentReason;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MemberNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Alert settings in answers. They say whether a secret is stored, and never show it.
 *
 * @param emails the e-mail addresses that get alerts; empty if there are none, null if the caller
 *     may not read personal data
 * @param emailCount how many e-mail addresses get alerts
 * @param emailAvailable whether this installation has a mail server
 * @param slack whether an address is saved
 * @param webhook the customer's own address that gets alerts; null if none is saved
 * @param silentGaps a source counts as silent after this many times its usual gap between events
 * @param failureShare the share of an hour's deliveries that may fail
 * @param channels the state of the channels that are set up
 */
@Schema(name = "AlertSettings")
public record AlertSettingsView(
    @Nullable List<String> emails,
    int emailCount,
    boolean emailAvailable,
    boolean slack,
    @Nullable WebhookView webhook,
    int silentGaps,
    double failureShare,
    List<ChannelView> channels) {

  /**
   * The address; a signing secret is saved with it.
   *
   * @param url the address that gets each message as a signed POST of JSON
   */
  @Schema(name = "AlertWebhook")
  public record WebhookView(String url) {}

  /**
   * A channel that is set up, and the result of its newest attempt.
   *
   * @param channel {@code email}, {@code slack} or {@code webhook}
   * @param working false if the newest attempt failed; null before the first
   * @param triedAt when the newest attempt was
   * @param said the answer of the receiver, or why there is no answer; masked if it contains an
   *     e-mail address and the caller may not read personal data
   * @param notSent why the channel cannot send anything: {@code no-mail-server} if this
   *     installation has no mail server; null if it can
   */
  @Schema(name = "AlertChannel")
  public record ChannelView(
      ChannelName channel,
      @Nullable Boolean working,
      @Nullable Instant triedAt,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode said,
      @Nullable UnsentReason notSent) {
    private static ChannelView of(
        ChannelName channel,
        Optional<LastAttempt> attempt,
        Optional<UnsentReason> notSent,
        MemberNames names) {
      return new ChannelView(
          channel,
          attempt.map(LastAttempt::sent).orElse(null),
          attempt.map(LastAttempt::at).orElse(null),
          names.ofOptional(attempt.map(LastAttempt::words).orElse(null)),
          notSent.orElse(null));
    }
  }

  /**
   * @param names which addresses the caller sees
   */
  static AlertSettingsView of(
      AlertSettings settings,
      Channels installed,
      Map<ChannelName, LastAttempt> attempts,
      MemberNames names) {
    AlertSettings.Webhook webhook = settings.webhook();
    return new AlertSettingsView(
        names == MemberNames.ALL ? settings.emails() : null,
        settings.emails().size(),
        installed.named(ChannelName.EMAIL).isPresent(),
        settings.slackUrl() != null,
        webhook == null ? null : new WebhookView(webhook.url()),
        settings.thresholds().silentGaps(),
        settings.thresholds().failureShare(),
        settings.channels().stream()
            .map(channel ->
                ChannelView.of(
                    channel,
                    Optional.ofNullable(attempts.get(channel)),
                    installed.obstacle(channel, settings),
                    names))
            .toList());
  }
}
