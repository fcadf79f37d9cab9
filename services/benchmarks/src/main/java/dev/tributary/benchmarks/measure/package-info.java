/**
 * What a run has cost: processor time per process, memory, and what else kept the machine busy.
 *
 * <p>Everything is read from Linux' {@code /proc}, so the measured programs are not changed. Knows
 * nothing of what is measured.
 */
@NullMarked
package dev.tributary.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
