/**
 * Wires the service's objects and starts its loop.
 *
 * <p>The only package that knows them all. It depends on CDI.
 */
@NullMarked
package dev.tributary.identity.start;

import org.jspecify.annotations.NullMarked;
