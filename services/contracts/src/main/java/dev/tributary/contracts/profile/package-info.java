/**
 * The topic {@code profiles}: the state of people, what changed it, and merges.
 *
 * <p>State is taken by the highest version, events by their id; neither implies the other. It
 * depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.profile;

import org.jspecify.annotations.NullMarked;
