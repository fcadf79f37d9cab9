/**
 * Wires this service.
 *
 * <p>Plain objects are made here and nowhere else; it may depend on everything.
 */
@NullMarked
package dev.tributary.audience.start;

import org.jspecify.annotations.NullMarked;
