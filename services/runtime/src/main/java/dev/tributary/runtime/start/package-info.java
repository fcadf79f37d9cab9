/**
 * The start of a service: beans, migration, topics, health.
 *
 * <p>Only this package wires the others into CDI. No other package depends on it.
 */
@NullMarked
package dev.tributary.runtime.start;

import org.jspecify.annotations.NullMarked;
