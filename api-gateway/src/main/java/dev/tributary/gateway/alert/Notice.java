package dev.tributary.gateway.alert;

/**
 * An announcement to send on one channel.
 *
 * @param attempts how often it was tried before
 */
public record Notice(
    String workspace, Alert alert, AlertTransition moment, ChannelName channel, int attempts) {}
