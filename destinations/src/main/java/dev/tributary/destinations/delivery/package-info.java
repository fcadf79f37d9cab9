/**
 * The engine: claims what is due, sends it within the rate limit, records what became of it.
 *
 * <p>A dispatcher per destination on virtual threads, so that a dead one slows no other. It depends
 * on the connector SPI and the ledger's rules; databases and brokers stand behind ports.
 */
@NullMarked
package dev.tributary.destinations.delivery;

import org.jspecify.annotations.NullMarked;
