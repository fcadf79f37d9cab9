package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import java.time.Instant;

/**
 * A sync that has changed since it was created.
 *
 * @param destination where it sends, or sent last
 * @param at when it was last changed or deleted
 */
public record ChangedSync(SyncId id, DestinationId destination, Instant at) {}
