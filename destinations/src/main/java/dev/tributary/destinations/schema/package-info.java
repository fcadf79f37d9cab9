/**
 * Which fields the objects of a destination have at the vendor, and whether items fit them.
 *
 * <p>It depends on the connector SPI only. The fields are kept in memory with the time at which
 * they were read.
 */
@NullMarked
package dev.tributary.destinations.schema;

import org.jspecify.annotations.NullMarked;
