/**
 * Runs: when a model runs, reading it once, and publishing its changes.
 *
 * <p>Use cases over ports for reading, storing and publishing. They decide the next step of a run.
 */
@NullMarked
package dev.tributary.warehouse.run;

import org.jspecify.annotations.NullMarked;
