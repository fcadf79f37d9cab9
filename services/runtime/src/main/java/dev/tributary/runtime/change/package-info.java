/**
 * Which objects a service has changed, and the channel that publishes it for the pages of the web
 * UI.
 *
 * <p>It depends on the contracts and on the packages audit, config, kafka, log, tenancy and
 * threads.
 */
@NullMarked
package dev.tributary.runtime.change;

import org.jspecify.annotations.NullMarked;
