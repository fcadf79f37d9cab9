package dev.tributary.identity.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has just become of an event. One that is redriven is decided again.
 *
 * @param profile as it was then; it may have been merged since
 */
public record Decided(
    String event,
    String source,
    String type,
    @Nullable String name,
    String outcome,
    @Nullable String reason,
    @Nullable String profile,
    Instant timestamp,
    Instant receivedAt) {}
