/**
 * How many events a second go the whole way, from accepted to delivered, at which cost and with
 * which delay; beside a bare chain of the same shape.
 *
 * <p>The whole installation runs, set up through its REST API. The sink is in the driver and knows
 * each event by its id: what is lost or doubled makes a run invalid.
 */
@NullMarked
package dev.tributary.benchmarks.chain;

import org.jspecify.annotations.NullMarked;
