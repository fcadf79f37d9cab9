/**
 * The service's loop over profiles, memberships and rows, and its messages about outcomes.
 *
 * <p>The loop decides the desired state and sends nothing to a destination. It depends on the
 * packages postgres and desired, and on the runtime.
 */
@NullMarked
package dev.tributary.destinations.kafka;

import org.jspecify.annotations.NullMarked;
