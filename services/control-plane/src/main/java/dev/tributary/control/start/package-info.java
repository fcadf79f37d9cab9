/**
 * Wires the service's objects and starts its background work. The only package that knows all the
 * others.
 */
@NullMarked
package dev.tributary.control.start;

import org.jspecify.annotations.NullMarked;
