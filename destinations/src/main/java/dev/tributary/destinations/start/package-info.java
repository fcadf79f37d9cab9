/**
 * Wires the service and starts it.
 *
 * <p>The only package that knows all the others.
 */
@NullMarked
package dev.tributary.destinations.start;

import org.jspecify.annotations.NullMarked;
