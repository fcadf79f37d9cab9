/**
 * Facts of a service that can open an alert, and the channel on which they are published.
 *
 * <p>It depends on the contracts and on the packages config, kafka, log, metrics, tenancy and
 * threads.
 */
@NullMarked
package dev.tributary.runtime.fact;

import org.jspecify.annotations.NullMarked;
