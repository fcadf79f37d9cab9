/**
 * How long suggested matches take among a million records, and how much memory.
 *
 * <p>Beside them stands the join that brings the same pairs together and does not look at them.
 */
@NullMarked
package dev.tributary.benchmarks.matching;

import org.jspecify.annotations.NullMarked;
