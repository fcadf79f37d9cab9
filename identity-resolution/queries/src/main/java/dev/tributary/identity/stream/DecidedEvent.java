package dev.tributary.identity.stream;

import dev.tributary.contracts.id.ProfileId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event whose outcome has just been decided. A redriven event is decided again.
 *
 * @param profile the id at that time; it may have been merged since
 */
@RecordBuilder
public record DecidedEvent(
    String event,
    String source,
    String type,
    @Nullable String name,
    String outcome,
    @Nullable String reason,
    @Nullable ProfileId profile,
    Instant timestamp,
    Instant receivedAt) {}
