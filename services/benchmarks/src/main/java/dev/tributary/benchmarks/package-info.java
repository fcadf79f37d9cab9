/**
 * Benchmarks: bare programs as limits, drivers of load, and comparisons.
 *
 * <p>Each prints a table and can be run alone. They may depend on the contracts and on {@code
 * local}; nothing depends on them.
 */
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
