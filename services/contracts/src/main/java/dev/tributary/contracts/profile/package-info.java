/**
 * The topic {@code profiles}: the state of profiles, what changed it, and merges.
 *
 * <p>Readers take state by the highest version and events by their id; neither implies the other.
 * The package depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.profile;

import org.jspecify.annotations.NullMarked;
