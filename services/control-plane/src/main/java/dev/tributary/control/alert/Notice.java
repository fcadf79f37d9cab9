package dev.tributary.control.alert;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * An announcement to send on one channel.
 *
 * @param attempts how often it was tried before
 */
public record Notice(
    WorkspaceId workspace, Alert alert, AlertTransition moment, ChannelName channel, int attempts) {

  /** Whether the readers of the channel may see the notice. */
  public enum Visibility {
    VISIBLE,
    /** For ever: the notice reveals something that its readers may not see. */
    HIDDEN,
    /** The service that knows it gives no answer now. */
    UNKNOWN
  }
}
