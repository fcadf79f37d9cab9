/** Stores reconciliations, and compares pages of a vendor with the ledger. */
@NullMarked
package dev.tributary.destinations.postgres.reconciliation;

import org.jspecify.annotations.NullMarked;
