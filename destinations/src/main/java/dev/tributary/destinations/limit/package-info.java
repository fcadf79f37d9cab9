/**
 * The limits of the requests of a destination: the budgets of its account, and syncs of which every
 * record is refused.
 *
 * <p>It connects the rules of {@code pacing} with manifests and requests. It depends on the
 * connector SPI and knows no rows of the ledger.
 */
@NullMarked
package dev.tributary.destinations.limit;

import org.jspecify.annotations.NullMarked;
