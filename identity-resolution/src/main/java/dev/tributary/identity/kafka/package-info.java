/**
 * The loop's effects, what they publish, and reading raw events back from the log.
 *
 * <p>Everything a poll does stands in one transaction. It depends on the domain, on postgres and on
 * the runtime's loop.
 */
@NullMarked
package dev.tributary.identity.kafka;

import org.jspecify.annotations.NullMarked;
