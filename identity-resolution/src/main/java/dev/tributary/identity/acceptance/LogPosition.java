package dev.tributary.identity.acceptance;

/** The position of a message in the log. */
public record LogPosition(String topic, int partition, long offset) {}
