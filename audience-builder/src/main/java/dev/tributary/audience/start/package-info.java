/**
 * Wires this service.
 *
 * <p>Plain objects are created only here; it may depend on everything.
 */
@NullMarked
package dev.tributary.audience.start;

import org.jspecify.annotations.NullMarked;
