/**
 * How much processor time the collector needs for an event, compared with a bare program from HTTP
 * to Kafka.
 *
 * <p>Only the gateway and the collector run here, so no consumer of the log affects the figures.
 */
@NullMarked
package dev.tributary.benchmarks.collector;

import org.jspecify.annotations.NullMarked;
