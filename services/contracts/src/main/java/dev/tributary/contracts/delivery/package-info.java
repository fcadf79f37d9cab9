/**
 * The topic {@code deliveries}: what became of each attempt, for people to watch.
 *
 * <p>It is written at least once; readers tell repeats apart by delivery and attempt. It depends on
 * {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.delivery;

import org.jspecify.annotations.NullMarked;
