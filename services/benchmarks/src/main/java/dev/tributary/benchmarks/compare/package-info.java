/**
 * Compares two checkouts: runs the benches of both in turn, and reads the files that they write.
 *
 * <p>It depends on the package {@code measure}, and starts each bench as a process of its checkout,
 * because a checkout can only measure its own version.
 */
@NullMarked
package dev.tributary.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
