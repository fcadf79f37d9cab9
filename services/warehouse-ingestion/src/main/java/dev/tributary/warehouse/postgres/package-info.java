/**
 * Runs, times of models and tombstones in this service's own database.
 *
 * <p>Depends on the use cases in the package run.
 */
@NullMarked
package dev.tributary.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
