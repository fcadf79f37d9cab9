/**
 * The log: writing, and the report that messages are durable.
 *
 * <p>It depends on the runtime's Kafka clients.
 */
@NullMarked
package dev.tributary.collector.kafka;

import org.jspecify.annotations.NullMarked;
