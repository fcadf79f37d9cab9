/**
 * The limits of the requests of a destination: the budgets of its account, objects that take no
 * more for a while, syncs of which every record is refused, and the pauses after failures.
 *
 * <p>It connects the rules of {@code pacing} with manifests and requests. It depends on the
 * connector SPI and knows no rows of the ledger.
 */
@NullMarked
package dev.tributary.destinations.limit;

import org.jspecify.annotations.NullMarked;
