/**
 * The engine's way out, over the runtime's one door.
 *
 * <p>It depends on the runtime's egress and on the package delivery.
 */
@NullMarked
package dev.tributary.destinations.egress;

import org.jspecify.annotations.NullMarked;
