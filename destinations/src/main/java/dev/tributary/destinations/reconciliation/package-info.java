/**
 * Compares the ledger with the records that a vendor lists: which ones are missing there, which
 * ones have other values, and how many the ledger does not know.
 *
 * <p>It depends on the connector SPI, the rules of the ledger and the sender of requests; the
 * database is behind ports.
 */
@NullMarked
package dev.tributary.destinations.reconciliation;

import org.jspecify.annotations.NullMarked;
