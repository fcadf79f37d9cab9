/**
 * Rebuilds: profiles are replaced by those of a replay, one connected component after the other.
 *
 * <p>It depends on the loop, on replays and on the ports of the package store.
 */
@NullMarked
package dev.tributary.identity.rebuild;

import org.jspecify.annotations.NullMarked;
