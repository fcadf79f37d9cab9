package dev.tributary.gateway.alert;

/**
 * Something to tell on one channel.
 *
 * @param attempts how often it was tried before
 */
public record Notice(
    String workspace, Alert alert, Moment moment, ChannelName channel, int attempts) {}
