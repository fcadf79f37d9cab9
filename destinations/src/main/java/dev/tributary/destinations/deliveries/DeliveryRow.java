package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger.
 *
 * @param record the match value, of a membership that of its member; personal data
 * @param eventName the name of the event; null for other records and for old events
 * @param presence whether the destination has the record
 * @param confirmed whether the destination confirmed the delivered version; false if it only
 *     received it
 * @param words the vendor's text; may contain personal data
 * @param changedHour the hour of {@code changedAt}; null if the last change was before version 48
 *     of the schema
 */
@RecordBuilder
public record DeliveryRow(
    String id,
    DestinationId destination,
    SyncId sync,
    String object,
    String record,
    @Nullable String eventName,
    @Nullable ProfileId profile,
    @Nullable String parent,
    boolean removal,
    long version,
    @Nullable Long deliveredVersion,
    Presence presence,
    boolean confirmed,
    @Nullable String vendorId,
    @Nullable Instant deliveredAt,
    State state,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String words,
    int attempt,
    List<String> attempts,
    @Nullable Instant firstAttemptAt,
    @Nullable Instant notBefore,
    String rootEvent,
    Instant rootReceivedAt,
    Instant desiredAt,
    Instant changedAt,
    @Nullable Instant changedHour) {}
