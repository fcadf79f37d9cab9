package dev.tributary.identity.stream;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
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
    EventId event,
    SourceId source,
    String type,
    @Nullable String name,
    String outcome,
    @Nullable String reason,
    @Nullable ProfileId profile,
    Instant timestamp,
    Instant receivedAt) {}
