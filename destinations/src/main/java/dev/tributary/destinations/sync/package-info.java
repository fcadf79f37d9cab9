/**
 * Syncs: which data flow to a destination, and the values of its fields.
 *
 * <p>A definition is checked against the connector's manifest once, when it is saved; the engine
 * then works on valid definitions. It depends on the connector SPI, the steps of a mapping and the
 * contracts.
 */
@NullMarked
package dev.tributary.destinations.sync;

import org.jspecify.annotations.NullMarked;
