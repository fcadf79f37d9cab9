/**
 * How many events a second pass the whole chain, from acceptance to delivery, with the cost and the
 * delay; compared with a bare chain of the same shape.
 *
 * <p>The whole installation runs, set up through its REST API. The sink is in the driver and knows
 * each event by its id: a lost or doubled event makes a run invalid.
 */
@NullMarked
package dev.tributary.benchmarks.chain;

import org.jspecify.annotations.NullMarked;
