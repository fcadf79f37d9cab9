/**
 * What replays and rebuilds store: the replay copies, what they are seeded with, and how they
 * differ from the workspace. All ports of one {@link
 * dev.tributary.identity.store.replay.ReplayStores} work in the same transaction.
 *
 * <p>It depends on the domain.
 */
@NullMarked
package dev.tributary.identity.store.replay;

import org.jspecify.annotations.NullMarked;
