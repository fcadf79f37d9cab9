/**
 * How much of the machine the collector needs for an event, beside a bare program from HTTP to
 * Kafka.
 *
 * <p>Only the gateway and the collector run here, so nothing behind the log takes part.
 */
@NullMarked
package dev.tributary.benchmarks.collector;

import org.jspecify.annotations.NullMarked;
