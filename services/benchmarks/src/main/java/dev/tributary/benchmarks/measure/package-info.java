/**
 * The effort of a measurement, and the cost of a run: processor time per process, memory, and the
 * use of the machine by other processes.
 *
 * <p>Everything is read from Linux' {@code /proc}, so the measured programs are not changed. The
 * package knows nothing about the measured programs.
 */
@NullMarked
package dev.tributary.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
