package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.State;
import java.time.Instant;

/**
 * A sync that has due rows in a lane.
 *
 * @param state of these rows: pending, or retrying
 * @param oldest since when the oldest of them is due, by the database's clock
 */
record DueSync(SyncId sync, State state, Instant oldest) {}
