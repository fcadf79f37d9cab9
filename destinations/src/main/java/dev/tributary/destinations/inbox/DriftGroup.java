package dev.tributary.destinations.inbox;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.sync.SyncStatus.Drift;

/** Differences that the newest comparison of a sync has found, and that can be sent again. */
public record DriftGroup(DestinationId destination, SyncId sync, Drift drift) {}
