/**
 * The log: the exactly-once loop, commands, and the read of raw events.
 *
 * <p>One transaction contains all effects of a poll. It depends on the domain and on the runtime's
 * loop.
 */
@NullMarked
package dev.tributary.identity.kafka;

import org.jspecify.annotations.NullMarked;
