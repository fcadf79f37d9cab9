/**
 * The channels of run progress: which run has changed.
 *
 * <p>Depends on the use cases in the package run.
 */
@NullMarked
package dev.tributary.warehouse.kafka.progress;

import org.jspecify.annotations.NullMarked;
