/**
 * Facts of a service that can open an alert: the channel on which they are published, and the
 * internal route that returns them.
 *
 * <p>It depends on the contracts and on the packages config, http, kafka, log, metrics, tenancy and
 * threads.
 */
@NullMarked
package dev.tributary.runtime.fact;

import org.jspecify.annotations.NullMarked;
