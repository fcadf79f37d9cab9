package dev.tributary.identity.acceptance;

/** Where a message stands in the log. */
public record LogPosition(String topic, int partition, long offset) {}
