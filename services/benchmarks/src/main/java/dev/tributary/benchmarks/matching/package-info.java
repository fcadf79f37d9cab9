/**
 * How long suggested matches take among a million records, and how much memory.
 *
 * <p>It compares them with the join that finds the same pairs without comparing them.
 */
@NullMarked
package dev.tributary.benchmarks.matching;

import org.jspecify.annotations.NullMarked;
