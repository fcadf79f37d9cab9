/**
 * The topic {@code deliveries}: the outcome of each attempt, for people to watch.
 *
 * <p>It is written at least once. Readers recognise repeats by delivery and attempt. The package
 * depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.delivery;

import org.jspecify.annotations.NullMarked;
