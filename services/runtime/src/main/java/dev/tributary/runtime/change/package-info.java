/**
 * Which objects a service has changed: the channel that publishes it, and the channel that follows
 * what all services publish.
 *
 * <p>It depends on the contracts and on the packages audit, config, kafka, log, messaging, tenancy
 * and threads.
 */
@NullMarked
package dev.tributary.runtime.change;

import org.jspecify.annotations.NullMarked;
