package dev.tributary.destinations.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An event for one sync: appended, never compared.
 *
 * @param value names the record: the event and the sync
 * @param content fields by sync, as JSON
 * @param ownConsent the answers that the event carried, as JSON; null where it was silent
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventDelivery(
    RecordKey key,
    String sync,
    String object,
    String profile,
    byte[] content,
    @Nullable String ownConsent,
    Wish.Origin origin) {}
