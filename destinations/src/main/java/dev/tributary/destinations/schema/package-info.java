/**
 * Which fields the objects of a destination have at the vendor, and whether items fit them.
 *
 * <p>It depends on the connector SPI only. Instances share what one of them has read, with the time
 * at which it was read.
 */
@NullMarked
package dev.tributary.destinations.schema;

import org.jspecify.annotations.NullMarked;
