/**
 * The ledger's rules: what is desired, what was delivered, and what follows from the difference.
 *
 * <p>Decisions are pure functions from a row and a desired record, or a row and an outcome, to the
 * next row. It depends on the connector SPI and Jackson.
 */
@NullMarked
package dev.tributary.destinations.ledger;

import org.jspecify.annotations.NullMarked;
