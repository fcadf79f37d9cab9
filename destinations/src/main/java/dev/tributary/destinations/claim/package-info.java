/**
 * Which record of the ledger has taken a record of a vendor that a search by a further match field
 * has found.
 *
 * <p>It depends on the connector SPI only. The claims of all instances are behind a port.
 */
@NullMarked
package dev.tributary.destinations.claim;

import org.jspecify.annotations.NullMarked;
