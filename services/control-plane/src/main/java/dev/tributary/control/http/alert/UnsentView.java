package dev.tributary.control.http.alert;

import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels.UnsentReason;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A channel that gets no message, and the reason.
 *
 * @param channel {@code email}, {@code slack} or {@code webhook}
 * @param reason {@code not-set-up}: the workspace has no address for the channel. {@code
 *     no-mail-server}: this installation has no mail server. {@code personal-data}: the rule of the
 *     audience uses personal data, or the sync sends an audience, so a message would reveal who is
 *     in the audience
 */
@Schema(name = "UnsentAlerts")
public record UnsentView(ChannelName channel, UnsentReason reason) {

  /** Sorted by channel. */
  static List<UnsentView> of(Map<ChannelName, UnsentReason> reasons) {
    return reasons.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new UnsentView(each.getKey(), each.getValue()))
        .toList();
  }
}
