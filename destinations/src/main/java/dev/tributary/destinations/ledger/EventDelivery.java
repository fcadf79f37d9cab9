package dev.tributary.destinations.ledger;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import org.jspecify.annotations.Nullable;

/**
 * An event for one sync: appended, never compared.
 *
 * @param key identifies the record: the event and the sync
 * @param name the name of the event, for people who read the sync log; null if the event has none
 * @param content fields by sync, as JSON
 * @param ownConsent the consent in the event, as JSON; null if it has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventDelivery(
    RecordKey key,
    @Nullable String name,
    SyncId sync,
    String object,
    ProfileId profile,
    byte[] content,
    @Nullable String ownConsent,
    DesiredRecord.Origin origin) {}
