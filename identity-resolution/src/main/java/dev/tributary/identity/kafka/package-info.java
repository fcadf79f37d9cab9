/**
 * The loop's effects, the messages that they publish, and the read of raw events from the log.
 *
 * <p>One transaction contains all effects of a poll. It depends on the domain, on postgres and on
 * the runtime's loop.
 */
@NullMarked
package dev.tributary.identity.kafka;

import org.jspecify.annotations.NullMarked;
