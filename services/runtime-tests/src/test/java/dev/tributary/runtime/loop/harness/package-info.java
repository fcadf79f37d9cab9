/**
 * The exactly-once loop under kills, stops and rebalances: processes of their own that run it,
 * traffic whose every effect is known beforehand, and a checker that counts.
 */
package dev.tributary.runtime.loop.harness;
