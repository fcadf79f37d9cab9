/**
 * The delivery engine: it claims due rows, sends them within the rate limit, and records the
 * outcomes.
 *
 * <p>Each destination has a dispatcher on virtual threads, so that a destination that does not
 * answer delays no other one. It depends on the connector SPI and the rules of the ledger;
 * databases and brokers are behind ports.
 */
@NullMarked
package dev.tributary.destinations.delivery;

import org.jspecify.annotations.NullMarked;
