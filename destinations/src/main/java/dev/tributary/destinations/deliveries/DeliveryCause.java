package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cause of stuck deliveries, the most frequent first. */
@RecordBuilder
public record DeliveryCause(
    DestinationId destination,
    SyncId sync,
    String state,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String example,
    long count,
    Instant oldest,
    Instant newest) {}
