/**
 * Configured destinations: the content of a definition, and its faults.
 *
 * <p>Values and checks without any I/O. It depends on the connector SPI and the contracts.
 */
@NullMarked
package dev.tributary.destinations.destination;

import org.jspecify.annotations.NullMarked;
