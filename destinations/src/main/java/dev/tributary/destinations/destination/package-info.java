/**
 * Configured destinations: what stands in a definition, and what is wrong with it.
 *
 * <p>Values and checks without any I/O. It depends on the connector SPI and the contracts.
 */
@NullMarked
package dev.tributary.destinations.destination;

import org.jspecify.annotations.NullMarked;
