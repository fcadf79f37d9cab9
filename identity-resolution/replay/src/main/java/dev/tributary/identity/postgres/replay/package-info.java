/**
 * The stores of replays, dry runs and rebuilds, over PostgreSQL.
 *
 * <p>It depends on the stores of the loop, whose tables a replay copy shares.
 */
@NullMarked
package dev.tributary.identity.postgres.replay;

import org.jspecify.annotations.NullMarked;
