/**
 * How many records a second go through the ledger and over HTTP, one per request and to a webhook
 * in batches of 100, compared with the same requests without a ledger, and with a ledger without
 * requests.
 *
 * <p>Only the services that the records need run. The sink is in the driver and knows each record
 * by its id: a lost or doubled record makes a run invalid.
 */
@NullMarked
package dev.tributary.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
