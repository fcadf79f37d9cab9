/**
 * Programs that measure: bare limits, drivers of load, comparisons.
 *
 * <p>Each prints a table and can be run alone. They may depend on the contracts and on {@code
 * local}; nothing depends on them.
 */
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
