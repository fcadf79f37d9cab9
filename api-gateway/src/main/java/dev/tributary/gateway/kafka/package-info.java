/**
 * What the gateway writes to Kafka, which is time, and what it asks of it: where topics end and how
 * far their readers are. Implements ports of {@code clock} and {@code pipeline}.
 */
@NullMarked
package dev.tributary.gateway.kafka;

import org.jspecify.annotations.NullMarked;
