/**
 * Connects the delivery engine to the egress client of the runtime.
 *
 * <p>It depends on the runtime's egress and on the package delivery.
 */
@NullMarked
package dev.tributary.destinations.egress;

import org.jspecify.annotations.NullMarked;
