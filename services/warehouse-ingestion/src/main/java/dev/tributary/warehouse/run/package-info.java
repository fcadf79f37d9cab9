/**
 * Runs: reading a model once and publishing what changed.
 *
 * <p>Use cases over ports for reading, storing and publishing; what a run may do next is decided
 * here.
 */
@NullMarked
package dev.tributary.warehouse.run;

import org.jspecify.annotations.NullMarked;
