package dev.tributary.control.alert;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * An announcement to send on one channel.
 *
 * @param attempts how often it was tried before
 */
public record Notice(
    WorkspaceId workspace,
    Alert alert,
    AlertTransition moment,
    ChannelName channel,
    int attempts) {}
