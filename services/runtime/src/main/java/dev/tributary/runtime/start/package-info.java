/**
 * How a service starts: configuration, migration, topics, health.
 *
 * <p>The only package that wires the others into CDI.
 */
@NullMarked
package dev.tributary.runtime.start;

import org.jspecify.annotations.NullMarked;
