/**
 * Links the records of a batch with other records of the vendor.
 *
 * <p>It depends on the connector SPI only.
 */
@NullMarked
package dev.tributary.destinations.link;

import org.jspecify.annotations.NullMarked;
