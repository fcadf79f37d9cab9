/**
 * The gateway's access to Kafka: it writes ticks, and reads the ends of topics and the positions of
 * their readers. Implements ports of {@code clock} and {@code pipeline}.
 */
@NullMarked
package dev.tributary.gateway.kafka;

import org.jspecify.annotations.NullMarked;
