/**
 * Syncs: what flows to a destination, and how its fields are filled.
 *
 * <p>A definition is held against the connector's manifest once, when it is saved; the engine then
 * works on values that fit. It depends on the connector SPI and the contracts.
 */
@NullMarked
package dev.tributary.destinations.sync;

import org.jspecify.annotations.NullMarked;
