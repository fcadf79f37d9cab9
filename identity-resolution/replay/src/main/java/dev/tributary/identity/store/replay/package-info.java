/**
 * The stores of replays and rebuilds: the replay copies, their seeds, and their differences from
 * the workspace. All ports of one {@link dev.tributary.identity.store.replay.ReplayStores} work in
 * the same transaction.
 *
 * <p>It depends on the domain.
 */
@NullMarked
package dev.tributary.identity.store.replay;

import org.jspecify.annotations.NullMarked;
